from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.vi.text import (
    clean,
    fix_look_alikes,
    fold_accents,
    fold_tone_placement,
    new_tone_placement,
    nfc,
    search_key,
)


def test_nfc_composes_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Đảng ủy, nhiệm kỳ, quý")

    assert nfc(text) == "Đảng ủy, nhiệm kỳ, quý"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("e\u0301\u0302", "ế"),  # tone before circumflex: no canonical order mends it
        ("e\u0323\u0302", "ệ"),
        ("o\u0301\u031b", "ớ"),
        ("A\u0300\u0306", "Ằ"),
    ],
)
def test_nfc_mends_marks_in_the_wrong_order(typed: str, meant: str) -> None:
    assert nfc(f"ti{typed}ng") == f"ti{meant}ng"


@given(st.text(alphabet="aeouyăâêôơưđ \u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"))
def test_nfc_is_stable(text: str) -> None:
    once = nfc(text)

    assert nfc(once) == once


def test_fix_look_alikes_gives_the_vietnamese_letter() -> None:
    assert fix_look_alikes("QÐ-UBND, Ɖảng, ðiều, TƢ") == "QĐ-UBND, Đảng, điều, TƯ"


def test_clean_makes_spaces_and_hyphens_plain() -> None:
    assert clean("68\u2011NQ/TW\u00a0ngày\u200b\ufeff 3\u00ad") == "68-NQ/TW ngày 3"


def test_fold_accents_keeps_case() -> None:
    assert fold_accents("Đảng uỷ KHỐI") == "Dang uy KHOI"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("uỷ ban", "ủy ban"),
        ("TỈNH UỶ", "TỈNH ỦY"),
        ("Hoá, khoẻ, thuý", "Hóa, khỏe, thúy"),
        ("quý, quỹ, Quỳnh", "quý, quỹ, Quỳnh"),
        ("khuỷu, hoài, xoáy, ngoéo, hoàn, huỳnh", "khuỷu, hoài, xoáy, ngoéo, hoàn, huỳnh"),
    ],
)
def test_fold_tone_placement_touches_open_syllables_only(text: str, folded: str) -> None:
    assert fold_tone_placement(text) == folded


def test_new_tone_placement_is_the_way_back() -> None:
    assert new_tone_placement("ủy ban, TỈNH ỦY, Hóa, quý") == "uỷ ban, TỈNH UỶ, Hoá, quý"


def test_search_key_is_the_same_for_spellings_meant_alike() -> None:
    assert search_key("Tỉnh  uỷ") == search_key("TỈNH ỦY") == "tinh uy"
