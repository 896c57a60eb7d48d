"""One service for one person, from the request to what holds today, each step by the action that a page would call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samhold.demo.circles import Circle
from samhold.demo.lives import Need
from samhold.demo.reasons import REASONS
from samhold.demo.world import as_worker
from samhold.foundation.errors import NotAvailable
from samhold.rooms.access.enums import Action, Category
from samhold.rooms.care.actions import changes, complaints, decisions, requests
from samhold.rooms.care.deciding import Granted, Verdict
from samhold.rooms.care.enums import ComplainedBy, DecisionState, MainPathway, RequestOutcome, RequestRoad, Ruling
from samhold.rooms.care.models import Complaint, Decision, RequestForHelp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from samhold.demo.decisions import Deciding  # noqa: TC004 -- it is what makes these
    from samhold.rooms.access.models import User
    from samhold.rooms.people.models import Person


_PATHWAY: Final = {
    Need.LIGHT: MainPathway.MODERATE,
    Need.MEDIUM: MainPathway.MODERATE,
    Need.HIGH: MainPathway.SEVERE,
    Need.DAILY: MainPathway.SEVERE,
}


@dataclass(slots=True)
class Course:
    """One service for one person, from the request or the application to what holds today."""

    deciding: Deciding
    circle: Circle
    code: str
    hours: str
    is_refused: bool = False
    request: RequestForHelp | None = None
    row: Decision | None = None
    complaint: Complaint | None = None

    @property
    def unit(self) -> str:
        """The unit of the first primary contact, where decisions are made."""
        return self.circle.primaries[0].unit

    def worker(self, day: date) -> str:
        """Name the primary contact of a day."""
        found = [one.name for one in self.circle.primaries if one.first <= day]
        return found[-1] if found else self.circle.primaries[0].name

    def act(
        self, name: str, action: Action, now: datetime, what: Callable[[Person, User], None],
        category: Category = Category.PLAN,
    ) -> None:  # fmt: skip
        """Let a worker do something, if they may: a person may have blocked them, or the case be another unit's."""
        if not name:
            return
        with as_worker(self.deciding.world, name) as by:
            try:
                person = self.deciding.world.open(self.circle.life.number, by, now)
            except NotAvailable:
                return
            if person.standing is not None and person.standing.allows(action, category):
                what(person, by)

    def later(self, now: datetime, days: int, act: Callable[[datetime], None]) -> None:
        """Let a step follow after so many days."""
        self.deciding.on(now.date() + timedelta(days=days), act)

    def words(self, kind: str) -> str:
        """Say something, in the person's written form, always the same."""
        life = self.circle.life
        return REASONS[life.written_form][self.code][kind]

    def asked(self, road: RequestRoad) -> None:
        """Let the help begin with somebody asking for it."""

        def take(now: datetime) -> None:
            def what(person: Person, by: User) -> None:
                new = requests.NewRequest(
                    road=road, asked_date=now.date(), asked_by=person.name, asked_for=self.words("wish"), person=person
                )
                unit = self.deciding.world.units[self.unit]
                self.request = requests.take(unit=unit, request=new, by=by, now=now)
                given = requests.Answer(outcome=RequestOutcome.APPLICATION, answer=self.words("answer"))
                requests.answer(request=self.request, answer=given, base_version=1, by=by, now=now)

            self.act(self.worker(now.date()), Action.RECORD, now, what, Category.REFERRAL_STATUS)
            self.later(now, 4, self.applied)

        self.deciding.on(self.circle.primaries[0].first + timedelta(days=1), take)

    def applied(self, now: datetime) -> None:
        """Apply."""

        def what(person: Person, by: User) -> None:
            application = decisions.Application(
                service=self.deciding.services[self.code],
                wish=self.words("wish"),
                applied_date=now.date(),
                request=self.request,
            )
            unit = self.deciding.world.units[self.unit]
            self.row = decisions.apply(person=person, unit=unit, application=application, by=by, now=now)
            self.later(now, 9, self.assessed)

        self.act(self.worker(now.date()), Action.RECORD, now, what)

    def assessed(self, now: datetime) -> None:
        """Be assessed."""

        def what(person: Person, by: User) -> None:
            row = self.of(person)
            pathway = _PATHWAY[self.circle.life.need]
            version, text = row.version, self.words("assessment")
            decisions.assess(decision=row, main_pathway=pathway, text=text, base_version=version, by=by, now=now)
            self.later(now, 8, self.decided)

        self.act(self.worker(now.date()), Action.RECORD, now, what)

    def decided(self, now: datetime) -> None:
        """Be decided by the leader."""

        def what(person: Person, by: User) -> None:
            row = self.of(person)
            state = DecisionState.REFUSED if self.is_refused else DecisionState.GRANTED
            verdict = self.verdict(state, self.hours, now)
            decisions.decide(decision=row, verdict=verdict, base_version=row.version, by=by, now=now)
            if self.is_refused:
                self.later(now, 12, self.complained)
            else:
                self.later(now, 5, self.begun)

        self.act(self.deciding.leader(self.unit), Action.DECIDE, now, what)

    def begun(self, now: datetime) -> None:
        """Begin, be evaluated twice (the second time late), and be changed after less than two years."""

        def what(person: Person, by: User) -> None:
            decisions.put_in_force(decision=self.of(person), by=by, now=now)
            for days in (170, 500):
                self.later(now, days, self.evaluated)
            self.later(now, 600, self.changed)

        self.act(self.worker(now.date()), Action.RECORD, now, what)

    def evaluated(self, now: datetime) -> None:
        """Be evaluated."""

        def what(person: Person, by: User) -> None:
            row = self.of(person)
            version, text = row.version, self.words("evaluation")
            decisions.evaluate(decision=row, text=text, base_version=version, by=by, now=now)

        self.act(self.worker(now.date()), Action.RECORD, now, what)

    def changed(self, now: datetime) -> None:
        """Get other hours from the next month."""

        def what(person: Person, by: User) -> None:
            row = self.of(person)
            hours = str(Decimal(self.hours) + 1)
            verdict = self.verdict(DecisionState.GRANTED, hours, now)
            self.row = changes.change(decision=row, verdict=verdict, base_version=row.version, by=by, now=now)
            self.hours = hours
            self.later(now, 5, self.begun)

        self.act(self.deciding.leader(self.unit), Action.DECIDE, now, what)

    def complained(self, now: datetime) -> None:
        """Complain about a refusal; the municipality stands by it."""

        def what(person: Person, by: User) -> None:
            words = self.words("complaint")
            new = complaints.NewComplaint(complained_by=ComplainedBy.PERSON, received_date=now.date(), words=words)
            self.complaint = complaints.receive(decision=self.of(person), complaint=new, by=by, now=now)
            self.later(now, 15, self.considered)

        self.act(self.worker(now.date()), Action.RECORD, now, what)

    def considered(self, now: datetime) -> None:
        """Be looked at again, and be sent to Statsforvalteren, who decides after three months."""

        def what(person: Person, by: User) -> None:
            row, text = self.of_complaint(person), self.words("considered")
            complaints.consider(complaint=row, text=text, base_version=row.version, by=by, now=now)
            complaints.send_on(complaint=row, text=text, base_version=row.version, by=by, now=now)
            self.later(now, 90, self.settled)

        self.act(self.deciding.leader(self.unit), Action.DECIDE, now, what)

    def settled(self, now: datetime) -> None:
        """Be decided by Statsforvalteren."""

        def what(person: Person, by: User) -> None:
            row = self.of_complaint(person)
            complaints.settle(complaint=row, ruling=Ruling.UPHELD, text="", base_version=row.version, by=by, now=now)

        self.act(self.deciding.leader(self.unit), Action.DECIDE, now, what)

    def verdict(self, state: DecisionState, hours: str, now: datetime) -> Verdict:
        """Say what the leader decides: from the first of the next month, until further notice."""
        first = (now.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        granted = Granted(hours_per_week=Decimal(hours), first_date=first)
        return Verdict(
            state=state,
            grounds=self.words("refusal" if state == DecisionState.REFUSED else "grounds"),
            legal_basis=self.deciding.bases["HEALTH" if self.code == "FOLLOW_UP" else "ASSISTANCE"],
            told_date=now.date(),
            granted=None if state == DecisionState.REFUSED else granted,
        )

    def of(self, person: Person) -> Decision:
        """Return the decision, with the person as the one at the door sees them."""
        assert self.row is not None
        self.row.person = person
        return self.row

    def of_complaint(self, person: Person) -> Complaint:
        """Return the complaint, with the person as the one at the door sees them."""
        assert self.complaint is not None
        self.complaint.person = person
        return self.complaint
