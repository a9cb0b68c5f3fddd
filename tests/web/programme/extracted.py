"""The example plan as a person would pick it apart: stands in for the engine's extraction."""

from __future__ import annotations

import re
from pathlib import Path

from minhbach.model.document import Document, Paragraph
from minhbach.model.plan import Gap, Message, Plan, ReportingDuty, Task, Theme
from minhbach_web.engine import Scope

EXAMPLES = Path(__file__).parents[3] / "examples"
NAME = "ke-hoach-2024.txt"
WATCHING, NETWORKS = "watching-persons", "social-networks"
OFFICE = "Ban Tuyên giáo Đảng uỷ Khối"
SPEAKERS = "Đội ngũ báo cáo viên, tuyên truyền viên của Đảng ủy Khối"
UNITS = "Cấp ủy cho, đảng bộ cơ sở"


def plan_bytes() -> bytes:
    """The example plan's file."""
    return (EXAMPLES / NAME).read_bytes()


def extract(document: Document) -> Plan:
    """Five themes, eight tasks (three out of scope), one duty, a gap per open field."""
    tasks = _tasks(document)
    gaps = tuple(
        Gap(code, at) for at in range(len(tasks)) for code in ("no-deadline", "no-product")
    )
    duty = ReportingDuty(
        UNITS, "Đảng ủy Khối", "Ban Tuyên giáo Đảng ủy", ("month", "quarter", "year"), None, "p52"
    )
    return Plan(
        NAME,
        document.header.subject,
        OFFICE,
        themes=_themes(document),
        tasks=tasks,
        reporting=(duty,),
        gaps=gaps,
    )


def _paragraph(document: Document, anchor: str) -> Paragraph:
    paragraph = document.at(anchor)
    assert isinstance(paragraph, Paragraph)
    return paragraph


def _themes(document: Document) -> tuple[Theme, ...]:
    found: list[tuple[Paragraph, list[Message]]] = []
    for paragraph in document.paragraphs():
        if paragraph.anchor in {"p9", "p17", "p28", "p34", "p39"}:
            found.append((paragraph, []))
        elif found and int(paragraph.anchor[1:]) < 44:
            found[-1][1].append(_message(paragraph))
    return tuple(
        Theme(f"II.{n}", heading.content, heading.anchor, tuple(messages))
        for n, (heading, messages) in enumerate(found, 1)
    )


def _message(paragraph: Paragraph) -> Message:
    scope = scope_of(paragraph.content)
    return Message(paragraph.content, paragraph.anchor, scope.in_scope, scope.reason, scope.phrase)


def _tasks(document: Document) -> tuple[Task, ...]:
    p46, p47, p48, p49, p51, p52 = (
        _paragraph(document, f"p{n}").content for n in (46, 47, 48, 49, 51, 52)
    )
    follow, watch = p48.split("; tổng hợp")
    talks, feel = p51.split("; nắm bắt")
    closing = p52[p52.index("tổ chức triển khai") :]
    rows = (
        (p46, "p46", "III.1", OFFICE),
        (p47, "p47", "III.1", OFFICE),
        (follow, "p48", "III.1", OFFICE),
        (f"tổng hợp{watch}", "p48", "III.1", OFFICE),
        (p49, "p49", "III.1", OFFICE),
        (talks, "p51", "III.2", SPEAKERS),
        (f"nắm bắt{feel}", "p51", "III.2", SPEAKERS),
        (closing, "p52", "closing", UNITS),
    )
    return tuple(_task(*row) for row in rows)


def _task(text: str, anchor: str, section: str, lead: str) -> Task:
    scope = scope_of(text)
    return Task(
        text,
        anchor,
        section,
        lead,
        in_scope=scope.in_scope,
        reason=scope.reason,
        phrase=scope.phrase,
    )


_PHRASES = (
    (re.compile(r"(?:diễn biến tư tưởng, tâm trạng|nắm bắt tư tưởng, tâm trạng)"), WATCHING),
    (re.compile(r"cộng tác viên dư luận xã hội|đấu tranh phản bác"), NETWORKS),
)


def scope_of(text: str) -> Scope:
    """In scope or not, why, and the words that decide."""
    for phrase, reason in _PHRASES:
        if found := phrase.search(text):
            return Scope(False, reason, found.group())
    return Scope(True)
