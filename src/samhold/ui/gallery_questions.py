"""What the gallery shows of questionnaires and outcomes: a question of every shape, a plot, and bars in pairs."""

from __future__ import annotations

from dataclasses import dataclass

from samhold.ui.bars import Bar, Bars, Group, Pair
from samhold.ui.plot import Line, Plot, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of an example."""

    value: str
    label: str
    id: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What an example lies between."""

    minimum: str = ""
    maximum: str = ""
    step: str = "1"
    low: str = ""
    high: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question as a room gives it."""

    name: str
    shape: str
    text: str
    choices: tuple[Choice, ...] = ()
    ends: Ends = Ends()
    prefix: str = ""
    value: str = ""
    error: str = ""
    when: str = ""
    is_required: bool = True
    is_asked: bool = True

    @property
    def id(self) -> str:
        """The id of its field."""
        return f"id_{self.name}"


def _choices(name: str, labels: tuple[str, ...], chosen: str = "") -> tuple[Choice, ...]:
    return tuple(
        Choice(value=label, label=label, id=f"id_{name}_{place}", is_chosen=label == chosen)
        for place, label in enumerate(labels)
    )


_STEPS = tuple(str(step) for step in range(11))
ENTRIES = (
    Example(name="e0", shape="heading", text="The last week"),
    Example(
        name="e1",
        shape="scale",
        text="How have you slept?",
        prefix="1",
        choices=_choices("e1", _STEPS, "7"),
        ends=Ends(minimum="0", maximum="10", low="Very badly", high="Very well"),
    ),
    Example(name="e2", shape="choices", text="Do you drink?", prefix="2", choices=_choices("e2", ("Yes", "No"))),
    Example(
        name="e3",
        shape="several",
        text="What helps?",
        is_required=False,
        choices=_choices("e3", ("Coffee", "A walk")),
        when='[{"all": true, "of": [{"name": "e2", "operator": "=", "answer": "Yes"}]}]',
        is_asked=False,
    ),
    Example(
        name="e4",
        shape="number",
        text="Hours of sleep",
        ends=Ends(unit="hours"),
        value="99",
        error="The answer is outside its scale. Choose 24 or lower.",
    ),
    Example(name="e5", shape="day", text="Since when?", is_required=False),
    Example(name="e6", shape="text", text="Anything else?", is_required=False),
)
PLOT = Plot(
    title="A score over a year",
    description="It fell from 22 to 6, below the cut-off for men.",
    minimum=0,
    maximum=40,
    points=(
        Point(at=0, value=22, shown="22", day="1 January"),
        Point(at=90, value=19, shown="19", day="1 April"),
        Point(at=240, value=9, shown="9", day="1 September", is_marked=True),
        Point(at=330, value=6, shown="6", day="1 December"),
    ),
    lines=(Line(value=6, shown="6", label="6: for women"), Line(value=8, shown="8", label="8: for men")),
    ticks=((0, "0"), (20, "20"), (40, "40")),
)


def _pair(label: str, before: float, after: float) -> Pair:
    return Pair(
        label=label,
        before=Bar(name="Before", value=before, shown=f"{before:g}"),
        after=Bar(name="After", value=after, shown=f"{after:g}"),
    )


BARS = Bars(
    title="Two years before and after",
    description="Bed days fell from 64 to 12.",
    groups=(
        Group(heading="Days", pairs=(_pair("Bed days", 64, 12),)),
        Group(heading="Times", pairs=(_pair("Acute admissions", 5, 2), _pair("Overdoses", 1, 0))),
    ),
)
