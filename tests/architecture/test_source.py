"""The source keeps the rules of the house that no linter knows."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import PACKAGE, ROOT, first_call, imported, modules, statements, templates

LONGEST_FUNCTION = 30
LONGEST_VIEW = 25
LONGEST_MODULE = 300
LONGEST_TEMPLATE = 120
LONGEST_ROOM_README = 20

# Modules that serve the actions: they write the audit of what was already judged, or what follows from it.
MACHINERY = {
    "rooms/access/actions/audit.py",
    "rooms/access/actions/refusals.py",
    "rooms/care/actions/settling.py",
    "rooms/meetings/actions/calling.py",
    "rooms/people/actions/log.py",
}
APPS = sorted(path.parent.relative_to(PACKAGE) for path in PACKAGE.glob("**/apps.py"))
TABLES = {"rooms/access/rules.py"}  # data, read as one
COMPILED = {"core/planning/kernel.py"}  # numba's cache sees a change in its own file only
CLOCKS = {"now", "utcnow", "today", "localdate"}


def _length(function: ast.FunctionDef) -> int:
    """Count the lines of a function's body without its docstring."""
    body = statements(function)
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


# Asks for no leave: it fills inboxes for other actions, and empties only the actor's own (tests/rooms/notices).
WITHOUT_LEAVE = {"rooms/notices/actions.py"}


def _actions():
    found = [*modules("rooms/*/actions/*.py"), *modules("rooms/*/actions.py")]
    for module in found:
        if module.name in WITHOUT_LEAVE:
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "is_")):
                yield module, node


def test_action_asks_for_leave_first():
    wrong = [
        f"{module.name}:{action.name}"
        for module, action in _actions()
        if module.name not in MACHINERY
        if "by" in _parameters(action) and not first_call(action).lstrip("_").startswith("require")
    ]

    assert wrong == []


def test_action_names_its_actor_and_takes_keywords_only():
    wrong = [
        f"{module.name}:{action.name}"
        for module, action in _actions()
        if module.name not in MACHINERY
        if "by" not in _parameters(action) or action.args.args
    ]

    assert wrong == []


def test_rooms_and_machinery_do_not_read_the_clock():
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in [*modules("rooms/**/*.py"), *modules("core/**/*.py"), *modules("infrastructure/*.py")]
        if "tasks" not in module.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]

    assert wrong == []


def test_sites_ask_rooms_instead_of_tables():
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules("sites/**/*.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert wrong == []


def test_foundation_and_core_are_plain_python():
    wrong = [
        f"{module.name}: {name}"
        for module in [*modules("foundation/*.py"), *modules("core/**/*.py")]
        for node in module.tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(module)
        if name.split(".")[0] in {"django", "allauth", "csp"}
    ]

    assert wrong == []


def test_functions_are_short():
    wrong = [
        f"{module.name}:{function.name} has {_length(function)} lines"
        for module in modules()
        for function in module.functions()
        if _length(function) > (LONGEST_VIEW if "/views/" in module.name else LONGEST_FUNCTION)
    ]

    assert wrong == []


def test_modules_are_short():
    wrong = [
        f"{module.name} has {lines} lines"
        for module in modules()
        if (lines := module.text.count("\n")) > LONGEST_MODULE and module.name not in TABLES | COMPILED
    ]

    assert wrong == []


def test_templates_are_short():
    wrong = [
        f"{path.relative_to(ROOT)} has {lines} lines"
        for path in templates()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_TEMPLATE
    ]

    assert wrong == []


@pytest.mark.parametrize("app", APPS, ids=str)
def test_app_tells_what_it_is_for(app):
    readme = PACKAGE / app / "README.md"

    assert readme.exists(), f"write {readme.relative_to(ROOT)}: what, words, doors, invariants"
    assert "rooms" not in app.parts or readme.read_text(encoding="utf-8").count("\n") <= LONGEST_ROOM_README


def test_command_line_starts_without_django():
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c", "import sys, samhold.cli; print(sorted(m for m in sys.modules if m == 'django'))"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "[]"
