"""Documents to print and to keep: tagged PDF that a screen reader can read, typeset by Typst."""

from __future__ import annotations

from samhold.infrastructure.documents.typesetting import CannotTypeset, render

__all__ = ["CannotTypeset", "render"]
