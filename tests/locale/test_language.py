"""The catalogs are good bokmål and good nynorsk: their own words, the field's terms, and easy to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.locale.catalogs import LANGUAGES, WORD, catalog, forms, lix, messages, pairs, words

HARDEST = 40  # LIX; under 40 is easy, as in papers and novels
LONGEST_SENTENCE = 24

# Pairs of bokmål and nynorsk that tell a translation in the wrong catalog, or one left half-way. A dash stands where
# the other form writes the word as well, if only with another meaning.
PAIRS = """
    ikke ikkje / jeg eg / hun ho / dere - / deres - / noe noko / noen nokon / noen nokre / hva kva
    hvem kven / hvor kvar / hvordan korleis / hvorfor kvifor / hvilken - / hvilket - / hvilke - / hver - / hvert -
    hvis - / fra frå / bare berre / også òg / mens medan / mer meir / mest - / flere fleire / uke veke / daglig dagleg
    vanlig vanleg / hjemme heime / hjemmet heimen / hjemmebesøk heimebesøk / hjemmetjeneste heimeteneste
    hjemmetjenesten heimetenesta / hjemmetjenester heimetenester / bruker - / brukere brukarar / brukeren brukaren
    tjeneste teneste / tjenester tenester / tjenesten tenesta / tjenestene tenestene / henvisning tilvising
    henvisninger tilvisingar / pårørende pårørande / kommuner kommunar / kommunene kommunane / virksomhet verksemd
    virksomheten verksemda / virksomheter verksemder / enhet eining / enheten eininga / enheter einingar / bosted bustad
    bolig - / navn namn / navnet namnet / velg - / velger - / velges veljast / se sjå / gi gje / gir gjev
    kommer kjem / gjør gjer / gjøre gjere / trenger treng / finner finn / være vere / - vorte / tatt teke / sier seier
    leser - / skriver - / åpne opne / åpner opnar / åpnet opna / lagret lagra / endret endra / logget logga
    mangler manglar / et eit / en ein / ett eitt / én éin / dem - / disse desse / annen - / annet anna / selv sjølv
    siden sidan / ennå enno / allerede - / nå no / da då / derfor difor / tidligere tidlegare / senere seinare
    nødtilgang naudtilgang / nødtilgangen naudtilgangen / verge verje / leder leiar / lederen leiaren / ansatte tilsette
    - tilsett / opplysninger opplysningar / opplysningene opplysningane / sykehus sjukehus / vei veg / veien vegen
    uten utan / sammen saman / mye mykje / hele heile / tall tal / rød raud / grønn grøn / muntlig munnleg
    skriftlig skriftleg / ansvarlig ansvarleg / tilgjengelig tilgjengeleg / mulig mogleg / behandler behandlar
    kontakter kontaktar / avtaler avtalar / personer personar / måned månad / timer timar / dager dagar / ganger gonger
    lenke lenkje / lenken lenkja / filen fila / listen lista / tekster tekstar / koder kodar / skrevet -
    gang gong
