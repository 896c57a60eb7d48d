"""
National identity numbers: national numbers, D-numbers, H-numbers and joint auxiliary numbers, real and synthetic.

Both rules of control digits hold in parallel: that of 1964, and the relaxed one of numbers given out from 2032.
Sex is never read from a number, and age only as a proposal: from 2032 a number tells neither.
"""

from samhold.core.identity.national_number import Flaw, Kind, NationalNumber, NotANationalNumber
from samhold.core.identity.synthetic import synthetic

__all__ = ["Flaw", "Kind", "NationalNumber", "NotANationalNumber", "synthetic"]
