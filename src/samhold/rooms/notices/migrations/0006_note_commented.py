"""Those near a person are told that the person has commented on a note."""

from __future__ import annotations

from django.db import migrations, models

KINDS = [
    ("EMERGENCY_ACCESS", "Emergency access was taken. Review it."),
    ("EMERGENCY_IN_UNIT", "Somebody in your unit has taken emergency access. Others review it."),
    ("EMERGENCY_REVIEWED", "Your emergency access has been reviewed."),
    ("NETWORK_ADDED", "You are now involved with a person."),
    ("CASE_ROUTED", "A case has been routed to your unit."),
    ("CONSENT_WITHDRAWN", "A consent to your unit has been withdrawn."),
    ("MEETING_INVITED", "You are invited to a meeting."),
    ("MEETING_CHANGED", "A meeting you are invited to has been moved or cancelled."),
    ("MEETING_MINUTES", "The minutes of a meeting are ready."),
    ("APPOINTMENT_CHANGED", "An appointment you take part in has been moved or cancelled."),
    ("NOTE_COMMENTED", "Somebody has commented on a note about themself. Read it."),
    ("VISIT_OVERDUE", "A colleague has not checked out of a visit. Call them now."),
    ("VISIT_UNANSWERED", "A worker in your unit has not checked out of a visit. Find out where they are."),
]


class Migration(migrations.Migration):
    """Add the kind of notice."""

    dependencies = [("notices", "0005_appointment_changed")]
    operations = [
        migrations.RemoveConstraint(model_name="notice", name="notices_notice_kind_is_known"),
        migrations.AlterField(model_name="notice", name="kind", field=models.CharField(choices=KINDS, max_length=30)),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _sentence in KINDS])),
                name="notices_notice_kind_is_known",
            ),
        ),
    ]
