"""Terms of an element that no concept of the thesaurus covers, from its own name and unit."""

from __future__ import annotations

import re
from typing import Any

from minhbach.figures.lists import thesaurus
from minhbach.figures.phrases import any_of, prepare
from minhbach.model.form import Element

_QUANTITY = re.compile(r"^\s*(?:(?:tổng số|số lượng|số lượt|số|tổng)\s+)+")
# what follows tells a state, a place or a purpose: "hộ nghèo | được hỗ trợ"
_STATE = re.compile(
    r"\s+(?:được|đã|tham gia|tham dự|hiện có|mới|tại|của|trên|theo|cho|trong|về|bị|có|do|ở)(?!\w)"
)
_MONEY = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 1000, "ngàn": 1000}
_EMPTY = frozenset(
    "được đã tham gia dự hiện có mới tại của trên theo cho trong về bị do ở các số và".split()  # noqa: SIM905 (a list of words reads best as words)
)


def derived(element: Element) -> dict[str, Any]:
    """Terms as a concept would give them: "Số lớp tập huấn đã mở" (lớp) → lớp + tập huấn.

    ``needs``: words of the name's second part, one of which the sentence must hold ("Số hộ nghèo
    được hỗ trợ": "42 hộ nghèo" counts only where "hỗ trợ" stands beside it).
    """
    unit = prepare(element.unit)
    name = re.sub(r"\([^()]*\)", " ", prepare(element.name))
    name = _QUANTITY.sub("", " ".join(name.split()))
    ending = any_of(thesaurus()["light"]["after_head"])
    name = re.sub(rf"\s*{ending}\s*$", "", name).strip(" ,")
    units = _unit_words(unit)
    head = re.match(any_of(units), name)
    topic = name[head.end() :].strip(" ,") if head else name
    state = _STATE.search(f" {topic}")
    core = f" {topic}"[: state.start()].strip(" ,") if state else topic
    return {
        "id": element.code,
        "units": ["đồng"] if money_divisor(unit) > 1 or unit == "đồng" else units,
        "nouns": _nouns(head[0] if head else "", core, topic),
        "topics": sorted({t for t in (topic, core, *core.split(", ")) if t}),
        "labels": sorted({name, re.sub(r"^tỷ lệ\s+", "", name), *_long(topic, core)}),
        "needs": _needs(topic, core) if core != topic else [],
        "share": unit == "%",
    }


def _nouns(head: str, core: str, topic: str) -> list[str]:
    if not head:
        return sorted({topic, core} - {""})
    return sorted({f"{head} {part}".strip() for part in (topic, core, *core.split(", "))})


def _long(*parts: str) -> list[str]:
    """Parts of two syllables or more: one alone says too little before a number."""
    return [part for part in parts if " " in part]


def _needs(topic: str, core: str) -> list[str]:
    rest = topic.removeprefix(core).replace(",", " ").split()
    return sorted({word for word in rest if word not in _EMPTY})


def money_divisor(unit: str) -> int:
    """How many đồng the unit of a money element holds: triệu đồng → 1,000,000; else 1."""
    first, _, rest = prepare(unit).partition(" ")
    return _MONEY.get(first, 1) if rest == "đồng" else 1


def _unit_words(unit: str) -> list[str]:
    groups = [group["words"] for group in thesaurus()["unit"] if unit in group["words"]]
    parts = [part.strip() for part in unit.split(",")]
    return sorted({unit, *parts, *(word for group in groups for word in group)})
