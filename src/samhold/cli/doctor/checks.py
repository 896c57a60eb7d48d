"""Everything the doctor looks at, in the order in which faults follow from each other."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samhold.cli.doctor.finding import Finding
from samhold.cli.main import set_up_django
from samhold.foundation.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLDEST_PYTHON: Final = (3, 11)
PACKAGE: Final = Path(__file__).resolve().parents[2]


def findings(*, database: str = "") -> tuple[Finding, ...]:
    """Look at everything; what cannot be looked at since the settings do not hold is left out."""
    found = [_python()]
    settings = _settings(database)
    found.append(settings)
    if settings.is_well:
        stored = importlib.import_module("samhold.cli.doctor.stored")
        checks: tuple[Callable[[], Finding], ...] = (_static_files, _catalogs, _heads_file)
        found += [_guarded(check) for check in checks]
        found += _in_order(stored.CHECKS)
        if any(finding.name == "migrations" and finding.is_well for finding in found):
            found.append(_guarded(stored.privacy_officers))
    return tuple(found)


def _in_order(checks: tuple[Callable[[], Finding], ...]) -> Iterator[Finding]:
    """Look at the database, and stop at the first fault: the others would follow from it."""
    for check in checks:
        finding = _guarded(check)
        yield finding
        if not finding.is_well:
            return


def _guarded(check: Callable[[], Finding]) -> Finding:
    """Look at one thing; what breaks on the way is itself a finding."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 -- the doctor says what is wrong instead of failing at it
        name = check.__name__.strip("_").replace("_", " ")
        seen = " ".join(str(error).split()) or type(error).__name__
        return Finding(name=name, seen=seen, mend="Mend what is above first, then ask again.")


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    is_old = sys.version_info[:2] < OLDEST_PYTHON
    return Finding(name="python", seen=version, mend="Install Python 3.11 or newer." if is_old else "")


def _settings(database: str) -> Finding:
    """Read the settings: secrets, keys and addresses are judged as they are read."""
    try:
        set_up_django(database, makes_database=False)
    except BadInput as error:
        return Finding(name="database", seen=f"{error.item} is not there", mend="Make it with `samhold migrate`.")
    except Exception as error:  # noqa: BLE001 -- whatever the settings say
        return Finding(
            name="settings", seen=" ".join(str(error).split()), mend="Set it in the environment of the service."
        )
    from django.conf import settings  # noqa: PLC0415 -- slow import

    return Finding(name="settings", seen=f"{settings.SAMHOLD_ENV}, secrets and keys are set")


def _static_files() -> Finding:
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from django.contrib.staticfiles import finders  # noqa: PLC0415 -- slow import

    if settings.IS_PRODUCTION:
        manifest = Path(str(settings.STATIC_ROOT)) / "staticfiles.json"
        mend = "" if manifest.exists() else "Run `samhold assets`."
        return Finding(name="static files", seen=str(manifest.parent), mend=mend)
    vendor = importlib.import_module("samhold.ui.vendor")
    missing = sorted(address for address in vendor.FILES if not address.endswith(".map") and not finders.find(address))
    seen = f"missing: {', '.join(missing)}" if missing else "all there"
    return Finding(name="static files", seen=seen, mend="Run `make install`." if missing else "")


def _catalogs() -> Finding:
    sources = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po"))
    stale = [source.parent.parent.name for source in sources if not _is_compiled(source)]
    seen = f"not compiled: {', '.join(stale)}" if stale else f"{len(sources)} compiled"
    return Finding(name="catalogs", seen=seen, mend="Run `make install`." if stale else "")


def _is_compiled(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def _heads_file() -> Finding:
    from django.conf import settings  # noqa: PLC0415 -- slow import

    file = Path(settings.SAMHOLD_HEADS_FILE)
    can_write = os.access(file, os.W_OK) if file.exists() else os.access(file.parent, os.W_OK)
    mend = f"Let the service append to {file} (SAMHOLD_HEADS_FILE), and nobody else change it."
    return Finding(name="signed heads", seen=str(file), mend="" if can_write else mend)
