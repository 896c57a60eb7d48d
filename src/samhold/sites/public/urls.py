"""The addresses of the pages that need no log-in."""

from __future__ import annotations

from django.urls import path

from samhold.sites.public import views

app_name = "public"

urlpatterns = [
    path("", views.start, name="start"),
    path("help/", views.plain, {"page": "help"}, name="help"),
    path("accessibility/", views.plain, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", views.plain, {"page": "privacy"}, name="privacy"),
]
