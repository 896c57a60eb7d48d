"""A text in the languages it was written in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    A text and its translations.

    :param plain: the text in the language of the file.
    :param translations: pairs of a language ("nb", "nn") and the text in it.
    """

    plain: str = ""
    translations: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.plain)

    def in_language(self, language: str) -> str:
        """Return the text in a language, in the nearest other Norwegian, or as the file has it."""
        written = dict(self.translations)
        near = {"nb": ("nb", "no", "nn"), "nn": ("nn", "no", "nb")}.get(language, (language,))
        return next((written[one] for one in near if written.get(one)), self.plain)


NO_TEXT = Text()
