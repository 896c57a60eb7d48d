"""What did not come about tells why, and what then."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the two to contacts and appointments; what was written before says neither."""

    dependencies = [("care", "0019_tenancy_recorded")]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="absence_next",
            field=models.CharField(
                blank=True,
                choices=[
                    ("NEW_TIME", "A new time"),
                    ("PHONE", "We ring"),
                    ("LOOK_IN", "We look in"),
                    ("NOTHING", "Nothing now"),
                ],
                default="",
                max_length=8,
                verbose_name="what then",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="absence_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("UNWELL", "Ill or unwell"),
                    ("DID_NOT_WANT", "Did not want to"),
                    ("FORGOT", "Forgot it"),
                    ("ELSEWHERE", "Was somewhere else"),
                    ("WAY", "The way: no transport, roads, weather"),
                    ("STAFF", "We lacked staff"),
                    ("OTHER", "Another reason"),
                    ("UNKNOWN", "We do not know why"),
                ],
                default="",
                max_length=12,
                verbose_name="why not",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="absence_next",
            field=models.CharField(
                blank=True,
                choices=[
                    ("NEW_TIME", "A new time"),
                    ("PHONE", "We ring"),
                    ("LOOK_IN", "We look in"),
                    ("NOTHING", "Nothing now"),
                ],
                default="",
                max_length=8,
                verbose_name="what then",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="absence_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("UNWELL", "Ill or unwell"),
                    ("DID_NOT_WANT", "Did not want to"),
                    ("FORGOT", "Forgot it"),
                    ("ELSEWHERE", "Was somewhere else"),
                    ("WAY", "The way: no transport, roads, weather"),
                    ("STAFF", "We lacked staff"),
                    ("OTHER", "Another reason"),
                    ("UNKNOWN", "We do not know why"),
                ],
                default="",
                max_length=12,
                verbose_name="why not",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("absence_next", ""), ("absence_reason", "")),
                    models.Q(
                        ("absence_next__in", ["", "NEW_TIME", "PHONE", "LOOK_IN", "NOTHING"]),
                        (
                            "absence_reason__in",
                            ["", "UNWELL", "DID_NOT_WANT", "FORGOT", "ELSEWHERE", "WAY", "STAFF", "OTHER", "UNKNOWN"],
                        ),
                        ("state", "CANCELLED"),
                    ),
                    _connector="OR",
                ),
                name="care_appointment_absence_is_of_one_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("absence_next", ""), ("absence_reason", "")),
                    models.Q(
                        models.Q(("outcome", "MET"), _negated=True),
                        ("absence_next__in", ["", "NEW_TIME", "PHONE", "LOOK_IN", "NOTHING"]),
                        (
                            "absence_reason__in",
                            ["", "UNWELL", "DID_NOT_WANT", "FORGOT", "ELSEWHERE", "WAY", "STAFF", "OTHER", "UNKNOWN"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="care_contact_absence_is_of_one_not_met",
            ),
        ),
    ]
