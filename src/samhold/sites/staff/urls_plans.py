"""Addresses: a person's individual plan and crisis plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import crisis, crisis_parts, plan_parts, plans

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_plan: list[URLPattern | URLResolver] = [
    path("", plans.show, name="individual_plan"),
    path("<uuid:plan_id>/texts/<slug:name>/", plan_parts.text, name="plan_text"),
    path("<uuid:plan_id>/period/", plan_parts.period, name="plan_period"),
    path("<uuid:plan_id>/goals/new/", plan_parts.add_goal, name="goal_add"),
    path("goals/<uuid:goal_id>/", plan_parts.goal, name="goal"),
    path("goals/<uuid:goal_id>/settle/", plan_parts.settle, name="goal_settle"),
    path("<uuid:plan_id>/close/", plans.close, name="plan_close"),
    path("<uuid:plan_id>/reopen/", plans.reopen, name="plan_reopen"),
    path("<uuid:plan_id>/history/", plans.history, name="plan_history"),
    path("<uuid:plan_id>/paper/", plans.paper, name="plan_paper"),
]
_crisis: list[URLPattern | URLResolver] = [
    path("", crisis.show, name="crisis_plan"),
    path("<uuid:crisis_plan_id>/edit/", crisis.edit, name="crisis_edit"),
    path("<uuid:crisis_plan_id>/days/", crisis_parts.days, name="crisis_days"),
    path("<uuid:crisis_plan_id>/texts/<slug:name>/", crisis_parts.text, name="crisis_text"),
    path("steps/<uuid:step_id>/", crisis_parts.step, name="crisis_step"),
    path("<uuid:crisis_plan_id>/calls/new/", crisis_parts.add_call, name="crisis_call_add"),
    path("calls/<uuid:call_id>/", crisis_parts.call, name="crisis_call"),
    path("calls/<uuid:call_id>/remove/", crisis_parts.remove_call, name="crisis_call_remove"),
    path("calls/<uuid:edition_id>/put-back/", crisis_parts.put_call_back, name="crisis_call_put_back"),
    path("<uuid:crisis_plan_id>/copies/", crisis.give_copy, name="crisis_copy"),
    path("<uuid:crisis_plan_id>/close/", crisis.close, name="crisis_close"),
    path("<uuid:crisis_plan_id>/reopen/", crisis.reopen, name="crisis_reopen"),
    path("<uuid:crisis_plan_id>/history/", crisis.history, name="crisis_history"),
    path("<uuid:crisis_plan_id>/paper/", crisis.paper, name="crisis_paper"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/plan/", include(_plan)),
    path("persons/<uuid:person_id>/crisis/", include(_crisis)),
]
