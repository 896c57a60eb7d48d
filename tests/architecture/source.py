"""Reads the source tree for the tests that judge it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "samhold"


@dataclass(frozen=True, slots=True)
class Module:
    path: Path
    tree: ast.Module
    text: str

    @property
    def name(self) -> str:
        return str(self.path.relative_to(PACKAGE))

    def functions(self) -> Iterator[ast.FunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                yield node


def modules(pattern: str = "**/*.py") -> list[Module]:
    """Give the modules of ours that match, without migrations."""
    found = sorted(path for path in PACKAGE.glob(pattern) if "migrations" not in path.parts)
    return [Module(path, ast.parse(text), text) for path in found if (text := path.read_text(encoding="utf-8")) or True]


def templates() -> list[Path]:
    return sorted(PACKAGE.glob("**/templates/**/*.html"))


def statements(function: ast.FunctionDef) -> list[ast.stmt]:
    """Give the body of a function without its docstring."""
    has_docstring = ast.get_docstring(function) is not None
    return function.body[1:] if has_docstring else function.body


def called_name(statement: ast.stmt) -> str:
    """Name the function that a statement calls first, from the outside; empty if it calls none."""
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call):
        target = value.func
        return target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
    return ""


def first_call(function: ast.FunctionDef) -> str:
    """Name what a function calls before anything else; what calls nothing, such as gathering ids, may come first."""
    for statement in statements(function):
        if any(isinstance(node, ast.Call) for node in ast.walk(statement)):
            return called_name(statement)
    return ""


def imported(module: Module) -> Iterator[str]:
    """Name what a module imports, in full."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
