"""The root of all addresses: one line for each audience."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("samhold.sites.staff.urls")),
    path("account/", include("allauth.urls")),
    path("ui/", include("samhold.ui.urls")),
]
