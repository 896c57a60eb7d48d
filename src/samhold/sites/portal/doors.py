"""The pages there are: the menu on every page, and the doors on the first one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhold.ui.shell import NavItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """
    A page of the own page.

    :param name: the name of its address, and what `section` is on the page.
    :param text: what one finds there, in a short sentence.
    :param is_in_menu: whether it stands on every page; a phone's screen has room for four.
    """

    name: str
    label: str | Promise
    icon: str
    text: str | Promise = ""
    is_in_menu: bool = False

    @property
    def url(self) -> str:
        """Where the page is."""
        return reverse(f"portal:{self.name}")


DOORS: tuple[Door, ...] = (
    Door(name="home", label=_("My page"), icon="home", is_in_menu=True),
    Door(
        name="crisis",
        label=_("Crisis plan"),
        icon="heart",
        text=_("Who I call, and what helps me"),
        is_in_menu=True,
    ),
    Door(name="plan", label=_("My plan"), icon="walk", text=_("What I want, and what comes next"), is_in_menu=True),
    Door(
        name="meetings",
        label=_("Meetings"),
        icon="calendar",
        text=_("Who I meet, when and where"),
        is_in_menu=True,
    ),
    Door(name="people", label=_("My people"), icon="people", text=_("Everybody who helps me, and their phone")),
    Door(name="answers", label=_("How I am"), icon="message", text=_("A few questions that I answer when I want")),
    Door(name="notes", label=_("What is written about me"), icon="document", text=_("Read, and say what I think")),
    Door(name="sharing", label=_("Who sees what"), icon="lock", text=_("What I share, and take back")),
    Door(name="looks", label=_("Who has looked"), icon="eye", text=_("Everybody who opened something about me")),
)


def menu() -> tuple[NavItem, ...]:
    """Return the pages that can be reached from every page."""
    return tuple(
        NavItem(key=door.name, label=door.label, url=door.url, icon=door.icon) for door in DOORS if door.is_in_menu
    )
