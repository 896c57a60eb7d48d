"""
Keep each person's name as it is searched.

Folded in the row, since neither database folds ø and å, and a search must not read every name to find one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

import samhold.rooms.people.models.search_name
from samhold.infrastructure.database import maintenance
from samhold.rooms.people.models.search_name import search_name

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fold the names that are there."""
    persons = apps.get_model("people", "Person")._base_manager.using(schema_editor.connection.alias)  # noqa: SLF001 -- Django's API
    with maintenance():
        rows = persons.values_list("pk", "given_name", "family_name")
        for pk, given_name, family_name in list(rows):
            persons.filter(pk=pk).update(search_name=search_name(given_name, family_name))


class Migration(migrations.Migration):
    """Add the column, and fill it."""

    dependencies = [("people", "0005_network_by_account")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="search_name",
            field=samhold.rooms.people.models.search_name.SearchNameField(
                blank=True, default="", editable=False, max_length=400
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
