"""When a home was written down: for a day it may be taken back."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column; of homes written before nobody knows."""

    dependencies = [("care", "0018_homes_kept_and_guests_gone")]
    operations = [
        migrations.AddField(
            model_name="tenancy",
            name="recorded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="recorded"),
        )
    ]
