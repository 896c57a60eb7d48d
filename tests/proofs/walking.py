"""Walks over every address, as everybody, in every way, and looks for texts that must not be there."""

from __future__ import annotations

import io
import time
import zipfile
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from samhold.foundation.identifiers import new_id
from samhold.rooms.access.models import User
from tests.proofs.marked import MARK, Mark, Region
from tests.proofs.marked_comments import TAKEN_BACK, UNSENT
from tests.proofs.worlds import ORDER, Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from tests.proofs import worlds

METHODS = ("GET", "GET", "GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
HTMX = (
    {},
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "timeline"},
    {"HX-Request": "true", "HX-Boosted": "true"},
    {"HX-Request": "true", "HX-History-Restore-Request": "true"},
)
ROW_OF = {
    "meeting_id": "Meeting", "item_id": "AgendaItem", "action_id": "MeetingAction",
    "event_id": "LifeEvent", "follow_up_id": "FollowUp", "activity_id": "Activity",
    "contact_id": "Contact", "appointment_id": "Appointment", "member_id": "NetworkMember", "consent_id": "Consent",
    "block_id": "Block", "conflict_id": "Conflict", "grant_id": "Grant", "response_id": "Response",
    "plan_id": "IndividualPlan", "goal_id": "Goal", "crisis_plan_id": "CrisisPlan", "step_id": "CrisisStep",
    "call_id": "CrisisCall", "edition_id": "CrisisEdition",
    "assessment_id": "SafetyAssessment", "question_id": "ChildrenQuestion", "review_id": "CareReview",
    "watch_id": "VisitWatch", "decision_id": "Decision", "complaint_id": "Complaint", "request_id": "RequestForHelp",
    "tenancy_id": "Tenancy", "dwelling_id": "Dwelling", "questionnaire_id": "LoadedQuestionnaire",
}  # fmt: skip


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Give every address there is, as its whole route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


