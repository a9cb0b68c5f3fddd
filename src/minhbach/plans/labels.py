"""Labels of lines and columns: "Đơn vị chủ trì:", "Thời gian thực hiện:", "Sản phẩm:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from minhbach.citations.folding import fold
from minhbach.plans.verbs import words

LabelKind = Literal["lead", "support", "time", "product", "task"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at ``start`` of a paragraph and the value after its colon."""

    kind: LabelKind
    start: int
    value: str


@cache
def _table() -> dict[str, LabelKind]:
    table: dict[str, LabelKind] = {}
    for kind in ("lead", "support", "time", "product", "task"):
        for row in words()["labels"][kind]:
            table[fold(row)] = kind
    return table


@cache
def _pattern() -> re.Pattern[str]:
    rows = sorted(_table(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, rows)) + r")(?:\s\([^()]{0,40}\))?\s?:")


def label_of_heading(text: str | None) -> LabelKind | None:
    """The kind of a heading or a column title that is a label and nothing else."""
    if not text:
        return None
    plain = re.sub(r"\s+", " ", fold(text)).strip(" :.;*-+")
    plain = re.sub(r"\s\([^()]*\)$", "", plain)
    return _table().get(plain)


def labels_in(text: str) -> tuple[Label, ...]:
    """The labels of a paragraph that begins with one; empty when it does not.

    Several may share a line: "Chủ trì: Sở Y tế; phối hợp: Công an tỉnh. Thời gian: Quý I/2026".
    """
    plain = re.sub(r"\s+", " ", text).strip(" *")
    folded = fold(plain)
    found = list(_pattern().finditer(folded))
    if not found or found[0].start() > 0:
        return ()
    return tuple(_values(plain, found))


def bracketed(text: str) -> tuple[tuple[Label, ...], str]:
    """Labels in a bracket at the end of an item, and the item without it:
    "Tổ chức hội nghị (chủ trì: Sở Nội vụ; thời gian: quý II/2026)"."""
    match = re.search(r"\(([^()]{8,300})\)[\s.;]*$", text)
    if not match:
        return (), text
    labels = labels_in(match[1])
    return (labels, text[: match.start()].rstrip(" ,;")) if labels else ((), text)


def _values(plain: str, found: list[re.Match[str]]) -> list[Label]:
    ends = [m.start() for m in found[1:]] + [len(plain)]
    return [
        Label(_table()[m[1]], m.start(), plain[m.end() : end].strip(" .;,"))
        for m, end in zip(found, ends, strict=True)
    ]
