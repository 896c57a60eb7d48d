"""Who logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.enums import Language

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Language", "User", "UserManager"]


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no superuser to make."""

    def create_user(self, *, email: str, name: str, password: str | None = None, **fields: object) -> User:
        """Create a user who logs in by e-mail; without a password, only by passkey or another log-in."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user of an e-mail address, whatever its case."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """
    Somebody who logs in.

    What they may do is never on this row: it follows from memberships and relations. There is no superuser.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("work phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    is_active = models.BooleanField(_("may log in"), default=True)
    is_demo = models.BooleanField(_("belongs to the demo region"), default=False)
    session_round = models.PositiveIntegerField(default=0, editable=False)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """No ordering: a list says in what order it is."""

        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        """Return the name that others see."""
        return self.name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Bind a session to the password and to the round: a new round ends every session, everywhere."""
        bound = f"{self.password}:{self.session_round}"
        return salted_hmac("samhold.access.session", bound, secret=secret, algorithm="sha256").hexdigest()
