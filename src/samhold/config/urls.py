"""The root of all addresses: one line for each audience."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from samhold.sites import landing

urlpatterns = [
    path("", landing.start),
    path("", include("samhold.sites.public.urls")),
    path("me/", include("samhold.sites.portal.urls")),
    path("", include("samhold.sites.staff.urls")),
    # Whoever made the user vouches for the address, so nobody changes their own (ADR 0009).
    path("account/email/", landing.own_settings),
    path("account/3rdparty/", landing.own_settings),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("ui/", include("samhold.ui.urls")),
]
if settings.IS_DEMO:
    urlpatterns.append(path("demo/", include("samhold.demo.urls")))
