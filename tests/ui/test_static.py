"""Third-party files are served from where npm put them, and nothing else is."""

from __future__ import annotations

from django.contrib.staticfiles import finders

from samhold.ui.finders import ROOT, VendorFinder
from samhold.ui.vendor import FILES


def test_vendor_file_is_found_at_its_address():
    address = "vendor/designsystemet/index.css"

    assert finders.find(address) == str(ROOT / FILES[address])


def test_file_outside_the_table_is_not_found():
    assert VendorFinder().find("vendor/../package.json") is None
    assert VendorFinder().find("node_modules/axe-core/axe.js") is None


def test_listed_files_open_under_their_addresses():
    sizes = {}
    for address, storage in VendorFinder().list(None):
        with storage.open(address) as file:
            sizes[address] = len(file.read())

    assert sizes == {address: (ROOT / source).stat().st_size for address, source in FILES.items()}


def test_missing_files_are_told_by_a_check(monkeypatch):
    monkeypatch.setitem(FILES, "vendor/missing.css", "node_modules/missing.css")

    (warning,) = VendorFinder().check()

    assert "node_modules/missing.css" in warning.msg
    assert warning.hint == "Run `make install`."


def test_collected_files_are_hashed_and_refer_to_hashes(tmp_path, settings):
    from django.core.management import call_command

    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "samhold.ui.storage.HashedStorage"}}
    settings.STORAGES = storages
    settings.STATIC_ROOT = str(tmp_path)
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = True

    call_command("collectstatic", interactive=False, verbosity=0)

    (module,) = tmp_path.glob("ui/js/samhold.*.js")
    (tokens,) = tmp_path.glob("ui/css/tokens.*.css")
    assert 'from "./autosave.js"' not in module.read_text()
    assert "inter-latin.woff2" not in tokens.read_text()
