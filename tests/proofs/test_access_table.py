"""The rules agree with the independent table in every cell, and every change of a rule is noticed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from samhold.rooms.access import engine
from samhold.rooms.access.engine import Relation, Standing
from samhold.rooms.access.enums import EVERYTHING, Action, Category, Purpose, Reach, Role, categories_in, mask_of
from samhold.rooms.access.rules import RULES, Rule
from tests.proofs.access_table import CATEGORIES, PURPOSES, REACHES, ROLES, Cell, allowed_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ACTOR, PERSON = UUID(int=1), UUID(int=2)
WORDS: dict[str, tuple[str, ...]] = {
    "roles": tuple(Role.values),
    "reaches": tuple(Reach.values),
    "actions": tuple(Action.values),
    "categories": tuple(Category.values),
    "purposes": tuple(Purpose.values),
}


def standing(role: Role, reach: Reach, *, mask: int = EVERYTHING, **changes: object) -> Standing:
    relation = Relation(reach=reach, role=role, mask=mask)
    return Standing(actor_id=ACTOR, person_id=PERSON, relations=(relation,), **changes)


def decided(cells: Iterable[Cell] | None = None, **changes: object) -> frozenset[Cell]:
    """Ask the engine about these cells, or about every cell there is."""
    asked = product(*WORDS.values()) if cells is None else cells
    standings: dict[tuple[str, str], Standing] = {}
    allowed = set()
    for cell in asked:
        role, reach, action, category, purpose = cell
        if (role, reach) not in standings:
            standings[role, reach] = standing(Role(role), Reach(reach), **changes)
        if standings[role, reach].allows(Action(action), Category(category), Purpose(purpose)):
            allowed.add(cell)
    return frozenset(allowed)


def spelled_out(rules: Iterable[Rule]) -> frozenset[Cell]:
    """Write every rule out as its cells, without the engine, so that thousands of mutants can be compared."""
    return frozenset(
        tuple(str(word) for word in cell)
        for rule in rules
        for cell in product(rule.roles, rule.reaches, rule.actions, rule.categories, rule.purposes)
    )


def changed_cells(rules: tuple[Rule, ...]) -> Iterator[tuple[str, bool, bool]]:
    """
    Delete each rule, narrow it by each of its words, widen it by each word that it lacks.

    Tells the mutant's name, whether it takes something away, and whether any cell differs from the whole.
    """
    held = Counter(cell for rule in rules for cell in spelled_out([rule]))
    for rule in rules:
        own = spelled_out([rule])
        yield f"{rule.name}: deleted", True, any(held[cell] == 1 for cell in own)
        for place, (column, words) in enumerate(WORDS.items()):
            for word in words:
                if word in getattr(rule, column):
                    lost = (cell for cell in own if cell[place] == word)
                    yield f"{rule.name}: without {word}", True, any(held[cell] == 1 for cell in lost)
                else:
                    won = spelled_out([replace(rule, **{column: frozenset({word})})])
                    yield f"{rule.name}: with {word}", False, any(cell not in held for cell in won)


def test_the_lists_of_the_table_are_the_lists_of_the_product() -> None:
    table = (set(ROLES), set(REACHES.values()), set(CATEGORIES.values()), set(PURPOSES))

    assert table == (set(Role.values), set(Reach.values), set(Category.values), set(Purpose.values))
    assert (len(Role), len(Reach), len(Action), len(Category), len(Purpose)) == (21, 17, 11, 15, 7)


def test_the_engine_agrees_with_the_table_in_every_cell() -> None:
    table = allowed_cells()

    engine_says = decided()

    assert sorted(engine_says - table) == []
    assert sorted(table - engine_says) == []


def test_every_change_of_a_rule_is_noticed_by_the_table(figure: Callable[[str], None]) -> None:
    assert spelled_out(RULES) == allowed_cells()

    results = list(changed_cells(RULES))
    unnoticed_losses = [name for name, takes_away, differs in results if takes_away and not differs]
    already_allowed = [name for name, takes_away, differs in results if not takes_away and not differs]

    assert unnoticed_losses == []  # also: no rule, and no word of a rule, is there twice
    killed = sum(differs for _name, _takes_away, differs in results)
    figure(
        f"access table: {killed} mutants noticed; {len(already_allowed)} others widen nothing, another rule allows it"
    )


def test_a_mutated_engine_is_noticed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    table = allowed_cells()

    for rules in (RULES[1:], (*RULES[:-1], replace(RULES[-1], actions=RULES[-1].actions | {Action.RECORD}))):
        monkeypatch.setattr(engine, "RULES", rules)
        engine._table.cache_clear()
        noticed = decided(table | spelled_out(rules)) != table
        monkeypatch.undo()
        engine._table.cache_clear()
        assert noticed


def test_whoever_records_a_kind_of_knowledge_reads_it() -> None:
    table = allowed_cells()

    blind = [
        (role, reach, category)
        for role, reach, action, category, purpose in table
        if action == "RECORD" and reach != "NONE" and (role, reach, "READ", category, purpose) not in table
    ]

    assert blind == []


def test_nobody_reaches_anybody_by_a_reach_that_takes_away() -> None:
    assert [cell for cell in allowed_cells() if cell[1] in {"BLOCKED", "CONFLICTED"}] == []


@pytest.mark.parametrize("category", Category)
def test_a_block_closes_its_category_in_every_cell_and_no_other(category: Category) -> None:
    table = allowed_cells()

    left = decided(table, blocked=mask_of([category]))

    assert left == frozenset(cell for cell in table if cell[3] != category.value)


@pytest.mark.parametrize("category", Category)
def test_a_relation_opens_no_more_than_its_categories(category: Category) -> None:
    table = allowed_cells()

    opened = decided(table, mask=mask_of([category]))

    assert opened == frozenset(cell for cell in table if cell[3] == category.value)


def test_a_conflict_closes_every_cell() -> None:
    assert decided(allowed_cells(), is_conflicted=True) == frozenset()


def test_no_relation_is_no_access() -> None:
    nobody = Standing(actor_id=ACTOR, person_id=PERSON, relations=())

    assert not any(nobody.allows(*cell) for cell in product(Action, Category, Purpose))


def test_an_unknown_word_raises_instead_of_saying_no() -> None:
    one = standing(Role.CARE_WORKER, Reach.IN_NETWORK)

    for words in (("PEEK", "IDENTITY", "CARE"), ("READ", "SHOES", "CARE"), ("READ", "IDENTITY", "FUN")):
        with pytest.raises(ValueError, match="is not a valid"):
            one.allows(*words)


def test_masks_hold_exactly_their_categories() -> None:
    for number, category in enumerate(Category):
        assert (mask_of([category, category]), categories_in(1 << number)) == (1 << number, (category,))
