"""Names as people hear and type them: folded spellings, and names that are nearly the same."""

from samhold.core.names.folding import folded, initials
from samhold.core.names.nearness import is_near, is_same_or_near

__all__ = ["folded", "initials", "is_near", "is_same_or_near"]
