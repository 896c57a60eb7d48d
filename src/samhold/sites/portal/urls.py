"""The addresses of the own page; none holds an id of the person."""

from __future__ import annotations

from django.urls import path

from samhold.sites.portal.views import account, home

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("language/", account.choose_language, name="language"),
    path("still-here/", account.still_here, name="still_here"),
]
