"""The cheap looks before the patterns lose nothing that the patterns find."""

from __future__ import annotations

import pytest

from minhbach.citations import find_in_text
from minhbach.citations.folding import fold
from minhbach.citations.gate import places, places_re


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Uỷ ban Hoà bình, khoá", "ủy ban hòa bình, khóa"),
        ("Quỳnh, quý, thuỷ, loè, HOẢ", "quỳnh, quý, thủy, lòe, hỏa"),
        ("hoàn toàn, khuỷu, xoài", "hoàn toàn, khuỷu, xoài"),
        ("à, ý, oà", "à, ý, òa"),
    ],
)
def test_fold_moves_only_late_tones(text: str, folded: str) -> None:
    assert (fold(text), len(fold(text))) == (folded, len(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("theo Quy định 377 của", 13),
        ("theo Chỉ thị số 45 của", 12),
        ("theo Chỉ thị số: 45 của", 12),
        ("theo Chỉ thị\nsố45 của", 12),
    ],
)
def test_number_after_a_type_word_is_a_place(text: str, place: int) -> None:
    found = places(text)  # with google-re2 or without it

    assert places_re(text) == [place]
    assert found[0] <= place <= found[-1]


@pytest.mark.parametrize("text", ["có 377 người", "ghế số 45", "377", " 377"])
def test_other_numbers_are_no_places(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize("pointer", ["trên", "nêu trên", "nói trên", "đã nêu trên"])
def test_follow_up_is_found_with_every_pointer(pointer: str) -> None:
    text = f"Nghị định số 30/2020/NĐ-CP. Thực hiện Nghị định {pointer}, các đơn vị"

    assert [c.quote for c in find_in_text(text)] == [
        "Nghị định số 30/2020/NĐ-CP",
        f"Nghị định {pointer}",
    ]


@pytest.mark.parametrize("text", ["này", "trên", " này", "Nghị định số 30/2020/NĐ-CP trênx"])
def test_pointer_without_a_type_word_is_none(text: str) -> None:
    assert [c for c in find_in_text(text) if c.cls == "follow-up"] == []


@pytest.mark.parametrize(
    ("words", "pinpoint"),
    [
        ("điểm a khoản 2 Điều 5 của ", "điểm a khoản 2 Điều 5"),
        ("khoản 2, Điều 5, ", "khoản 2, Điều 5"),
        ("tại Chương II các ", "Chương II"),
        ("trong khuôn khổ của ", None),
    ],
)
def test_pinpoint_before_a_link_is_read(words: str, pinpoint: str | None) -> None:
    (citation,) = find_in_text(f"Theo {words}Nghị định số 30/2020/NĐ-CP")

    assert citation.pinpoint == pinpoint
