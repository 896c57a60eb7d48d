"""When guests left, why a place was offered all the same, which home a move ended; who sees a place past the wall."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import samhold.infrastructure.fields
from samhold.infrastructure.row_security import PostgresqlSQL

OF_TENANT = "tenant_id IN (SELECT samhold_tenants())"
LIVED_IN = "EXISTS (SELECT 1 FROM care_tenancy t WHERE t.dwelling_id = care_dwelling.id)"
WALL = f"ALTER POLICY care_dwelling_wall ON care_dwelling USING ({{0}}) WITH CHECK ({OF_TENANT})"


class Migration(migrations.Migration):
    """Add the columns; whoever passes the wall to a person's home passes it to the place where that home is."""

    dependencies = [("care", "0017_outcomes_known_and_undone")]
    operations = [
        migrations.AddField(
            model_name="tenancy",
            name="guests_left_date",
            field=models.DateField(blank=True, null=True, verbose_name="guests gone since"),
        ),
        migrations.AddField(
            model_name="tenancy",
            name="in_spite_why",
            field=samhold.infrastructure.fields.EncryptedTextField(
                blank=True, verbose_name="why this place all the same"
            ),
        ),
        migrations.AddField(
            model_name="tenancy",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="care.tenancy",
            ),
        ),
        migrations.AddConstraint(
            model_name="dwelling",
            constraint=models.CheckConstraint(condition=Q(capacity__gte=1), name="care_dwelling_has_room_for_one"),
        ),
        migrations.AddConstraint(
            model_name="tenancy",
            constraint=models.CheckConstraint(
                condition=Q(guests_left_date__isnull=True)
                | Q(guests_since_date__isnull=False, guests_left_date__gte=F("guests_since_date")),
                name="care_tenancy_guests_leave_after_they_come",
            ),
        ),
        PostgresqlSQL([WALL.format(f"{OF_TENANT} OR {LIVED_IN}")], [WALL.format(OF_TENANT)]),
    ]
