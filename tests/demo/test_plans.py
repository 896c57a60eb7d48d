import pytest

from samhold.rooms.care.models import CrisisCall, CrisisPlan, CrisisStep, Goal, GoalContact, IndividualPlan
from samhold.rooms.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]


def test_a_plausible_share_has_plans():
    persons, plans, crisis_plans = (model.objects.count() for model in (Person, IndividualPlan, CrisisPlan))

    assert 0.05 < plans / persons < 0.6
    assert 0.05 < crisis_plans / persons < 0.7


def test_plans_have_words_goals_and_contacts_about_them():
    assert all(plan.about_me and plan.goals.count() == 3 for plan in IndividualPlan.objects.all())
    assert Goal.objects.filter(due_date__isnull=False).exists()
    assert GoalContact.objects.exists()


def test_crisis_plans_have_somebody_to_call_and_three_steps():
    number = CrisisPlan.objects.count()

    assert (CrisisCall.objects.count(), CrisisStep.objects.count()) == (number, 3 * number)
    assert all(step.doing for step in CrisisStep.objects.all())