"""
_SPLIT = [pair.split() for pair in re.split(r"[/\n]", PAIRS) if pair.strip()]
BOKMAL_ONLY = {bokmal for bokmal, _nynorsk in _SPLIT} - {"-"}
NYNORSK_ONLY = {nynorsk for _bokmal, nynorsk in _SPLIT} - {"-"}
ENDINGS = {
    "nn": re.compile(r"^hv|(?:het|heten|heter|else|elsen|elser|ninger|ningene|erne|lig|lige)$"),
    "nb": re.compile(r"^(?:kvi|kva[^lr]|korl)|(?:heit|heita|ingar|ingane|arar|leg|lege)$"),
}
BOTH_HAVE = {"nn": {"helse", "frivillig"}, "nb": {"lege", "fastlege", "kommunelege", "kvinner"}}
VERBS = {
    "block",
    "review",
    "move",
    "cancel",
    "answer",
    "answers",
}  # in the glossary a thing, on the page a button's verb

# What somebody reads who does not work here, or is in a hurry: the start page, log-in, faults, consents, emergency.
READ_BY_MANY = {
    "start": ("sites/public/",),
    "log-in": ("ui/templates/account/", "ui/templates/mfa/", "ui/borrowed.py"),
    "faults": ("ui/templates/400", "ui/templates/403", "ui/templates/404", "ui/templates/429", "ui/templates/5"),
    "consents": ("staff/consents/", "people/forms/consents.py"),
    "emergency": ("staff/emergency/", "people/forms/emergency.py"),
    "own page": ("sites/portal/", "people/forms/own_page.py", "access/forms/", "infrastructure/senders.py"),
    "who has looked": ("pages/looks.py", "staff/looks.html", "pages/why.py", "staff/person/why.html"),
}


@pytest.mark.parametrize(("language", "foreign"), [("nn", BOKMAL_ONLY), ("nb", NYNORSK_ONLY)])
def test_catalog_has_no_word_of_the_other_written_form(language, foreign):
    wrong = [
        (sorted(foreign & set(words(said))), said) for _text, said in pairs(language) if foreign & set(words(said))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_has_no_ending_of_the_other_written_form(language):
    wrong = [
        (word, said)
        for _text, said in pairs(language)
        for word in words(said)
        if ENDINGS[language].search(word) and word not in BOTH_HAVE[language]
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", READ_BY_MANY)
def test_what_many_read_is_easy(language, place):
    texts = [
        said
        for message in messages(catalog(language))
        if any(part in name for name, _line in message.locations for part in READ_BY_MANY[place])
        for said in forms(message.string)
        if said.rstrip().endswith((".", "?", "!"))
    ]

    assert texts != []
    assert lix(texts) < HARDEST


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_is_short(language):
    long = [
        sentence
        for _text, said in pairs(language)
        for sentence in re.split(r"[.!?:]+(?:\s|$)|\n", said)
        if len(WORD.findall(sentence)) > LONGEST_SENTENCE
    ]

    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_begged_or_called_a_user(language):
    """We say what to do, in the du-form, without "vennligst"; who receives help is a person."""
    stiff = re.compile(
        r"\b(vennligst|venlegst|pasient\w*|klient\w*|kun|samt|dersom|vedrørende|vedkommende)\b", re.IGNORECASE
    )

    assert [said for _text, said in pairs(language) if stiff.search(said)] == []


def _glossary() -> list[tuple[str, dict[str, set[str]]]]:
    """Read the tables of GLOSSARY.md: the word in the code, and the words that a page may use for it."""
    rows = re.findall(
        r"^\|([^|]+)\|([^|]+)\|([^|]+)\|", (Path(__file__).parents[2] / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE
    )
    return [
        (term, {"nb": _alternatives(nb), "nn": _alternatives(nn)})
        for code, nb, nn in rows
        for term in _alternatives(code)
        if not code.strip().startswith(("---", "in the code"))
    ]


def _alternatives(cell: str) -> set[str]:
    plain = re.sub(r"\([^)]*\)", "", cell)
    short = re.findall(r"\(([^)]*)\)", cell)
    whole = [f"{plain.strip()} ({abbreviation})" for abbreviation in short]
    return {word.strip(' "').casefold() for word in [*plain.split(","), *whole]}


def test_glossary_is_read():
    assert ("next of kin", {"nb": {"pårørende"}, "nn": {"pårørande"}}) in _glossary()


@pytest.mark.parametrize("language", LANGUAGES)
def test_term_is_the_glossarys(language):
    said = {
        message.id.casefold(): message.string for message in messages(catalog(language)) if isinstance(message.id, str)
    }
    wrong = [
        (term, said[term], allowed[language])
        for term, allowed in _glossary()
        if term in said and term not in VERBS and said[term].casefold() not in allowed[language]
    ]

    assert wrong == []
