"""The addresses of the own page; none holds an id of the person."""

from __future__ import annotations

from django.urls import include, path

from samhold.sites.portal.views import account, crisis, home, invitation, meetings, people, plan

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("open/<str:code>/", invitation.welcome, name="welcome"),
    path("people/", people.show, name="people"),
    path("plan/", plan.show, name="plan"),
    path("plan/paper/", plan.paper, name="plan_paper"),
    path("crisis/", crisis.show, name="crisis"),
    path("crisis/paper/", crisis.paper, name="crisis_paper"),
    path("meetings/", meetings.show, name="meetings"),
    path("language/", account.choose_language, name="language"),
    path("still-here/", account.still_here, name="still_here"),
    path("", include("samhold.sites.portal.urls_said")),
]
