"""A contact knows whether the state of its appointment rests on it, so that undoing it gives back what was there."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add whether a contact settles its appointment; those that are there leave it as it is when they are undone."""

    dependencies = [("care", "0004_draft_about")]
    operations = [
        migrations.AddField(
            model_name="contact",
            name="settles",
            field=models.BooleanField(default=False, verbose_name="settles its appointment"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("settles", False), ("appointment__isnull", False), _connector="OR"),
                name="care_contact_settles_an_appointment",
            ),
        ),
    ]