class Walker:
    """Sends requests, and holds what came back against the oracle."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.routes = sorted({route for route, _pattern in patterns()})
        self.of_persons = [route for route in self.routes if "<uuid" in route or "search" in route]
        self.own = [route for route in self.routes if route.startswith("me/")]
        self.accounts = {person.account for person in region.world.persons} - {None}
        self.clients = {user.id: self.logged_in(user) for user in region.world.users}
        self.oracles = {user.id: Oracle(region.world, user) for user in region.world.users}
        self.near = {
            user.id: [one for one in region.world.persons if any(self.oracles[user.id].relations(one))]
            for user in region.world.users
        }
        self.open = {
            user: [one for one in near if self.oracles[user].may(one, "READ", "IDENTITY", "CARE")]
            for user, near in self.near.items()
        }
        self.expired = self.logged_in(region.world.users[0])
        session = self.expired.session
        session.set_expiry(-1)
        session.save()
        self.shown = 0
        self.leaks: list[str] = []
        self.errors: list[str] = []

    def logged_in(self, user: worlds.User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(pk=user.id))
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(user.id)
        session.save()
        return client

    def step(self, number: int) -> None:
        """Make the request of this number, and undo what it did."""
        random = Random(number)
        owners = [one for one in self.region.world.users if one.id in self.accounts]
        user = random.choice([*self.region.world.users, *self.region.world.users, *owners, *owners, None])
        client = self.clients[user.id] if user else random.choice([self.expired, Client(raise_request_exception=False)])
        person = random.choice(self.around(user, random) or self.region.world.persons)
        routes = self.of_persons if random.random() < 0.6 else self.routes
        if user is not None and user.id in self.accounts and random.random() < 0.7:
            routes = self.own
        route = random.choice(routes)
        method, headers = random.choice(METHODS), random.choice(HTMX)
        path = self.address(route, person, random)
        data = self.data(person, random)
        with transaction.atomic():
            kept = dict(client.cookies)
            body = data if method in {"GET", "HEAD", "POST"} else ""
            response = (
                client.generic(method, path)
                if body == ""
                else getattr(client, method.lower())(path, body, headers=headers)
            )
            client.cookies.clear()
            client.cookies.update(kept)
            transaction.set_rollback(True)
        self.judge(f"{number}: {method} {path} {headers} as {user and user.id}", user, path, response)

    def look(self, user: worlds.User, path: str) -> None:
        """Open an address as somebody, and hold what came back against the oracle."""
        self.judge(f"GET {path} as {user.id}", user, path, self.clients[user.id].get(path))

    def around(self, user: worlds.User | None, random: Random) -> list[worlds.Person]:
        """Choose half of the time among those whom somebody may read, a quarter among those with any relation."""
        chance = random.random()
        if user is None or chance > 0.75:
            return []
        return self.open[user.id] if chance < 0.5 else self.near[user.id]

    def address(self, route: str, person: worlds.Person, random: Random) -> str:
        """Fill a route with ids: of the person mostly, of others now and then."""
        other = random.choice(self.region.world.persons)
        parts = []
        for part in route.strip("^$").split("/"):
            name = part.partition(":")[2].rstrip(">")
            owner = (other if random.random() < 0.15 else person).id
            if name == "person_id":
                parts.append(str(owner))
            elif name in ROW_OF:
                rows = self.region.rows[owner].get(ROW_OF[name]) or [new_id()]
                parts.append(str(random.choice(rows)))
            elif part.startswith("<uuid"):
                parts.append(str(UUID(int=random.getrandbits(128))))
            else:
                parts.append("x" if "<" in part or "(" in part else part)
        return "/" + "/".join(parts)

    def data(self, person: worlds.Person, random: Random) -> dict[str, str]:
        """Give a form with something in every field; a search for the beginning of every name."""
        mark = next(mark for mark, found in self.region.marks.items() if found.person == person.id)
        world = self.region.world
        fields = {
            "q": random.choice(["KA", mark.decode()[:5], "ka"]), "words": mark.decode()[:4], "text": "written",
            "kind": "HOME_VISIT", "outcome": "MET", "minutes": "30", "unit": str(random.choice(world.units).id),
            "person": str(person.id), "membership": str(random.choice(world.memberships).id), "base_version": "0",
            "mutation_key": str(new_id()), "reason": "ACUTE_HELP", "explanation": "something happened here",
            "categories": "IDENTITY", "role": "HELPER", "basis": "HEALTHCARE", "starts_on": "2026-01-01",
            "given_how": "SPOKEN", "verdict": "JUSTIFIED", "note": "n", "only": random.choice(["", "CONTACT"]),
            "questionnaire": "https://samhold.example/fhir/Questionnaire/how-were-you-met|1.0.0", "q0": "5",
            "do": random.choice(["next", "back", "save", "finish"]), "answered_by": "PERSON", "day": "2026-01-01",
            "given_date": "2026-01-01", "form": "ORAL", "revise_date": "2099-01-01", "made_date": "2026-01-01",
            "valid_until_date": "2026-12-01", "needs": "n", "triggers": "t", "signs": "s", "doing": "d", "name": "n",
            "phone": "1", "given_to": "g", "state": "REACHED", "keep": random.choice(["mine", "theirs", "both"]),
            "wish": "w", "hours": "5", "per": "WEEK", "first_date": "2026-01-01", "last_date": "2026-02-01",
            "applied_date": "2026-01-01", "grounds": "g", "told_date": "2026-01-01", "asked_for": "a", "road": "PHONE",
            "measures": "TWO_PERSONS", "level": "HIGH", "risk_of": "PERSON", "hazards": "h", "expected": "45",
            "colleague": str(random.choice(world.users).id), "missed_after_days": "9", "answer": "SOME",
            "in_charge": str(random.choice(world.users).id), "follow_up_by_date": "2099-01-01",
            "asked_date": "2026-01-01", "done_date": "2026-01-01", "check": random.choice(["EVALUATE", ""]),
            "home": "MUNICIPAL", "dwelling": "", "lives_sober": "on", "obstacles": "DEBT", "in_spite_why": "w",
            "capacity": "2", "organisation": str(random.choice(world.organisations)), "address": "a",
            "known": "TWO_YEARS", "hours_per_week": "5", "why": "w", "where": "w",
            "before": "", "next": "/my-day/", "format": random.choice(["json", "csv", ""]), "language": "nn",
        }  # fmt: skip
        chosen = random.sample(sorted(fields), random.randint(0, len(fields)))
        return {name: fields[name] for name in chosen}

    def judge(self, what: str, user: worlds.User | None, path: str, response: HttpResponse) -> None:
        if response.status_code >= 500:
            self.errors.append(f"{response.status_code} {what}")
        for found in set(MARK.findall(everything(response))):
            mark = self.region.marks.get(found) or self.region.marks.get(b"KA" + found[2:].lower())
            if mark is None:
                continue
            self.shown += 1
            if not self.may_see(user, mark, path):
                self.leaks.append(f"{response.status_code} {what}: {mark.kind} of {mark.person}")

    def may_see(self, user: worlds.User | None, mark: Mark, path: str) -> bool:
        """Ask the oracle: in care; on the pages of emergency access, in an emergency; so too where one coordinates."""
        if user is None:
            return False
        oracle, person = self.oracles[user.id], self.region.person(mark.person)
        if mark.kind == "REVIEW":
            return self.reviews(oracle, person, mark.person)
        if mark.kind in {TAKEN_BACK, UNSENT, "DRAFT", "MINUTES_DRAFT"}:
            return mark.author == user.id and self.may_go_on(oracle, person, mark.kind)
        if mark.meeting is not None and self.may_see_of_meeting(oracle, person, mark):
            return True
        purposes = ["CARE", *(one.upper() for one in ("emergency", "coordination") if one in path)]
        if "/crisis/" in path:  # the crisis plan is what emergency access is for
            purposes.append("EMERGENCY")
        return any(oracle.may(person, "READ", mark.kind, purpose) for purpose in purposes)

    def may_go_on(self, oracle: Oracle, person: worlds.Person, kind: str) -> bool:
        """Say whether somebody may go on with what they began, and nobody else sees."""
        if kind in {TAKEN_BACK, UNSENT}:
            return kind == UNSENT
        action, about = ("RECORD", "CONTACTS") if kind == "DRAFT" else ("PLAN", "PLAN")
        return oracle.may(person, action, about, "CARE")

    def may_see_of_meeting(self, oracle: Oracle, person: worlds.Person, mark: Mark) -> bool:
        """Say whether it is the invitation that shows it, or that it is theirs to do; what is blocked stays shut."""
        if not oracle.may(person, "READ", "IDENTITY", "CARE") or oracle.blocked(person) & 1 << ORDER.index(mark.kind):
            return False
        invited = [one for one in oracle.invitations(person) if one.meeting == mark.meeting]
        is_sent = mark.kind == "APPOINTMENTS" or any(one.gets_minutes for one in invited)
        return bool(invited and is_sent) or mark.author == oracle.user.id

    def reviews(self, oracle: Oracle, person: worlds.Person, person_id: UUID) -> bool:
        """Say whether somebody reviews emergency accesses of the tenant, and this one is not their own."""
        organisations = {unit.id: unit.organisation for unit in self.region.world.units}
        reviewing = {organisations[one.unit] for one in oracle.mine if one.role in {"UNIT_LEADER", "PRIVACY_OFFICER"}}
        takers = {one.membership.user for one in self.region.world.grants if one.person == person_id}
        return person.tenant in reviewing and oracle.user.id not in takers


def everything(response: HttpResponse) -> bytes:
    """Put together what leaves: status line, headers, cookies, body; a spreadsheet unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body += b"".join(archive.read(name) for name in archive.namelist())
    if body[:5] == b"%PDF-":
        body += "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    head = f"{response.reason_phrase} {dict(response.headers)} {response.cookies.output()}"
    return head.encode() + b"\n" + body
