"""Themes (nội dung) and their messages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from minhbach.citations.folding import fold
from minhbach.model.document import Document, Paragraph, Section
from minhbach.model.plan import Message, Theme
from minhbach.plans.assignees import body_heading
from minhbach.plans.labels import label_of_heading, labels_in
from minhbach.plans.scope import cut
from minhbach.plans.walk import join

_CONTENT = re.compile(r"^(?:những |các )?(?:nội dung|thông điệp|chủ đề)")
_INFORMING = re.compile(
    r"nội dung (?:tuyên truyền|thông tin|truyền thông|trọng tâm tuyên truyền|cần tuyên truyền)"
    r"|thông điệp"
)
_LEAD_IN = re.compile(r":\s*$")


def is_content(section: Section) -> bool:
    """True for "NỘI DUNG …" sections."""
    return bool(_CONTENT.match(fold(section.heading or "")))


def is_informing(section: Section) -> bool:
    """True for "NỘI DUNG TUYÊN TRUYỀN": what is said there is said to people, no duty."""
    return is_content(section) and bool(_INFORMING.search(fold(section.heading or "")))


def themes_of(
    doc: Document, paragraphs: Mapping[str, tuple[int, Paragraph]], taken: frozenset[str]
) -> tuple[Theme, ...]:
    """The themes of every content section; ``taken``: anchors that are duties or labels."""
    themes: list[Theme] = []
    for section in doc.sections:
        if is_content(section):
            themes += _themes(section, (), paragraphs, taken)
    return tuple(themes)


def _themes(
    section: Section,
    parent: tuple[str, ...],
    paragraphs: Mapping[str, tuple[int, Paragraph]],
    taken: frozenset[str],
) -> list[Theme]:
    path = join(parent, section.number)
    headed = [c for c in section.children if _is_theme(c)]
    if headed:
        return [
            Theme(
                ".".join(join(path, c.number)),
                c.heading or "",
                c.anchor,
                _messages(c, paragraphs, taken),
            )
            for c in headed
        ]
    messages = _messages(section, paragraphs, taken)
    if not messages or any(body_heading(c.heading) for c in section.children):
        return []
    return [Theme(".".join(path), section.heading or "", section.anchor, messages)]


def _is_theme(child: Section) -> bool:
    return (
        bool(child.heading)
        and not body_heading(child.heading)
        and not label_of_heading(child.heading)
    )


def _messages(
    section: Section, paragraphs: Mapping[str, tuple[int, Paragraph]], taken: frozenset[str]
) -> tuple[Message, ...]:
    out: list[Message] = []
    for anchor in section.paragraphs:
        entry = paragraphs.get(anchor)
        if entry is None or anchor in taken:
            continue
        text = re.sub(r"\s+", " ", entry[1].content).strip()
        if len(text) < 12 or labels_in(text) or _LEAD_IN.search(text):
            continue
        for piece in cut(text):
            verdict = piece.verdict
            out.append(
                Message(
                    piece.text.strip(" ;"),
                    anchor,
                    verdict is None,
                    verdict.reason if verdict else None,
                    verdict.phrase if verdict else None,
                )
            )
    for child in section.children:
        if not body_heading(child.heading) and not label_of_heading(child.heading):
            out += _messages(child, paragraphs, taken)
    return tuple(out)
