"""The workbook between preview and commit, behind a wall of its own: its owner's, until it expires."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import samhold.foundation.identifiers
import samhold.infrastructure.fields
from samhold.infrastructure.row_security import ACTOR_SQL, enable_row_security


class Migration(migrations.Migration):
    """Add uploads."""

    dependencies = [
        ("people", "0002_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samhold.foundation.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", samhold.infrastructure.fields.EncryptedTextField(tenant_from=None)),
                ("expires_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="people_upload_expires_after_it_is_created",
                    )
                ],
            },
        ),
        enable_row_security("people_upload", f"owner_id = {ACTOR_SQL} OR expires_at < now()"),
    ]
