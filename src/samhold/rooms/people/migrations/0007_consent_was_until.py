"""A withdrawn consent remembers until when it ran, so that a withdrawal can be taken back for a while."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the instant; what was withdrawn before has none, and is not taken back."""

    dependencies = [("people", "0006_search_name")]
    operations = [
        migrations.AddField(
            model_name="consent",
            name="was_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ran until, before it was withdrawn"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("was_until__isnull", True), ("withdrawn_at__isnull", False), _connector="OR"),
                name="people_consent_was_until_if_withdrawn",
            ),
        ),
    ]
