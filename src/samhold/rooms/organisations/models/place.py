"""Places and the roads between them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id


class Place(models.Model):
    """A place that visits start from and go to, by name; latitude and longitude in degrees (WGS84)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)

    class Meta:
        """A position is whole or absent."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="organisations_place_position_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Road(models.Model):
    """How far it is from one place to another, by the road one would take: kilometres and minutes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    start = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="roads_out")
    end = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="roads_in")
    kilometres = models.PositiveIntegerField(_("kilometres"))
    minutes = models.PositiveIntegerField(_("minutes"))

    class Meta:
        """One figure per pair and direction."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["start", "end"], name="organisations_road_one_per_pair"),
            models.CheckConstraint(condition=~Q(start=F("end")), name="organisations_road_goes_somewhere"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="organisations_road_takes_time"),
        ]

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.start_id}-{self.end_id}"
