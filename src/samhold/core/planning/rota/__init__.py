"""A rota: who works which shift on which day, over weeks; read and verified. Making one is not built yet."""

from __future__ import annotations

from samhold.core.planning.rota.model import Cover, Employee, Request, Rota, RotaProblem, ShiftKind
from samhold.core.planning.rota.verify import RotaReport, RotaRule, RotaViolation, verify_rota

__all__ = [
    "Cover",
    "Employee",
    "Request",
    "Rota",
    "RotaProblem",
    "RotaReport",
    "RotaRule",
    "RotaViolation",
    "ShiftKind",
    "verify_rota",
]
