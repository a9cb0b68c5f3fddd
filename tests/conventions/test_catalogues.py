"""Every sentence of the site has its Vietnamese, compiled, and one only."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest
from tools import messages


@pytest.mark.parametrize("app", messages.APPS)
def test_catalogue_is_complete_and_fresh(app: str) -> None:
    assert messages.problems(app) == []


def test_sentence_has_one_translation_in_all_apps() -> None:
    # Django merges the apps' catalogues: of two translations one would win by chance.
    found: dict[object, set[object]] = defaultdict(set)
    for app in messages.APPS:
        for message in messages.updated(app):
            if message.id:
                found[(message.id, message.context)].add(str(message.string))

    assert {key: sorted(map(str, v)) for key, v in found.items() if len(v) > 1} == {}


def test_catalogues_are_composed_text() -> None:
    for app in messages.APPS:
        assert unicodedata.is_normalized("NFC", messages.po_path(app).read_text())


def test_tones_stand_where_the_house_puts_them() -> None:
    # khóa, hủy, as schools write it (Decision 1989/QĐ-BGDĐT); "quý" has no other way
    modern = re.compile(r"(?<!\w)(?!qu)[^\W\d]*(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\w)", re.IGNORECASE)
    found = {app: modern.findall(messages.po_path(app).read_text()) for app in messages.APPS}

    assert {app: words for app, words in found.items() if words} == {}


def test_missing_translation_is_reported() -> None:
    catalog = messages.Catalog(locale="vi")
    catalog.add("Sent", string="Đã gửi")
    catalog.add("Late")
    catalog.add("%(n)s units", string="đơn vị", flags=["python-format"])

    assert [message.id for message in messages.untranslated(catalog)] == ["Late", "%(n)s units"]
