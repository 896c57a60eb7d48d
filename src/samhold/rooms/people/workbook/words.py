"""The words of the workbook: what is written for each choice, and what else is understood."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from samhold.infrastructure.spreadsheets import normalised_header
from samhold.rooms.access.enums import Category, Language, Role, mask_of
from samhold.rooms.organisations.enums import CompetenceKind, OrganisationKind, Profession, ServiceKind, WrittenForm
from samhold.rooms.people.enums import Basis, NetworkRole

if TYPE_CHECKING:
    from django.db.models import TextChoices

K, S, F, C = OrganisationKind, ServiceKind, Profession, CompetenceKind

WORDS: dict[type[TextChoices], dict[str, tuple[str, ...]]] = {
    OrganisationKind: {
        K.MUNICIPALITY: ("Kommune",),
        K.HOSPITAL_TRUST: ("Helseforetak", "Helseføretak", "Sykehus", "Sjukehus", "HF"),
        K.OTHER: ("Annen virksomhet", "Anna verksemd", "Annen", "Regionråd", "Interkommunal"),
    },
    WrittenForm: {WrittenForm.BOKMAL: ("Bokmål",), WrittenForm.NYNORSK: ("Nynorsk",)},
    Language: {
        Language.BOKMAL: ("Bokmål",),
        Language.NYNORSK: ("Nynorsk",),
        Language.ENGLISH: ("Engelsk", "English"),
    },
    ServiceKind: {
        S.MENTAL_HEALTH_SUBSTANCE: (
            "Psykisk helse og rus",
            "Rus og psykisk helse",
            "ROP",
            "Psykisk helse- og rusteneste",
        ),
        S.HOME_CARE: (
            "Hjemmetjeneste",
            "Heimeteneste",
            "Hjemmesykepleie",
            "Heimesjukepleie",
            "Hjemmebaserte tjenester",
        ),
        S.NAV: ("NAV", "NAV-kontor"),
        S.GENERAL_PRACTICE: ("Fastlege", "Legekontor", "Fastlegekontor", "Legesenter"),
        S.CHILD_WELFARE: ("Barnevern", "Barneverntjeneste", "Barnevernteneste"),
        S.DISTRICT_PSYCHIATRIC_CENTRE: ("DPS", "Distriktspsykiatrisk senter", "Poliklinikk"),
        S.LOCAL_MEDICAL_CENTRE: ("Lokalmedisinsk senter", "LMS"),
        S.EMERGENCY_WARD: ("Akuttpost", "Akuttavdeling", "Akutteining"),
        S.TEAM: ("Team", "Samhandlingsteam", "FACT", "ACT", "Felles team"),
        S.ADMINISTRATION: ("Administrasjon", "Ledelse", "Leiing"),
        S.OTHER: ("Annen tjeneste", "Anna teneste", "Annet", "Anna"),
    },
    Role: {
        Role.CARE_WORKER: ("Rus- og psykisk helsearbeider", "Psykisk helsearbeider", "Rusarbeider", "Rusarbeidar"),
        Role.HOME_CARE_WORKER: ("Hjemmetjenesten", "Ansatt i hjemmetjenesten", "Heimetenesta", "Hjemmesykepleier"),
        Role.PEER_WORKER: ("Erfaringskonsulent", "Likeperson"),
        Role.COORDINATOR: ("Koordinator",),
        Role.SUBSTANCE_COORDINATOR: ("Ruskoordinator", "Rus- og psykisk helsekoordinator"),
        Role.UNIT_LEADER: ("Leder", "Leiar", "Enhetsleder", "Einingsleiar", "Avdelingsleder"),
        Role.SERVICE_DIRECTOR: ("Kommunalsjef", "Tjenestesjef", "Tenestesjef"),
        Role.NAV_WORKER: ("NAV-veileder", "NAV-rettleiar", "Saksbehandler NAV"),
        Role.GENERAL_PRACTITIONER: ("Fastlege", "Lege"),
        Role.CLINICIAN: ("Behandler", "Behandlar"),
        Role.INTAKE_COORDINATOR: ("Inntakskoordinator", "Flytkoordinator"),
        Role.WARD_WORKER: ("Ansatt på post", "Tilsett på post", "Miljøterapeut på post"),
        Role.CHILD_WELFARE_WORKER: ("Barnevernskonsulent", "Barnevernsarbeider", "Kontaktperson i barnevernet"),
        Role.PARTNER: ("Samarbeidspartner", "Samarbeidspart"),
        Role.RESEARCHER: ("Forsker", "Forskar"),
        Role.PRIVACY_OFFICER: ("Personvernombud", "Personvernombod"),
        Role.ADMINISTRATOR: ("Systemansvarlig", "Systemansvarleg", "Administrator"),
    },
    Profession: {
        F.NURSE: ("Sykepleier", "Sjukepleiar"),
        F.MENTAL_HEALTH_NURSE: ("Psykiatrisk sykepleier", "Psykiatrisk sjukepleiar"),
        F.SOCIAL_WORKER: ("Sosionom",),
        F.SOCIAL_EDUCATOR: ("Vernepleier", "Vernepleiar"),
        F.CHILD_WELFARE_OFFICER: ("Barnevernspedagog",),
        F.HEALTH_WORKER: ("Helsefagarbeider", "Helsefagarbeidar"),
        F.ASSISTANT: ("Assistent",),
        F.OCCUPATIONAL_THERAPIST: ("Ergoterapeut",),
        F.PHYSICIAN: ("Lege", "Lækjar"),
        F.PSYCHIATRIST: ("Psykiater",),
        F.PSYCHOLOGIST: ("Psykolog",),
        F.ADVISER: ("Rådgiver", "Rådgjevar", "Veileder", "Rettleiar"),
        F.PEER: ("Erfaringskonsulent",),
        F.LEADER: ("Leder", "Leiar"),
        F.OTHER: ("Annet", "Anna", "Annen"),
    },
    CompetenceKind: {
        C.MOTIVATIONAL_INTERVIEWING: ("Motiverende intervju", "Motiverande intervju", "MI"),
        C.CRISIS_PLAN: ("Kriseplan", "Mestringsplan"),
        C.VIOLENCE_PREVENTION: ("Voldsforebygging", "Valdsførebygging", "MAP"),
        C.OVERDOSE_PREVENTION: ("Overdoseforebygging", "Overdoseførebygging", "Nalokson"),
        C.SUBSTITUTION_TREATMENT: ("LAR", "Legemiddelassistert rehabilitering"),
        C.MEDICATION: ("Medikamentkurs", "Legemiddelhåndtering", "Legemiddelhandtering"),
        C.FEEDBACK_TOOLS: ("Feedbackverktøy", "FIT", "KOR"),
        C.CHILDREN_AS_NEXT_OF_KIN: ("Barn som pårørende", "Barn som pårørande"),
        C.DRIVING: ("Førerkort", "Førarkort"),
    },
    NetworkRole: {
        NetworkRole.PRIMARY_CONTACT: ("Primærkontakt", "Hovedkontakt", "Hovudkontakt"),
        NetworkRole.SECOND_CONTACT: ("Sekundærkontakt", "Andrekontakt"),
        NetworkRole.COORDINATOR: ("Koordinator",),
        NetworkRole.CASE_WORKER: ("Saksbehandler", "Saksbehandlar"),
        NetworkRole.HELPER: ("Hjelper", "Hjelpar", "Støttekontakt"),
        NetworkRole.GENERAL_PRACTITIONER: ("Fastlege",),
        NetworkRole.CLINICIAN: ("Behandler", "Behandlar"),
        NetworkRole.SERVICE: ("Tjeneste", "Teneste"),
        NetworkRole.NEXT_OF_KIN: ("Pårørende", "Pårørande"),
        NetworkRole.GUARDIAN: ("Verge", "Verje"),
    },
    Basis: {
        Basis.DECISION: ("Vedtak",),
        Basis.REFERRAL: ("Henvisning", "Tilvising"),
        Basis.CONSENT: ("Samtykke",),
        Basis.HEALTHCARE: ("Helsehjelp", "Nødvendig helsehjelp", "Naudsynt helsehjelp", "Helsepersonelloven § 25"),
        Basis.MANDATE: ("Vergemandat", "Verjemandat", "Mandat"),
        Basis.OTHER_LAW: ("Annet rettslig grunnlag", "Anna rettsleg grunnlag"),
    },
    Category: {
        Category.IDENTITY: ("Navn, alder og kontaktopplysninger", "Identitet", "Navn og kontakt", "Namn og kontakt"),
        Category.NETWORK: ("Hvem som er involvert", "Kven som er involvert", "Nettverk"),
        Category.APPOINTMENTS: ("Avtaler", "Avtalar", "Timer"),
        Category.PLAN: ("Plan", "Individuell plan"),
        Category.CRISIS: ("Kriseplan",),
        Category.CONTACTS: ("Kontakter og notater", "Kontaktar og notat", "Kontakter", "Kontaktar", "Notater"),
        Category.HEALTH: ("Helse",),
        Category.SUBSTANCE: ("Rusmiddelbruk", "Rus"),
        Category.ECONOMY_HOUSING: ("Økonomi og bolig", "Økonomi og bustad", "Økonomi", "Bolig"),
        Category.SAFETY: ("Sikkerhet ved besøk", "Tryggleik ved besøk", "Sikkerhet", "Tryggleik"),
        Category.CHILDREN: ("Barn",),
        Category.FEEDBACK: ("Tilbakemeldinger", "Tilbakemeldingar", "Tilbakemelding"),
        Category.REFERRAL_STATUS: ("Henvisninger og status", "Tilvisingar og status", "Henvisninger", "Tilvisingar"),
    },
}
"""Per list of choices: the word that is written first, then others that are understood."""

ALL, NOTHING = "Alt", "Ingenting"
"""What a party may see, in one word."""

OPENED = mask_of(Category(word) for word in WORDS[Category])
"""What "all" means. Not what is said about others, nor the mapping: a workbook neither gives nor takes those away."""

_NEAR_ENOUGH = 0.6


def written(choice: TextChoices) -> str:
    """Return the word that is written for a choice; nothing for a choice that no workbook has."""
    words = WORDS[type(choice)].get(choice.value, ("",))
    return words[0]


def understood(choices: type[TextChoices], text: str) -> TextChoices | None:
    """Return the choice that a word means, or nothing."""
    found = _meanings(choices).get(normalised_header(text))
    return None if found is None else choices(found)


def nearest(choices: type[TextChoices], text: str) -> str:
    """Return the known word that is most like this one; nothing if none is like it."""
    return near(text, tuple(word for words in WORDS[choices].values() for word in words))


def near(text: str, known: tuple[str, ...], cutoff: float = _NEAR_ENOUGH) -> str:
    """
    Return the known text that is most like this one, whatever its case; nothing if none is like it.

    Words that both have do not count: Oslo kommune is not nearly Sel kommune.
    """
    spellings = {word.casefold(): word for word in known}
    found = get_close_matches(text.casefold(), spellings, n=3, cutoff=cutoff)
    return next((spellings[one] for one in found if _is_like(text.casefold(), one, cutoff)), "")


def _is_like(one: str, other: str, cutoff: float) -> bool:
    shared = set(one.split()) & set(other.split())
    rest, others = (" ".join(word for word in text.split() if word not in shared) for text in (one, other))
    return not (rest and others) or SequenceMatcher(None, rest, others).ratio() >= cutoff


@cache
def _meanings(choices: type[TextChoices]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, words in WORDS[choices].items():
        for word in (*words, value):
            found.setdefault(normalised_header(word), value)
    return found
