"""What people ask for, and what is answered, decided and thought of it, in both written forms."""

from __future__ import annotations

from typing import Final

from samhold.rooms.organisations.enums import WrittenForm

REASONS: Final[dict[WrittenForm, dict[str, dict[str, str]]]] = {
    WrittenForm.BOKMAL: {
        "FOLLOW_UP": {
            "wish": "Jeg vil ha noen å snakke med, og hjelp til å komme i gang med dagen.",
            "answer": "Vi tar en prat i morgen og skriver en søknad sammen.",
            "assessment": "Snakket hjemme to ganger. Trenger fast kontakt, hjelp med døgnrytme og følge til avtaler.",
            "grounds": "Du har det vanskelig over lang tid og trenger noen som kommer fast. Vi legger vekt på det du "
            "selv har sagt, og på at du har få rundt deg.",
            "refusal": "",
            "evaluation": "Personen sier det hjelper. Kommer oftere ut, og møter mer til avtaler. Fortsetter som nå.",
            "complaint": "",
            "considered": "",
        },
        "PRACTICAL_HELP": {
            "wish": "Jeg klarer ikke å holde det ryddig hjemme alene.",
            "answer": "Vi ser på det sammen.",
            "assessment": "Leiligheten er full. Klarer litt når noen er med. Trenger å lære det, ikke at vi gjør det.",
            "grounds": "Du trenger noen som rydder sammen med deg en gang i uka, til du klarer det selv.",
            "refusal": "Du har fått opplæring, og vi mener at du klarer dette med den oppfølgingen du har.",
            "evaluation": "Det er ryddigere. Personen gjør mer selv.",
            "complaint": "Jeg får det ikke til. Dere har ikke sett hvordan det er her.",
            "considered": "Vi har vært på nytt hjemmebesøk. Vi står ved vedtaket, fordi oppfølgingen dekker behovet.",
        },
    },
    WrittenForm.NYNORSK: {
        "FOLLOW_UP": {
            "wish": "Eg vil ha nokon å snakke med, og hjelp til å kome i gang med dagen.",
            "answer": "Vi tek ein prat i morgon og skriv ein søknad saman.",
            "assessment": "Snakka heime to gonger. Treng fast kontakt, hjelp med døgnrytme og følgje til avtalar.",
            "grounds": "Du har det vanskeleg over lang tid og treng nokon som kjem fast. Vi legg vekt på det du sjølv "
            "har sagt, og på at du har få rundt deg.",
            "refusal": "",
            "evaluation": "Personen seier det hjelper. Kjem oftare ut, og møter meir til avtalar. Held fram som no.",
            "complaint": "",
            "considered": "",
        },
        "PRACTICAL_HELP": {
            "wish": "Eg klarer ikkje å halde det ryddig heime åleine.",
            "answer": "Vi ser på det saman.",
            "assessment": "Leilegheita er full. Klarer litt når nokon er med. Treng å lære det, ikkje at vi gjer det.",
            "grounds": "Du treng nokon som ryddar saman med deg ein gong i veka, til du klarer det sjølv.",
            "refusal": "Du har fått opplæring, og vi meiner at du klarer dette med den oppfølginga du har.",
            "evaluation": "Det er ryddigare. Personen gjer meir sjølv.",
            "complaint": "Eg får det ikkje til. De har ikkje sett korleis det er her.",
            "considered": "Vi har vore på nytt heimebesøk. Vi står ved vedtaket, fordi oppfølginga dekkjer behovet.",
        },
    },
}

WORDS: Final[dict[WrittenForm, dict[str, tuple[str, ...]]]] = {
    WrittenForm.BOKMAL: {
        "askers": ("En mor", "En nabo", "Personen selv", "Fastlegen", "En bror", "Saksbehandler i NAV"),
        "strangers": ("Mann i trettiårene", "Kvinne på hybel", "Sønnen, 24 år", "Leietaker", ""),
        "asked": (
            "Er redd for ham etter helga. Hvem kan snakke med ham?",
            "Trenger noen å snakke med, og vet ikke hvor man spør.",
            "Har mistet leiligheten og drikker igjen.",
            "Kommer seg ikke ut, og regningene hoper seg opp.",
            "Vil slutte, og trenger hjelp til å komme i gang.",
        ),
        "OFFER": ("Time hos oss denne uka.", "Vi kommer hjem til personen torsdag."),
        "APPLICATION": ("Vi skrev en søknad sammen.", "Søknad sendt, personen fikk kopi."),
        "TURNED_AWAY": ("Vi kan ikke hjelpe med dette her.", "Dette hører til en annen tjeneste."),
        "reasons": ("Bor i en annen kommune.", "Trenger akutt helsehjelp, ikke oppfølging.", "Gjelder bare økonomi."),
        "offers": (
            "Ringte nabokommunen og avtalte at de tar kontakt.",
            "Fulgte over til legevakten.",
            "Time hos NAV på mandag, vi ble enige om hva som skal sies.",
        ),
    },
    WrittenForm.NYNORSK: {
        "askers": ("Ei mor", "Ein nabo", "Personen sjølv", "Fastlegen", "Ein bror", "Saksbehandlar i NAV"),
        "strangers": ("Mann i trettiåra", "Kvinne på hybel", "Sonen, 24 år", "Leigetakar", ""),
        "asked": (
            "Er redd for han etter helga. Kven kan snakke med han?",
            "Treng nokon å snakke med, og veit ikkje kvar ein spør.",
            "Har mista leilegheita og drikk igjen.",
            "Kjem seg ikkje ut, og rekningane hopar seg opp.",
            "Vil slutte, og treng hjelp til å kome i gang.",
        ),
        "OFFER": ("Time hos oss denne veka.", "Vi kjem heim til personen torsdag."),
        "APPLICATION": ("Vi skreiv ein søknad saman.", "Søknad send, personen fekk kopi."),
        "TURNED_AWAY": ("Vi kan ikkje hjelpe med dette her.", "Dette høyrer til ei anna teneste."),
        "reasons": ("Bur i ein annan kommune.", "Treng akutt helsehjelp, ikkje oppfølging.", "Gjeld berre økonomi."),
        "offers": (
            "Ringde nabokommunen og avtala at dei tek kontakt.",
            "Følgde over til legevakta.",
            "Time hos NAV på måndag, vi vart samde om kva som skal seiast.",
        ),
    },
}
