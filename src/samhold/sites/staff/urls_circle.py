"""Addresses: network, consents, conflicts, who has looked, emergency access, inbox, region, my settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from samhold.sites.staff.views import (
    conflicts,
    consents,
    emergency,
    inbox,
    looks,
    network,
    own_page,
    region,
    reviews,
    settings,
)

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_person: list[URLPattern | URLResolver] = [
    path("network/", network.show, name="network"),
    path("network/add/", network.add, name="network_add"),
    path("network/kin/", network.add_kin, name="network_kin"),
    path("network/<uuid:member_id>/change/", network.change, name="network_change"),
    path("network/<uuid:member_id>/end/", network.end, name="network_end"),
    path("network/<uuid:member_id>/reopen/", network.reopen, name="network_reopen"),
    path("consents/", consents.show, name="consents"),
    path("consents/give/", consents.give, name="consent_give"),
    path("consents/<uuid:consent_id>/withdraw/", consents.withdraw, name="consent_withdraw"),
    path("consents/<uuid:consent_id>/restore/", consents.restore, name="consent_restore"),
    path("blocks/add/", consents.block, name="block_add"),
    path("blocks/<uuid:block_id>/end/", consents.unblock, name="block_end"),
    path("conflict/", conflicts.declare, name="conflict"),
    path("conflict/worker/", conflicts.declare_of_worker, name="conflict_of_worker"),
    path("conflict/<uuid:conflict_id>/take-back/", conflicts.take_back, name="conflict_take_back"),
    path("conflict/<uuid:conflict_id>/lift/", conflicts.lift, name="conflict_lift"),
    path("own-page/", own_page.show, name="own_page"),
    path("own-page/revoke/", own_page.revoke, name="own_page_revoke"),
    path("own-page/close/", own_page.close, name="own_page_close"),
    path("own-page/reopen/", own_page.reopen, name="own_page_reopen"),
    path("looks/", looks.show, name="looks"),
    path("emergency/", emergency.show, name="emergency_person"),
    path("emergency/end/", emergency.give_back, name="emergency_end"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("persons/<uuid:person_id>/", include(_person)),
    path("emergency/", emergency.take, name="emergency"),
    path("reviews/", reviews.waiting, name="reviews"),
    path("reviews/<uuid:grant_id>/", reviews.review, name="review"),
    path("inbox/", inbox.show, name="inbox"),
    path("inbox/read/", inbox.read_all, name="inbox_read"),
    path("inbox/<uuid:notice_id>/", inbox.open_notice, name="notice"),
    path("region/", region.show, name="region"),
    path("region/export/", region.export, name="region_export"),
    path("region/<uuid:token>/", region.look, name="region_preview"),
    path("region/<uuid:token>/faults/", region.faults, name="region_faults"),
    path("settings/", settings.show, name="settings"),
    path("settings/language/", settings.choose_language, name="language"),
    path("settings/sessions/", settings.end_sessions, name="end_sessions"),
]
