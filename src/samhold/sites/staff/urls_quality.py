"""Addresses: safety on visits, children, checks, the clock of a visit, hand-over, ready for inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import quality, safety, visits

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_person: list[URLPattern | URLResolver] = [
    path("safety/", safety.show, name="safety"),
    path("safety/assess/", safety.assess, name="safety_assess"),
    path("safety/<uuid:assessment_id>/end/", safety.end, name="safety_end"),
    path("safety/absence/", safety.absence, name="absence_plan"),
    path("safety/children/", safety.ask_about_children, name="children_ask"),
    path("safety/children/<uuid:question_id>/follow-up/", safety.follow_up, name="children_follow_up"),
    path("safety/children/<uuid:question_id>/take-back/", safety.take_back, name="children_take_back"),
    path("safety/reviews/", safety.review, name="care_review"),
    path("safety/reviews/<uuid:review_id>/take-back/", safety.take_review_back, name="care_review_take_back"),
    path("check-in/", visits.check_in, name="check_in"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/", include(_of_person)),
    path("visits/<uuid:watch_id>/", visits.show, name="visit_watch"),
    path("visits/<uuid:watch_id>/out/", visits.check_out, name="check_out"),
    path("visits/<uuid:watch_id>/longer/", visits.extend, name="check_extend"),
    path("hand-over/", quality.hand_over, name="hand_over"),
    path("hand-over/read/", quality.mark_read, name="hand_over_read"),
    path("quality/", quality.quality, name="quality"),
]
