"""A staticfiles finder that serves the few third-party files straight from where npm put them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage

from samhold.ui.vendor import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[3]
"""The root of the source tree; in an installed wheel it holds none of the files, and the wheel carries them itself."""


class VendorFinder(BaseFinder):
    """Finds exactly the files of `vendor.FILES`, and nothing else under `node_modules`."""

    def check(self, **_kwargs: object) -> list[checks.CheckMessage]:
        """Warn in a source tree where the third-party files have not been fetched."""
        if not (ROOT / "package.json").exists():
            return []
        missing = sorted(path for path in FILES.values() if not (ROOT / path).exists())
        if not missing:
            return []
        hint = "Run `make install`."
        return [checks.Warning(f"Third-party files are missing: {', '.join(missing)}", hint=hint, id="ui.W001")]

    @overload
    def find(self, path: str, find_all: Literal[False] = ..., **_kwargs: object) -> str | None: ...

    @overload
    def find(self, path: str, find_all: Literal[True], **_kwargs: object) -> list[str]: ...

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str] | None:  # noqa: FBT001, FBT002 -- Django's signature
        """Find one file by its address under the static root."""
        source = FILES.get(path)
        found = ROOT / source if source else None
        if found is None or not found.exists():
            return [] if find_all else None
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002 -- Django's signature
        """Yield each file that is there, as a name in a storage that serves it."""
        for address, source in FILES.items():
            if (ROOT / source).exists():
                yield address, _OneFile(address=address, source=ROOT / source)


class _OneFile(FileSystemStorage):
    """A storage with a single file, so that its address need not equal its name on disk."""

    def __init__(self, *, address: str, source: Path) -> None:
        super().__init__(location=str(source.parent))
        self._address, self._source = address, source
        self.prefix = ""

    def path(self, name: str) -> str:
        """Where the file of this address is on disk."""
        if name != self._address:
            raise FileNotFoundError(name)
        return str(self._source)


__all__: Sequence[str] = ("VendorFinder",)
