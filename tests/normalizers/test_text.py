"""Cleaning keeps what was printed; folding forgets what does not matter for comparison."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import clean_text, fold_text, fold_words


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("  två\u00a0ord \n på rad ", "två ord på rad"),
        ("kvali\u00adtet", "kvalitet"),
        ("a\u030angest", "ångest"),  # a and a combining ring
        ("”Vårt mål” – så", "”Vårt mål” – så"),
        ("12\u202f500", "12 500"),
        ("noll\u200bbredd", "nollbredd"),
        ("", ""),
    ],
)
def test_clean_text(printed: str, cleaned: str) -> None:
    assert clean_text(printed) == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E-tjänster", "etjänster"),
        ("Låneskuld per  invånare", "låneskuld per invånare"),
        ("”Trygg” – i skolan", '"Trygg" - i skolan'),
        ("sam\u00adverkan", "SAMVERKAN"),
        ("åk 1–9", "Åk 1-9"),
    ],
)
def test_fold_text_forgets_form(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


def test_fold_text_keeps_letters_and_digits_apart() -> None:
    assert fold_text("åk 6") != fold_text("åk 9")
    assert fold_text("mål") != fold_text("mal")


def test_fold_words() -> None:
    assert fold_words("Antal e-tjänster, per ÅR (kr/inv)") == ("antal", "etjänster", "per", "år", "kr", "inv")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once) or "\u200b" in text


@given(st.text(alphabet="abcåäöÅ 12-–’\u00ad\u00a0"))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
