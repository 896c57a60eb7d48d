"""The workers as those who divide the cases see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from samhold.demo.cast import WorkerOf, workers

if TYPE_CHECKING:
    from samhold.rooms.access.enums import Role


class Staff:
    """The workers by unit and role; hands each new person to the one with the fewest."""

    def __init__(self) -> None:
        """Begin with nobody's caseload."""
        self.by_place: dict[tuple[str, Role], list[WorkerOf]] = defaultdict(list)
        for worker in workers():
            for unit in (worker.unit, *worker.also):
                self.by_place[unit, worker.role].append(worker)
        self._load: Counter[str] = Counter()

    def least_busy(self, unit: str, role: Role, *, but: tuple[str, ...] = (), weight: int = 1) -> str:
        """Return the name of the worker with the smallest caseload; nothing if nobody is left."""
        offered = [worker for worker in self.by_place[unit, role] if worker.name not in but]
        if not offered:
            return ""
        chosen = min(offered, key=lambda worker: self._load[worker.name]).name
        self._load[chosen] += weight
        return chosen

    def first(self, unit: str, role: Role) -> str:
        """Return the name of the first worker of a unit in a role; nothing if there is none."""
        offered = self.by_place[unit, role]
        return offered[0].name if offered else ""
