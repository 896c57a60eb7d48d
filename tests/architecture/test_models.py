"""Foreign keys obey the order of the rooms; string references hide from the import linter, so the models are walked."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, UUIDField

ORDER = (
    ("access",),
    ("notices",),
    ("organisations",),
    ("frontdoor", "questionnaires"),
    ("people",),
    ("meetings",),
    ("care", "mapping"),
    ("collaboration",),
    ("planning",),
    ("teamwork",),
    ("evaluation",),
)
LEVEL = {label: level for level, labels in enumerate(ORDER) for label in labels}
OUTSIDE = {"staff", "leaders", "portal", "public", "research", "fhir", "api", "ui"}
# The audit log is counted in rows of a sequence, so that appending is quick; heads have the chain's id.
OTHER_KEYS = {"access.AuditEvent", "access.AuditHead"}


def _ours():
    return [model for model in apps.get_models() if model.__module__.startswith("samhold.")]


def _allowed(source: str, target: str) -> bool:
    if target in {source, "contenttypes"}:
        return True
    return target in LEVEL and LEVEL[target] < LEVEL[source]


def test_foreign_key_points_at_a_room_below():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in _ours()
        if model._meta.app_label in LEVEL
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
        if not _allowed(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert wrong == []


def test_sites_and_ui_have_no_tables():
    assert [model._meta.label for model in _ours() if model._meta.app_label in OUTSIDE] == []


def test_infrastructure_points_at_no_room():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in _ours()
        if model._meta.app_label == "infrastructure"
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
    ]

    assert wrong == []


def test_every_table_has_an_identifier_that_sorts_by_time():
    wrong = [
        model._meta.label
        for model in _ours()
        if not model._meta.auto_created and model._meta.label not in OTHER_KEYS
        if not isinstance(model._meta.pk, UUIDField | ForeignKey)
    ]

    assert wrong == []


def test_no_table_orders_itself():
    assert [model._meta.label for model in _ours() if model._meta.ordering] == []


def test_every_constraint_is_a_sentence_that_names_its_table():
    wrong = [
        constraint.name
        for model in _ours()
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    ]

    assert wrong == []


def test_no_migration_is_missing(db):
    from io import StringIO

    from django.core.management import call_command

    told = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=told)

    assert told.getvalue().strip() == "No changes detected"
