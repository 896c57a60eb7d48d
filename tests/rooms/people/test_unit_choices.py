"""Units to choose from: the first one's organisation first, under its name; without headings where there is one."""

from __future__ import annotations

import pytest

from samhold.rooms.people.forms.fields import unit_choices
from tests.support.factories.organisations import OrganisationFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_units_of_one_organisation_have_no_heading():
    unit = UnitFactory(name="Rus")

    assert unit_choices([unit]) == [(str(unit.pk), "Rus")]


def test_units_of_several_stand_under_their_organisations_the_first_one_s_first():
    own, other = OrganisationFactory(name="Vågå"), OrganisationFactory(name="Lom")
    rus, nav, home = (
        UnitFactory(name=name, organisation=whose) for name, whose in (("Rus", own), ("NAV", other), ("Heim", own))
    )

    assert unit_choices([rus, nav, home]) == [
        ("Vågå", [(str(rus.pk), "Rus, Vågå"), (str(home.pk), "Heim, Vågå")]),
        ("Lom", [(str(nav.pk), "NAV, Lom")]),
    ]
