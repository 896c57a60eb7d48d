"""Log-in, two steps, faults, forms and letters come out in one language only, also what Django and allauth say."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from babel.messages.mofile import write_mo
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from samhold.rooms.care.forms.contacts import RecordContact
from samhold.rooms.people.models import Person
from samhold.sites.portal.doors import DOORS
from tests.locale.catalogs import LANGUAGES, WORD, catalog
from tests.locale.test_language import BOKMAL_ONLY, ENDINGS, NYNORSK_ONLY
from tests.sites.staff.scene import build
from tests.support.factories.access import UserFactory

PASSWORD = "testperson-and-furu"
FOREIGN = {"nn": BOKMAL_ONLY, "nb": NYNORSK_ONLY}
ENGLISH = {
    *("the", "your", "you", "and", "is", "are", "this", "that", "please", "password", "sign", "address"),
    *("account", "code", "key", "with", "not", "valid", "required", "log", "out", "use", "email", "of", "who", "what"),
    *(
        "has",
        "have",
        "was",
        "will",
        "they",
        "them",
        "their",
        "from",
        "until",
        "since",
        "which",
        "choose",
        "more",
        "save",
    ),
}
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>|<code>.*?</code>|<[^>]*\bclass=\"ds-link brand.*?>", re.DOTALL)
_READ_ALOUD = re.compile(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"")
# Each language is named in itself, in the menu and in the foot.
_LANGUAGE_NAMES = re.compile(r"Norsk \((?:bokmål|nynorsk)\)|\bBokmål\b|\bNynorsk\b|\bEnglish\b", re.IGNORECASE)
_CLOSED_TO_STRANGERS = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/settings/",
]


@pytest.fixture(autouse=True)
def compiled(settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read the catalogs as they stand in the source, whether or not they were compiled there."""
    place = tmp_path_factory.getbasetemp() / "compiled"
    for language in LANGUAGES:
        folder = place / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        body = io.BytesIO()
        write_mo(body, catalog(language))
        (folder / "django.mo").write_bytes(body.getvalue())
    settings.LOCALE_PATHS = [place]
    cache.clear()


@pytest.fixture
def worker(db):
    made = UserFactory(email="kari@example.test", name="Kari Testdal")
    made.set_password(PASSWORD)
    made.save()
    return made


def log_in(client, worker) -> None:
    """Log in, and confirm it, as those do who change their log-in."""
    client.post("/account/login/", {"login": worker.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def foreign_words(text: str, language: str) -> list[str]:
    """List the words of a text that are of another language."""
    words = [word.casefold() for word in WORD.findall(_LANGUAGE_NAMES.sub(" ", text))]
    return [word for word in words if word in FOREIGN[language] | ENGLISH or ENDINGS[language].search(word)]


def seen(answer) -> str:
    """Return what a page says, aloud or in letters."""
    page = _UNSEEN.sub(" ", answer.content.decode())
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *_READ_ALOUD.findall(page)]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["/", "/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/inactive/",
     "/account/signup/", "/account/password/reset/key/x-y/", "/account/password/reset/key/done/", "/nowhere/",
     "/account/3rdparty/login/error/", "/me/open/x/", "/help/", "/accessibility/", "/privacy/"],
)  # fmt: skip
def test_page_for_strangers_speaks_one_language(client, db, path, language):
    answer = client.get(path, headers={"accept-language": language})

    assert len(seen(answer)) > 20
    assert foreign_words(seen(answer), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", _CLOSED_TO_STRANGERS)
def test_page_about_log_in_speaks_one_language(client, worker, path, language):
    worker.language = language
    worker.save()
    log_in(client, worker)

    answer = client.get(path)

    assert answer.status_code == 200
    assert foreign_words(seen(answer), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/account/login/", {"login": "kari@example.test", "password": "wrong"}),
        ("/account/login/", {"login": "kari", "password": ""}),
        ("/account/password/reset/", {"email": "kari"}),
    ],
)
def test_refused_log_in_speaks_one_language(client, worker, path, typed, language):
    answer = client.post(path, typed, headers={"accept-language": language})

    assert answer.status_code == 200
    assert foreign_words(seen(answer), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/account/password/change/", {"oldpassword": "wrong", "password1": "kari", "password2": "other"}),
        (
            "/account/password/change/",
            {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"},
        ),
        ("/account/2fa/totp/activate/", {"code": "000000"}),
        ("/account/reauthenticate/", {"password": "wrong"}),
    ],
)
def test_refused_change_speaks_one_language(client, worker, path, typed, language):
    worker.language = language
    worker.save()
    log_in(client, worker)

    answer = client.post(path, typed)

    assert answer.status_code == 200
    assert foreign_words(seen(answer), language) == []


