"""Addresses: where a person lives, and the register of homes and meeting places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import dwellings, housing

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_of_person: list[URLPattern | URLResolver] = [
    path("", housing.show, name="housing"),
    path("move/", housing.move, name="housing_move"),
    path("earlier/", housing.earlier, name="housing_earlier"),
    path("<uuid:tenancy_id>/", housing.situate, name="housing_situate"),
    path("<uuid:tenancy_id>/take-back/", housing.take_back, name="housing_take_back"),
    path("<uuid:tenancy_id>/guests/came/", housing.guests_came, name="housing_guests_came"),
    path("<uuid:tenancy_id>/guests/left/", housing.guests_left, name="housing_guests_left"),
    path("<uuid:tenancy_id>/guests/take-back/", housing.guests_take_back, name="housing_guests_take_back"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/housing/", include(_of_person)),
    path("dwellings/", dwellings.show, name="dwellings"),
    path("dwellings/new/", dwellings.add, name="dwelling_add"),
    path("dwellings/<uuid:dwelling_id>/", dwellings.change, name="dwelling"),
    path("dwellings/<uuid:dwelling_id>/close/", dwellings.close, name="dwelling_close"),
    path("dwellings/<uuid:dwelling_id>/reopen/", dwellings.reopen, name="dwelling_reopen"),
]
