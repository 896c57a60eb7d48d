"""What the long proofs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.progress import FOLDER, State

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Callable[..., State]:
    """Give how far a proof has come, and how many rounds it takes; a sample always begins anew."""
    in_full: bool = request.getfixturevalue("proves_in_full")

    def state(name: str, *, sample: int, full: int) -> State:
        return State(FOLDER / f"{name}.json" if in_full else None, full if in_full else sample)

    return state
