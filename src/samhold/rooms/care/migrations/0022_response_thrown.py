"""Answers that were thrown away can be put back for a day."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Add when it was thrown away; nothing that is there was."""

    dependencies = [("care", "0021_response_begun_alone")]
    operations = [
        migrations.AddField(
            model_name="response",
            name="thrown_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="thrown away"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=Q(thrown_at__isnull=True) | Q(finished_at__isnull=True),
                name="care_response_thrown_away_is_not_finished",
            ),
        ),
    ]
