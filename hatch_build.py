"""Puts into the wheel what an installation without node needs: third-party files and compiled catalogs."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryAssets(BuildHookInterface):
    """Copies each file of `samhold.ui.vendor` to where Django's own finder sees it, and compiles the catalogs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files for the wheel; an editable install serves them from where npm put them."""
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        included = build_data["force_include"]
        for address, source in _vendor_files(root / "src/samhold/ui/vendor.py").items():
            if not (root / source).exists():
                raise FileNotFoundError(f"{source} is missing; run `make install` before building a wheel")
            included[str(root / source)] = f"samhold/ui/static/{address}"
        for catalog in sorted(root.glob("src/samhold/locale/*/LC_MESSAGES/django.po")):
            compiled = catalog.with_suffix(".mo")
            _compile(catalog, compiled)
            included[str(compiled)] = str(compiled.relative_to(root / "src"))


def _vendor_files(table: Path) -> dict[str, str]:
    """Read the table without importing the package, which needs Django."""
    for node in ast.parse(table.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "FILES" and node.value:
            return dict(ast.literal_eval(node.value))
    raise LookupError(f"{table} has no table FILES")


def _compile(catalog: Path, compiled: Path) -> None:
    """Compile one message catalog, as `make install` does."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- only a wheel needs it
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- only a wheel needs it

    with catalog.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source))
