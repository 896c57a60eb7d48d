"""What every row of a meeting has in common: its tenant, and the person it is about if it is about one."""

from __future__ import annotations

from django.db import models

from samhold.rooms.people.models import Person, PersonBound


class MeetingBound(PersonBound):
    """
    A row of a meeting. `person` is null for the kinds of meeting that concern nobody in particular.

    The person stands on each row, not on the meeting alone, so that lists start from the rules like all others.
    """

    person = models.ForeignKey(  # type: ignore[assignment] # null for the kinds without a person
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(PersonBound.Meta):
        """A shape, not a table."""

        abstract = True

    @property
    def about(self) -> Person:
        """
        Return the person.

        :raises ValueError: for a meeting that concerns nobody in particular.
        """
        if self.person is None:
            message = "a meeting without a person is asked for its person"
            raise ValueError(message)
        return self.person
