"""What a site tells the shell around its pages: the navigation and who is working where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """
    One place in the navigation.

    :param key: compared with the template variable `section` to mark where the reader is.
    :param icon: a name in `icons.svg`.
    :param opens: the id of a dialog that a script opens instead of following the link (the search palette).
    """

    key: str
    label: str | Promise
    url: str
    icon: str
    opens: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """
    The frame of a site's pages; a site's context processor puts it in the context as `shell`.

    :param items: the row of links in the header, on wide screens.
    :param bottom: the four links at the bottom of a phone's screen.
    :param search_url: where the search form is sent; empty hides search.
    :param language_url: where `language` is sent by somebody whose language is stored; else Django's `set_language`.
    :param unit: the unit or municipality that the worker works in.
    """

    items: tuple[NavItem, ...] = ()
    bottom: tuple[NavItem, ...] = ()
    account: tuple[NavItem, ...] = ()
    home_url: str = "/"
    search_url: str = ""
    unit: str = ""
    user_name: str = ""
    user_role: str | Promise = ""
    language_url: str = ""
    keep_alive_url: str = ""
    idle_seconds: int = 0
    grant_text: str | Promise = ""
    grant_url: str = ""
