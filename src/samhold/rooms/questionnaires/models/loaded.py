"""The questionnaires that a tenant has loaded, with their texts and the licence they are used under."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.rooms.organisations.models import Organisation
from samhold.rooms.questionnaires.enums import KNOWLEDGE


class LoadedQuestionnaire(models.Model):
    """
    A questionnaire with its texts, in one version, and the tenant's licence to use it.

    :param allows_digital: the licence covers answering on a screen; without it the texts may only be used on paper.
    :param expires_on: the last day of the licence; nothing where it does not end.
    :param stopped_at: when somebody stopped it; what the licence says stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questionnaires")
    url = models.CharField(_("address"), max_length=255)
    version = models.CharField(_("version"), max_length=60)
    content = models.TextField(_("FHIR Questionnaire"))
    scoring = models.TextField(_("scoring"), blank=True)
    category = models.CharField(_("what it tells of"), max_length=20)
    holder = models.CharField(_("licence holder"), max_length=120)
    allows_paper = models.BooleanField(_("on paper"), default=True)
    allows_digital = models.BooleanField(_("on a screen"), default=False)
    expires_on = models.DateField(_("last day of the licence"), null=True, blank=True)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(_("loaded"))
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    class Meta:
        """A version has one text in a tenant."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "url", "version"],
                name="questionnaires_loadedquestionnaire_one_text_per_version",
            ),
            models.CheckConstraint(
                condition=Q(category__in=KNOWLEDGE),
                name="questionnaires_loadedquestionnaire_category_is_known",
            ),
            models.CheckConstraint(condition=~Q(holder=""), name="questionnaires_loadedquestionnaire_has_a_holder"),
        ]

    def __str__(self) -> str:
        """Return which questionnaire it is."""
        return f"{self.url}|{self.version}"
