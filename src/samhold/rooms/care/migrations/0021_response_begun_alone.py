"""Answers say themselves that the person began them alone: the account of the own page may be another one later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models
from django.db.models import F

from samhold.infrastructure.database import maintenance

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tell it of those that are there."""
    responses = apps.get_model("care", "Response")._base_manager.using(schema_editor.connection.alias)  # noqa: SLF001 -- Django's API
    with maintenance():
        alone = responses.filter(person__account_id=F("started_by_id")).values_list("pk", flat=True)
        responses.filter(pk__in=list(alone)).update(is_begun_alone=True)


class Migration(migrations.Migration):
    """Add the column, and fill it."""

    dependencies = [("care", "0020_absences"), ("people", "0007_consent_was_until")]
    operations = [
        migrations.AddField(
            model_name="response",
            name="is_begun_alone",
            field=models.BooleanField(default=False, editable=False, verbose_name="begun by the person alone"),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
