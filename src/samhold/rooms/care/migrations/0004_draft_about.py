"""A draft is kept per what it is written about, so that the text of one visit does not replace another's."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what a draft is about; those that are there stand alone."""

    dependencies = [("care", "0003_wall_of_visits")]
    operations = [
        migrations.RemoveConstraint(model_name="draft", name="care_draft_one_per_form"),
        migrations.AddField(
            model_name="draft",
            name="about",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="about"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("author", "person", "form", "about"), name="care_draft_one_per_form"
            ),
        ),
    ]
