"""The environment is read in one place, and production refuses what is unsafe."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from samhold.config import environment
from samhold.config.environment import Environment

GOOD_KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("SAMHOLD_THING", "SAMHOLD_THING_FILE", "SAMHOLD_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def test_environment_unknown_name_is_refused(monkeypatch):
    monkeypatch.setenv("SAMHOLD_ENV", "staging")

    with pytest.raises(ImproperlyConfigured, match="production, development, test, demo"):
        environment.environment()


def test_text_variable_wins_over_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("SAMHOLD_THING_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("SAMHOLD_THING", "from the variable")

    assert environment.text("SAMHOLD_THING") == "from the variable"


def test_text_is_read_from_file_without_line_end(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("SAMHOLD_THING_FILE", str(tmp_path / "secret"))

    assert environment.text("SAMHOLD_THING") == "from the file"


def test_text_missing_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SAMHOLD_THING_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match=r"SAMHOLD_THING_FILE=.*nowhere"):
        environment.text("SAMHOLD_THING")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("no", False), ("ON", True), ("", True)])
def test_flag_reads_yes_and_no(monkeypatch, value, expected):
    monkeypatch.setenv("SAMHOLD_THING", value)

    assert environment.flag("SAMHOLD_THING", default=True) is expected


def test_flag_neither_is_refused(monkeypatch):
    monkeypatch.setenv("SAMHOLD_THING", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="neither yes nor no"):
        environment.flag("SAMHOLD_THING")


def test_whole_number_refuses_words(monkeypatch):
    monkeypatch.setenv("SAMHOLD_THING", "many")

    with pytest.raises(ImproperlyConfigured, match="not a whole number"):
        environment.whole_number("SAMHOLD_THING", 1)


def test_listed_drops_what_is_empty(monkeypatch):
    monkeypatch.setenv("SAMHOLD_THING", "a, b,,")

    assert environment.listed("SAMHOLD_THING") == ["a", "b"]


@pytest.mark.parametrize("value", ["", "unsafe-development-0"])
def test_secret_production_refuses_default(monkeypatch, value):
    monkeypatch.setenv("SAMHOLD_THING", value)

    with pytest.raises(ImproperlyConfigured, match=r"SAMHOLD_THING is not set.*Do this"):
        environment.secret("SAMHOLD_THING", Environment.PRODUCTION, "Do this.")


def test_secret_development_has_default():
    assert environment.secret("SAMHOLD_THING", Environment.DEVELOPMENT, "").startswith("unsafe-development-")


def test_key_production_refuses_none_and_the_unsafe_one(monkeypatch):
    unsafe = environment.key("SAMHOLD_THING", Environment.DEMO)

    for value in ("", unsafe):
        monkeypatch.setenv("SAMHOLD_THING", value)
        with pytest.raises(ImproperlyConfigured, match="SAMHOLD_THING is not set"):
            environment.key("SAMHOLD_THING", Environment.PRODUCTION)


@pytest.mark.parametrize("value", ["short", base64.b64encode(b"x" * 31).decode(), "æøå"])
def test_key_of_another_length_is_refused(monkeypatch, value):
    monkeypatch.setenv("SAMHOLD_THING", value)

    with pytest.raises(ImproperlyConfigured, match="must be 32 bytes in base64"):
        environment.key("SAMHOLD_THING", Environment.DEVELOPMENT)


def test_key_good_one_is_kept(monkeypatch):
    monkeypatch.setenv("SAMHOLD_THING", GOOD_KEY)

    assert environment.key("SAMHOLD_THING", Environment.PRODUCTION) == GOOD_KEY


@pytest.mark.parametrize("hosts", [[], ["*"]])
def test_production_refuses_any_host(hosts):
    with pytest.raises(ImproperlyConfigured, match="SAMHOLD_HOSTS"):
        environment.refuse_unsafe_production(hosts)


def test_production_refuses_debugging(monkeypatch):
    monkeypatch.setenv("SAMHOLD_DEBUG", "1")

    with pytest.raises(ImproperlyConfigured, match="SAMHOLD_DEBUG is on"):
        environment.refuse_unsafe_production(["samhold.example"])
