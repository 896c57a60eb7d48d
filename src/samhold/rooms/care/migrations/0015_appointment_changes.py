"""An appointment tells who cancelled it, and when it was before it was moved."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the two; what was cancelled before does not say by whom."""

    dependencies = [("care", "0014_wall_of_life")]
    operations = [
        migrations.AddField(
            model_name="appointment",
            name="cancelled_by",
            field=models.CharField(
                blank=True,
                choices=[("PERSON", "Cancelled by the person"), ("SERVICE", "Cancelled by the service")],
                default="",
                max_length=10,
                verbose_name="cancelled by",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="moved_from",
            field=models.DateTimeField(blank=True, null=True, verbose_name="moved from"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_by", ""),
                    models.Q(("cancelled_by__in", ["PERSON", "SERVICE"]), ("state", "CANCELLED")),
                    _connector="OR",
                ),
                name="care_appointment_cancelled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moved_from__isnull", True),
                    models.Q(("moved_from", models.F("starts_at")), _negated=True),
                    _connector="OR",
                ),
                name="care_appointment_moved_to_another_time",
            ),
        ),
    ]
