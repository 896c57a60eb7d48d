"""What the gallery shows: examples of every component, with made-up people."""

from __future__ import annotations

from django import forms

from samhold.ui import gallery_questions
from samhold.ui.shell import NavItem, Shell

_KINDS = (
    ("HOME_VISIT", "Home visit"),
    ("SUPPORT_TALK", "Support talk"),
    ("WAKING", "Waking"),
    ("FINANCES", "Finances"),
    ("PAVING", "Paving the way to other services"),
    ("DRIVING", "Driving"),
    ("HYGIENE", "Hygiene"),
)
_MEETINGS = (("MET", "Met"), ("CANCELLED", "Cancelled"), ("NOT_MET", "Not met"))


class ExampleForm(forms.Form):
    """One field of every kind."""

    kind = forms.ChoiceField(label="What was it?", choices=_KINDS, widget=forms.RadioSelect)
    meeting = forms.ChoiceField(label="Did you meet?", choices=_MEETINGS, widget=forms.RadioSelect, initial="MET")
    text = forms.CharField(
        label="What happened?", widget=forms.Textarea(attrs={"rows": 4}), help_text="Short and plain."
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}), required=False)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=600)
    place = forms.ChoiceField(label="Place", choices=(("HOME", "At home"), ("OFFICE", "At the office")))
    phone = forms.CharField(label="Phone", widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    sees = forms.MultipleChoiceField(
        label="What may they see?",
        choices=(("PLAN", "The plan"), ("CONTACTS", "Contacts"), ("HEALTH", "Health")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="The person knows about this", required=False, help_text="Tell them first.")


def _shell() -> Shell:
    items = (
        NavItem(key="day", label="My day", url="#day", icon="home"),
        NavItem(key="gallery", label="Components", url="#main", icon="eye"),
        NavItem(key="persons", label="Persons", url="#persons", icon="people", count=14),
        NavItem(key="team", label="My team", url="#team", icon="building"),
    )
    bottom = (
        NavItem(key="day", label="My day", url="#day", icon="home"),
        NavItem(key="search", label="Search", url="#search", icon="search", opens="palette"),
        NavItem(key="gallery", label="New contact", url="#contact", icon="plus"),
        NavItem(key="me", label="Me", url="#me", icon="person"),
    )
    account = (
        NavItem(key="me", label="My page", url="#me", icon="person"),
        NavItem(key="security", label="Log-in and security", url="#security", icon="key"),
    )
    return Shell(
        items=items,
        bottom=bottom,
        account=account,
        search_url="/ui/",
        unit="Mental health and substance service, Vågå",
        user_name="Testperson Kari Lunde",
        user_role="Care worker",
        idle_seconds=1800,
    )


def examples() -> dict[str, object]:
    """Build the gallery's forms and lists."""
    sent = {"kind": "HOME_VISIT", "meeting": "MET", "day": "2027-13-40", "minutes": "900", "place": "HOME"}
    return {
        "shell": _shell(),
        "section": "gallery",
        "form": ExampleForm(),
        "broken_form": ExampleForm(sent, prefix=None, auto_id="broken_%s"),
        "levels": ("green", "yellow", "red", "blood-red"),
        "tones": ("neutral", "accent", "info", "success", "warning", "danger"),
        "icons": ICONS,
        "entries": gallery_questions.ENTRIES,
        "plot": gallery_questions.PLOT,
        "bars": gallery_questions.BARS,
        "mine": "Talked about the flat. He wants to view it together with Ola on Thursday.",
        "theirs": "Talked about the flat. He wants to see it. Agreed to call NAV about the deposit.",
    }


ICONS = (
    "home",
    "search",
    "person",
    "people",
    "phone",
    "plus",
    "check",
    "clock",
    "lock",
    "key",
    "shield",
    "warning",
    "alert",
    "info",
    "car",
    "house",
    "calendar",
    "undo",
    "edit",
    "message",
    "file-up",
    "download",
    "eye",
    "filter",
    "menu",
    "close",
    "arrow-right",
    "chevron-right",
    "chevron-down",
    "moon",
    "sun",
    "contrast",
    "globe",
    "log-out",
    "heart",
    "coins",
    "walk",
    "document",
    "bell",
    "link",
    "pin",
    "building",
    "block",
    "level-green",
    "level-yellow",
    "level-red",
    "level-blood-red",
)
"""Every name in `icons.svg`; a test compares the two."""
