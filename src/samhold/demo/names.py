"""Names, addresses and phones that belong to nobody, and that say so."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from samhold.core.identity import synthetic

if TYPE_CHECKING:
    from random import Random

_GIVEN: Final = [
    "Aksel",
    "Amalie",
    "Anders",
    "Anette",
    "Anita",
    "Are",
    "Arvid",
    "Aud",
    "Birger",
    "Birgit",
    "Bodil",
    "Bente",
    "Dag",
    "Daniel",
    "Egil",
    "Einar",
    "Elise",
    "Ellen",
    "Emil",
    "Emma",
    "Erik",
    "Eskil",
    "Espen",
    "Even",
    "Finn",
    "Frida",
    "Fredrik",
    "Geir",
    "Grete",
    "Gunnar",
    "Gunn",
    "Halvor",
    "Hedda",
    "Heidi",
    "Helge",
    "Hilde",
    "Håkon",
    "Iver",
    "Inger",
    "Iselin",
    "Ivar",
    "Jan",
    "Janne",
    "Jens",
    "Johanne",
    "Jorunn",
    "Kai",
    "Kaia",
    "Karsten",
    "Kine",
    "Kjell",
    "Kristin",
    "Leif",
    "Lena",
    "Linda",
    "Lise",
    "Lars",
    "Magnhild",
    "Maja",
    "Marius",
    "Martin",
    "Merete",
    "Mikkel",
    "Mona",
    "Morten",
    "Nina",
    "Oda",
    "Odin",
    "Oskar",
    "Pål",
    "Ragna",
    "Ramona",
    "Roar",
    "Roger",
    "Rune",
    "Ruth",
    "Siri",
    "Sigrid",
    "Simen",
    "Sofie",
    "Stein",
    "Stian",
    "Sunniva",
    "Svein",
    "Tarjei",
    "Thea",
    "Thomas",
    "Tiril",
    "Tommy",
    "Torbjørn",
    "Trine",
    "Trygve",
    "Unni",
    "Vebjørn",
    "Vegard",
    "Vilde",
    "Vidar",
    "Yngve",
    "Øystein",
    "Åge",
    "Åshild",
]
_FIRST_PARTS: Final = ("Test", "Prøv", "Demo", "Fiktiv", "Eksempel", "Modell", "Mønster", "Liksom")
_LAST_PARTS: Final = (
    "person", "nes", "åsen", "bekken", "engen", "myren", "tangen", "lunden", "vangen", "kleiva", "sætra", "kroken",
)  # fmt: skip
_STREETS: Final = ("Testvegen", "Prøvegata", "Demovegen", "Eksempelvegen", "Liksomgata", "Mønstervegen")
_POST: Final = {
    "dovre": ("2662 Dovre", "2660 Dombås"),
    "lesja": ("2665 Lesja", "2668 Lesjaverk"),
    "skjåk": ("2690 Skjåk",),
    "lom": ("2686 Lom",),
    "vågå": ("2680 Vågå", "2683 Tessanden"),
    "sel": ("2670 Otta", "2676 Heidal"),
}


def given_name(chance: Random) -> str:
    """Return a given name."""
    return chance.choice(_GIVEN)


def family_name(chance: Random) -> str:
    """Return a family name that nobody could take for a real one."""
    return f"{chance.choice(_FIRST_PARTS)}{chance.choice(_LAST_PARTS)}"


def phone(chance: Random) -> str:
    """Return eight digits that are no subscriber's: Norwegian numbers do not begin with 1."""
    digits = f"1{chance.randrange(10_000_000):07}"
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}"


def address(chance: Random, municipality: str) -> str:
    """Return an address in a street that is not there."""
    post = chance.choice(_POST.get(municipality, ("0000 Teststad",)))
    return f"{chance.choice(_STREETS)} {chance.randrange(1, 90)}, {post}"


def birth_date(chance: Random, today: date) -> date:
    """Return the birth date of somebody between 17 and 79, mostly in the middle."""
    years = chance.triangular(17.2, 79, 34)
    return today - timedelta(days=round(years * 365.25))


class Numbers:
    """Gives each person a synthetic national number of their own (month + 80)."""

    def __init__(self) -> None:
        """Begin with no number given."""
        self._given: Counter[date] = Counter()

    def next(self, birth: date) -> str:
        """Return the next number of a birth date."""
        sequence = self._given[birth]
        self._given[birth] += 1
        return synthetic(birth, sequence).reveal()
