"""Production's settings: nothing to warn of."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys

import pytest

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "samhold.config.settings",
    "SAMHOLD_ENV": "production",
    "SAMHOLD_SECRET_KEY": "only-for-this-test-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "SAMHOLD_KEK": base64.b64encode(bytes(range(32))).decode(),
    "SAMHOLD_HEADS_KEY": base64.b64encode(bytes(range(1, 33))).decode(),
    "SAMHOLD_HOSTS": "samhold.example",
}
TOLD = """
import json
from django.conf import settings
names = ["DEBUG", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_AGE",
         "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS", "MFA_TOTP_INSECURE_BYPASS_CODE",
         "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
print(json.dumps({name: getattr(settings, name, None) for name in names}))
"""


def _run(*arguments: str, tmp_path, **changed: str) -> subprocess.CompletedProcess[str]:
    unset = {"DATABASE_OWNER_URL", "SAMHOLD_DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path}/samhold.sqlite3", **changed}
    return subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )


def test_check_for_deployment_has_no_warning(tmp_path):
    told = _run("-m", "django", "check", "--deploy", "--fail-level", "DEBUG", tmp_path=tmp_path)

    assert (told.returncode, told.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), told.stderr


def test_cookies_are_bound_to_the_host(tmp_path):
    told = _run("-c", TOLD, tmp_path=tmp_path)

    assert json.loads(told.stdout) == {
        "DEBUG": False,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_AGE": 1800,
        "SECURE_HSTS_SECONDS": 63072000,
        "CSRF_TRUSTED_ORIGINS": ["https://samhold.example"],
        "MFA_TOTP_INSECURE_BYPASS_CODE": None,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    }


@pytest.mark.parametrize("name", ["SAMHOLD_SECRET_KEY", "SAMHOLD_KEK", "SAMHOLD_HEADS_KEY", "SAMHOLD_HOSTS"])
def test_production_without_secret_does_not_start(tmp_path, name):
    told = _run("-m", "samhold.cli", "migrate", tmp_path=tmp_path, **{name: ""})

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"samhold: {name} ")
    assert "Traceback" not in told.stderr
