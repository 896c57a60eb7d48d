"""The wheel carries what an installation without node needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from samhold.ui.vendor import FILES
from tests.architecture.source import ROOT

FETCHED = all((ROOT / source).exists() for source in FILES.values())


@pytest.mark.skipif(not FETCHED, reason="third-party files are missing: make install")
def test_wheel_carries_its_assets(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")

    names = set(zipfile.ZipFile(wheel).namelist())

    catalogs = {
        str(path.relative_to(ROOT / "src").with_suffix(".mo")) for path in ROOT.glob("src/samhold/locale/*/*/*.po")
    }
    expected = {f"samhold/ui/static/{address}" for address in FILES} | catalogs
    assert expected - names == set()
    assert {name.split("/")[0] for name in names} == {"samhold", "samhold-0.1.0.dist-info"}
