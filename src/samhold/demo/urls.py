"""The addresses of the demo; `config.urls` includes them in the demo only."""

from __future__ import annotations

from django.urls import path

from samhold.demo import logins

app_name = "demo"

urlpatterns = [
    path("", logins.choose, name="choose"),
    path("log-in/<uuid:user_id>/", logins.enter, name="log_in"),
]
