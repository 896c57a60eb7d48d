import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhold.core.names import folded, initials, is_near, is_same_or_near

WORDS = st.text("abcdeghijklmnoprstuvyæøåéÅØ", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mønsterengen", "monsterengen"),
        ("  ÅSE  Kjær ", "ase kjaer"),
        ("Aasen", "asen"),
        ("Test-Moen d.y.", "test mon d y"),
        ("O'Test", "otest"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_folded_name_is_plain(name, expected):
    assert folded(name) == expected


@given(name=st.text(max_size=30))
def test_folding_twice_changes_no_more_than_once(name):
    once = folded(name)

    assert folded(once.upper()) in {once, folded(once)}
    assert " " not in {once[:1], once[-1:]}


@given(word=WORDS)
def test_name_is_near_itself_in_capitals_and_to_the_half(word):
    assert is_same_or_near(word, word.upper())
    assert is_near(folded(word)[:3], f"anna {folded(word)}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Egil", "Eigil"),
        ("Kristin", "Christine"),
        ("Hansen", "Hanssen"),
        ("Testheggen", "Testehggen"),
        ("Anita Mønsterengen", "Annita Marie Monsterengen"),
        ("Wenche", "Venke"),
    ],
)
def test_names_that_sound_alike_are_near(one, other):
    assert is_same_or_near(one, other)
    assert is_same_or_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ola", "Ole"), ("Kari", "Marit"), ("", "Ola"), ("Anita Moen", "Anita Lien")]
)
def test_other_names_are_not_near(one, other):
    assert not is_same_or_near(one, other)


def test_beginning_of_a_word_is_near_enough():
    assert is_near("mensteren", "anita monsterengen")
    assert not is_near("", "anita")


def test_initials_are_those_that_sound_alike():
    assert (initials("kristin"), initials("berit"), initials("")) == (("c", "k", "q"), ("b",), ())
