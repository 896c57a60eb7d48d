"""The root of all addresses: one line for each audience."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("samhold.sites.public.urls")),
    path("", include("samhold.sites.staff.urls")),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/", include("samhold.ui.urls")),
]
if settings.IS_DEMO:
    urlpatterns.append(path("demo/", include("samhold.demo.urls")))
