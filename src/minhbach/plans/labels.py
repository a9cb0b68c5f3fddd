"""Labels of lines and columns: "Đơn vị chủ trì:", "Thời gian thực hiện:", "Sản phẩm:"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from minhbach.citations.folding import fold
from minhbach.plans.assignees import starts_body
from minhbach.plans.deadlines import deadline_in
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
def _columns() -> dict[LabelKind, re.Pattern[str]]:
    """Titles of columns by their parts: "Người phụ trách", "Bộ phận, cá nhân thực hiện"."""
    parts: dict[str, str] = {
        name: "|".join(sorted(map(re.escape, map(fold, rows)), key=len, reverse=True))
        for name, rows in words()["columns"].items()
    }
    who = rf"(?:{parts['who']})(?:\s?(?:,|/|-|–|và|hoặc)\s?(?:{parts['who']}))*"
    dated = rf"(?:{parts['when']})(?:\s(?:{parts['when_of']}))*"
    return {
        "lead": re.compile(rf"{who}\s(?:{parts['leads']})|(?:{parts['lead_alone']})"),
        "support": re.compile(rf"{who}\s(?:{parts['helps']})|(?:{parts['help_alone']})"),
        "time": re.compile(rf"{dated}|(?:{parts['when_alone']})"),
    }


def label_of_column(text: str | None) -> LabelKind | None:
    """The kind of a column by its title; titles of tables say more than labels of lines do."""
    known = label_of_heading(text)
    if known or not text:
        return known
    plain = re.sub(r"\s\([^()]*\)$", "", re.sub(r"\s+", " ", fold(text)).strip(" :.;*-+"))
    return next((kind for kind, row in _columns().items() if row.fullmatch(plain)), None)


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
    "Tổ chức hội nghị (chủ trì: Sở Nội vụ; thời gian: quý II/2026)", or with a body first:
    "… (Ban Tuyên giáo chủ trì; phối hợp: Báo tỉnh)"."""
    match = re.search(r"\(([^()]{8,300})\)[\s.;]*$", text)
    if not match:
        return (), text
    labels = labels_in(match[1]) or _led(match[1])
    return (labels, text[: match.start()].rstrip(" ,;")) if labels else ((), text)


# "Ban Kinh tế chủ trì", "Phòng Tư pháp thực hiện"
_ROLE = re.compile(
    r"^(.{3,160}?)\s(?:(chủ trì|phụ trách|thực hiện|chịu trách nhiệm)|phối hợp)(?:\sthực hiện)?$"
)


def _led(inside: str) -> tuple[Label, ...]:
    """The parts of a bracket that say who leads, who helps and when; empty without a lead.

    "Ban Nữ công, Phòng Kỹ thuật chủ trì, Phòng Y tế phối hợp, hoàn thành trước 20/5/2026".
    """
    found: list[Label] = []
    names: list[str] = []
    labelled = False  # a label's value goes on after a comma
    for part in re.split(r"[;,]\s|\.\s", re.sub(r"\s+", " ", inside).strip()):
        role = _ROLE.match(fold(part))
        known = labels_in(part)
        if role and starts_body(fold(names[0] if names else part)):
            value = ", ".join([*names, part[: role.end(1)]])
            found.append(Label("lead" if role[2] else "support", 0, value))
            names = []
        elif known or (deadline_in(part) and found and not labelled):
            found += known or [Label("time", 0, part.strip())]
            names = []
        elif labelled or (found and found[-1].kind == "support" and starts_body(fold(part))):
            found[-1] = replace(found[-1], value=f"{found[-1].value}, {part}")
        else:
            names.append(part)
        labelled = bool(known) or (labelled and not role)
    return tuple(found) if any(label.kind == "lead" for label in found) and not names else ()


def _values(plain: str, found: list[re.Match[str]]) -> list[Label]:
    ends = [m.start() for m in found[1:]] + [len(plain)]
    return [
        Label(_table()[m[1]], m.start(), plain[m.end() : end].strip(" .;,"))
        for m, end in zip(found, ends, strict=True)
    ]
