"""The addresses of the staff's pages; each module of pages keeps its own."""

from __future__ import annotations

from django.urls import include, path

app_name = "staff"

urlpatterns = [
    path("", include("samhold.sites.staff.urls_care")),
    path("", include("samhold.sites.staff.urls_circle")),
]