_STAFF = [
    "/my-day/",
    "/tasks/",
    "/persons/",
    "/persons/new/",
    "/search/",
    "/inbox/",
    "/emergency/",
    "/settings/",
    "/coordination/",
    "/hand-over/",
]
_PERSON = [
    *("", "why/", "details/", "contacts/new/", "appointments/new/", "network/", "network/add/?unit={unit}"),
    *("network/kin/", "consents/", "consents/give/?unit={unit}", "blocks/add/?unit={unit}", "conflict/"),
    *("conflict/worker/", "looks/", "looks/?kind=changed", "safety/", "safety/assess/", "safety/absence/"),
    *("safety/children/", "safety/reviews/", "check-in/", "outcomes/", "outcomes/events/new/"),
    *("outcomes/follow-ups/new/", "outcomes/activities/new/"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_staff_have_no_english(client, db, language):
    """Notes and names in the scene are Norwegian, so only English tells what is not translated here."""
    scene = build(timezone.now())
    scene.worker.language = language
    scene.worker.save()
    log_in(client, scene.worker)
    own = [f"/persons/{scene.person.pk}/{path.format(unit=scene.unit.pk)}" for path in _PERSON]

    answers = {path: client.get(path) for path in [*_STAFF, f"/coordination/{scene.person.pk}/", *own]}
    answers |= {
        f"{path} empty": client.post(path) for path in [own[3], own[4], own[6], own[7], own[9], own[10], own[11]]
    }

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code not in {200, 422}} == {}
    english = {
        path: ENGLISH & {word.casefold() for word in WORD.findall(_ours(answer))} for path, answer in answers.items()
    }
    assert {path: found for path, found in english.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_page_has_no_english(client, db, language):
    scene = build(timezone.now())
    account = UserFactory(email="ola@example.test", name=scene.person.name, language=language)
    Person.objects.filter(pk=scene.person.pk).update(account=account)
    client.force_login(account)

    answers = {door.url: client.get(door.url) for door in DOORS}
    answers[f"/persons/{scene.person.pk}/own-page/"] = _own_page_for(scene.worker, scene.person, language)

    assert {path for path, answer in answers.items() if answer.status_code != 200} == set()
    english = {
        path: ENGLISH & {word.casefold() for word in WORD.findall(_ours(answer))} for path, answer in answers.items()
    }
    assert {path: found for path, found in english.items() if found} == {}


def _own_page_for(worker, person, language):
    worker.language = language
    worker.save()
    client = Client()
    client.force_login(worker)
    return client.post(f"/persons/{person.pk}/own-page/", {"email": ""})


def _ours(answer) -> str:
    return _LANGUAGE_NAMES.sub(" ", seen(answer))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["kari@example.test", "nobody@example.test"])
def test_letter_about_a_password_speaks_one_language(client, worker, typed, language):
    client.post("/account/password/reset/", {"email": typed}, headers={"accept-language": language})

    letter = mail.outbox[0]
    text = re.sub(r"https?://\S+|\S+@\S+|example\.com|testserver", " ", f"{letter.subject}\n{letter.body}")
    assert foreign_words(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_a_form_that_is_not_filled_in_are_the_languages(language):
    with translation.override(language):
        said = [str(error) for field in RecordContact.base_fields.values() for error in field.error_messages.values()]

        assert [foreign_words(text, language) for text in said if foreign_words(text, language)] == []


def test_words_of_another_language_are_found():
    assert foreign_words("Skriv passordet. Du har ikke tilgang.", "nn") == ["ikke"]
    assert foreign_words("Norsk (bokmål)", "nn") == []
    assert foreign_words("Enter your code", "nb") == ["your", "code"]
