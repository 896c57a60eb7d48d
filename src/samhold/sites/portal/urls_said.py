"""Addresses: what the person says, answers, shares and sees of those who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from samhold.sites.portal.views import answers, looks, notes, sharing

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("notes/", notes.show, name="notes"),
    path("notes/<uuid:contact_id>/", notes.comment, name="note"),
    path("notes/<uuid:contact_id>/take-back/", notes.take_back, name="comment_take_back"),
    path("notes/<uuid:contact_id>/put-back/", notes.put_back, name="comment_put_back"),
    path("answers/", answers.show, name="answers"),
    path("answers/start/", answers.start, name="answer_start"),
    path("answers/<uuid:response_id>/", answers.answer, name="answer"),
    path("answers/<uuid:response_id>/reopen/", answers.reopen, name="answer_reopen"),
    path("answers/<uuid:response_id>/discard/", answers.discard, name="answer_discard"),
    path("answers/<uuid:response_id>/put-back/", answers.put_back, name="answer_put_back"),
    path("sharing/", sharing.show, name="sharing"),
    path("sharing/<uuid:consent_id>/withdraw/", sharing.withdraw, name="consent_withdraw"),
    path("sharing/<uuid:consent_id>/restore/", sharing.restore, name="consent_restore"),
    path("looks/", looks.show, name="looks"),
]
