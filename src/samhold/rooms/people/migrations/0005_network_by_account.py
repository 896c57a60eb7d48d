"""
Find the lines of next of kin by their account, among those that have one.

An index over all lines, nearly all of them null, counts for SQLite as useless, and it read every line of the region.
"""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Replace the index over all lines by one over those with an account."""

    dependencies = [
        ("people", "0004_tenants_with_persons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="networkmember",
            name="account",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="kin_of",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="networkmember",
            index=models.Index(
                condition=models.Q(account__isnull=False), fields=["account"], name="people_network_by_account"
            ),
        ),
    ]
