"""Keys for searching and sorting, days in words, states."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from minhbach_web.core import clock, states
from minhbach_web.core.search import search_key, sort_key
from minhbach_web.core.templatetags.minhbach import due_words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đảng bộ  Sở Y tế", "dang bo so y te"),
        ("CB-TTT Chi bộ Thanh tra", "cb ttt chi bo thanh tra"),
        ("", ""),
        ("ƯỚC ƠN", "uoc on"),
    ],
)
def test_search_key_folds_marks_and_capitals(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.text())
def test_search_key_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert search_key(composed) == search_key(decomposed)


def test_sort_key_orders_as_a_dictionary_does() -> None:
    words = ["ban", "bàn", "bản", "bạn", "băn", "bân", "da", "đa", "đá", "em", "êm", "ơn", "ưng"]

    mixed = list(reversed(words))

    assert sorted(mixed, key=sort_key) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "quá hạn 2 ngày, thứ Ba 12/3/2024"),
        (0, "hạn hôm nay, thứ Năm 14/3/2024"),
        (3, "còn 3 ngày, Chủ nhật 17/3/2024"),
    ],
)
def test_due_words_say_how_far_and_which_day(
    days: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.date(2024, 3, 14)
    monkeypatch.setattr(clock, "today", lambda: today)

    with translation.override("vi"):
        assert due_words(today + datetime.timedelta(days=days)) == words


def test_day_in_vietnam_begins_seven_hours_before_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.datetime(2024, 3, 29, 17, 0, tzinfo=datetime.UTC)
    days = []
    for moment in (late - datetime.timedelta(seconds=1), late):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        days.append(clock.today())

    assert days == [datetime.date(2024, 3, 29), datetime.date(2024, 3, 30)]


def test_unknown_state_shows_its_own_name() -> None:
    assert states.look("lạ") == states.Look("lạ", "ring", "muted")
