"""What the computed tasks are called: what to do, and the question that an inspection asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samhold.core.checks import CheckKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

TO_DO: Final[Mapping[CheckKind, _StrPromise]] = {
    CheckKind.ASK_ABOUT_CHILDREN: _("Ask about children and siblings under 18"),
    CheckKind.FOLLOW_UP_CHILDREN: _("Follow up the children"),
    CheckKind.ASSESS_SAFETY: _("Assess the safety of visits again"),
    CheckKind.MAKE_CRISIS_PLAN: _("Make a crisis plan together"),
    CheckKind.RENEW_CRISIS_PLAN: _("Go through the crisis plan again"),
    CheckKind.AGREE_ON_GOALS: _("Agree on goals"),
    CheckKind.OPEN_PLAN: _("Take up the plan in a meeting"),
    CheckKind.FIND_NEXT_STEP: _("Give each goal a next step, somebody who takes it, and a day"),
    CheckKind.NAME_COORDINATOR: _("Name a coordinator"),
    CheckKind.ASSESS_WHOLE: _("Write down the overall assessment"),
    CheckKind.EVALUATE: _("Evaluate the services"),
    CheckKind.CHECK_SOMATIC_HEALTH: _("See to a somatic health check"),
    CheckKind.ASK_PERSONS_VIEW: _("Ask for the person's own view"),
    CheckKind.REACH_PERSON: _("Reach the person: nobody has for a while"),
    CheckKind.EVALUATE_DECISION: _("Evaluate the decision in force"),
    CheckKind.WIN_HOME_BACK: _("Guests have taken over: help to get the home back"),
    CheckKind.RING_PERSON: _("Ring, as said after the missed visit"),
    CheckKind.LOOK_IN: _("Look in, as said after the missed visit"),
}

QUESTIONS: Final[Mapping[CheckKind, _StrPromise]] = {
    CheckKind.ASSESS_WHOLE: _("Is there an overall assessment?"),
    CheckKind.AGREE_ON_GOALS: _("Are there goals?"),
    CheckKind.FIND_NEXT_STEP: _("Does each goal have a next step?"),
    CheckKind.OPEN_PLAN: _("Is the plan taken up in meetings?"),
    CheckKind.EVALUATE: _("Are the services evaluated within six months?"),
    CheckKind.EVALUATE_DECISION: _("Are decisions evaluated in time?"),
    CheckKind.ASK_PERSONS_VIEW: _("Is the person's own view written down?"),
    CheckKind.CHECK_SOMATIC_HEALTH: _("Is somatic health checked within twelve months?"),
    CheckKind.NAME_COORDINATOR: _("Is there a coordinator?"),
    CheckKind.ASK_ABOUT_CHILDREN: _("Are children and siblings under 18 asked about?"),
    CheckKind.FOLLOW_UP_CHILDREN: _("Are the children followed up?"),
    CheckKind.MAKE_CRISIS_PLAN: _("Is there a crisis plan?"),
    CheckKind.RENEW_CRISIS_PLAN: _("Is the crisis plan younger than twelve months?"),
    CheckKind.ASSESS_SAFETY: _("Do safety assessments still hold?"),
    CheckKind.REACH_PERSON: _("Is there contact?"),
    CheckKind.RING_PERSON: _("After a missed visit: was the person rung, as said?"),
    CheckKind.LOOK_IN: _("After a missed visit: did somebody look in, as said?"),
    CheckKind.WIN_HOME_BACK: _("Has the person the home to themselves?"),
}
"""In the order in which an inspection asks."""
