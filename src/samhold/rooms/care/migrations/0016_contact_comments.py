"""What the person says to a note about them, and the second wall around it."""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samhold.foundation.identifiers
import samhold.infrastructure.fields
from samhold.infrastructure.row_security import enable_row_security

_people = import_module("samhold.rooms.people.migrations.0002_row_security")


class Migration(migrations.Migration):
    """The table, and row-level security: whoever is related to the person."""

    dependencies = [
        ("care", "0015_appointment_changes"),
        ("organisations", "0001_initial"),
        ("people", "0006_search_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactComment",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=samhold.foundation.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", samhold.infrastructure.fields.EncryptedTextField(verbose_name="comment")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="changed")),
                ("taken_back_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comment", to="care.contact"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.person"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="care_contactcomment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("changed_at__isnull", True), ("changed_at__gte", models.F("written_at")), _connector="OR"
                        ),
                        name="care_contactcomment_changed_after_it_was_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", True),
                            ("taken_back_at__gte", models.F("written_at")),
                            _connector="OR",
                        ),
                        name="care_contactcomment_taken_back_after_it_was_written",
                    ),
                ],
            },
        ),
        enable_row_security("care_contactcomment", _people.wall("person_id")),
    ]
