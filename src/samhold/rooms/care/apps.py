"""Django's entry to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.apps.registry import Apps


class CareConfig(AppConfig):
    """One person's follow-up: appointments, contacts, drafts; requests for help, decisions and complaints."""

    name = "samhold.rooms.care"
    label = "care"
    verbose_name = _("Care")

    def ready(self) -> None:
        """Bind the reach that rests on the room's tables, offer goals to agendas, and keep the law in place."""
        from samhold.rooms.care.access import bind_reaches  # noqa: PLC0415 -- app ready
        from samhold.rooms.care.queries.plans import offer_goals  # noqa: PLC0415 -- app ready

        bind_reaches()
        offer_goals()
        post_migrate.connect(_put_law_in_place, sender=self)


def _put_law_in_place(apps: Apps, using: str, **_more: object) -> None:
    """Put the rows of the law in place as the one who migrates, unless the tables are not there (migrated back)."""
    from samhold.rooms.care.adapters.law import put_in_place  # noqa: PLC0415 -- app ready

    if "deadline" in apps.all_models["care"]:
        put_in_place(apps, using=using)
