"""Follow-up says how far back it is known what happened; follow-up and activities can be taken back."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns; what is taken back no longer stands in the way of a new follow-up."""

    dependencies = [("care", "0016_contact_comments")]
    operations = [
        migrations.RemoveConstraint(model_name="followup", name="care_followup_one_open_per_unit"),
        migrations.AddField(
            model_name="followup",
            name="known_since_date",
            field=models.DateField(blank=True, null=True, verbose_name="known since"),
        ),
        migrations.AddField(
            model_name="followup",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="undone"),
        ),
        migrations.AddField(
            model_name="activity",
            name="undone_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="undone"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_since_date__isnull", True),
                    ("known_since_date__lte", models.F("first_date")),
                    _connector="OR",
                ),
                name="care_followup_known_before_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("last_date__isnull", True), ("undone_at__isnull", True)),
                fields=("person", "unit"),
                name="care_followup_one_open_per_unit",
            ),
        ),
    ]
