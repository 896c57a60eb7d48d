"""Rows that people edit carry a version, so that a late save never silently overwrites an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samhold.foundation.errors import DomainError, NotAvailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Versioned(models.Model):
    """A row that people edit; `save_versioned` is the way to save it."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


VersionedT = TypeVar("VersionedT", bound=Versioned)


class StaleVersion(DomainError):
    """Say that somebody saved the row in the meantime; both texts are here, none is lost."""

    message = _("Somebody else saved this while you were writing. Compare the two texts and save again.")

    def __init__(self, *, current: Versioned, rejected: Mapping[str, object]) -> None:
        """
        Carry both sides.

        :param current: the row as the database has it now.
        :param rejected: the values that were not saved, by field.
        """
        super().__init__()
        self.current = current
        self.rejected = dict(rejected)

    def differences(self) -> tuple[tuple[str, object, object], ...]:
        """Give field, saved value and rejected value where they differ, in the order of the form."""
        pairs = ((name, getattr(self.current, name), value) for name, value in self.rejected.items())
        return tuple((name, saved, rejected) for name, saved, rejected in pairs if saved != rejected)


@transaction.atomic
def save_versioned(instance: VersionedT, *, base_version: int, fields: Sequence[str]) -> VersionedT:
    """
    Save the named fields of a changed row, if it still has the version that the change was based on.

    :param base_version: the version that the person had before their eyes.
    :raises StaleVersion: if the row was saved since.
    :raises NotAvailable: if it is gone, or hidden from the actor.
    """
    model = type(instance)
    rows = model._base_manager.filter(pk=instance.pk)  # noqa: SLF001 -- Django's API: never a scoped manager
    chosen = [model._meta.get_field(name) for name in fields]  # noqa: SLF001 -- Django's API
    values = {field.name: field.pre_save(instance, add=False) for field in chosen if isinstance(field, models.Field)}
    changed = rows.filter(version=base_version).update(version=F("version") + 1, **values)
    if changed:
        instance.version = base_version + 1
        return instance
    current = rows.first()
    if current is None:
        raise NotAvailable
    typed = [field.name for field in chosen if not isinstance(field, models.Field) or field.editable]
    raise StaleVersion(current=current, rejected={name: getattr(instance, name) for name in typed})
