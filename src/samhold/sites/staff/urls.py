"""The addresses of the staff's pages; each module of pages keeps its own."""

from __future__ import annotations

from django.urls import include, path

app_name = "staff"

urlpatterns = [
    path("", include("samhold.sites.staff.urls_care")),
    path("", include("samhold.sites.staff.urls_circle")),
    path("coordination/", include("samhold.sites.staff.urls_coordination")),
    path("", include("samhold.sites.staff.urls_meetings")),
    path("", include("samhold.sites.staff.urls_decisions")),
    path("", include("samhold.sites.staff.urls_questionnaires")),
    path("", include("samhold.sites.staff.urls_plans")),
    path("", include("samhold.sites.staff.urls_quality")),
    path("", include("samhold.sites.staff.urls_outcomes")),
    path("", include("samhold.sites.staff.urls_housing")),
]
