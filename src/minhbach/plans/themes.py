"""Themes (nội dung) and their messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

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
_SHORTEST, _LONGEST = 12, 400  # characters of a line that can name a theme


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
    if any(_is_theme(c) for c in section.children):
        return _headed(section, path, paragraphs, taken)
    if is_informing(section) and _is_list(section, paragraphs, taken):
        return [theme for c in section.children for theme in _plain(c, path, paragraphs, taken)]
    messages = _messages(section, paragraphs, taken)
    if not messages or any(body_heading(c.heading) for c in section.children):
        return []
    return [Theme(".".join(path), section.heading or "", section.anchor, messages)]


def _headed(
    section: Section,
    path: tuple[str, ...],
    paragraphs: Mapping[str, tuple[int, Paragraph]],
    taken: frozenset[str],
) -> list[Theme]:
    """A theme for each child with a heading; one between them that is a single line is one, too."""
    themes: list[Theme] = []
    for child in section.children:
        if not _is_theme(child):
            themes += _plain(child, path, paragraphs, taken)
            continue
        messages = _messages(child, paragraphs, taken)
        # All that stands under it is work for somebody: the heading names a duty.
        if child.anchor in taken or (child.paragraphs and not messages):
            continue
        number = ".".join(join(path, child.number))
        themes.append(Theme(number, child.heading or "", child.anchor, messages))
    return themes


def _plain(
    child: Section,
    path: tuple[str, ...],
    paragraphs: Mapping[str, tuple[int, Paragraph]],
    taken: frozenset[str],
) -> list[Theme]:
    """ "2. Dịch vụ công trực tuyến toàn trình" without a line under it."""
    entry = paragraphs.get(child.anchor)
    if child.heading or entry is None or child.anchor in taken:
        return []
    text = re.sub(r"\s+", " ", entry[1].content).strip()
    if not _SHORTEST <= len(text) <= _LONGEST or labels_in(text) or body_heading(text):
        return []
    rest = replace(child, paragraphs=tuple(a for a in child.paragraphs if a != child.anchor))
    number = ".".join(join(path, child.number))
    return [Theme(number, text, child.anchor, _messages(rest, paragraphs, taken))]


def _is_list(
    section: Section, paragraphs: Mapping[str, tuple[int, Paragraph]], taken: frozenset[str]
) -> bool:
    """Two or more numbered lines, each short enough to name a theme, and nothing beside them."""
    direct = [anchor for anchor in section.paragraphs if anchor not in taken]
    plain = [_plain(child, (), paragraphs, taken) for child in section.children]
    return len(plain) > 1 and all(plain) and not direct


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
        if len(text) < _SHORTEST or labels_in(text) or _LEAD_IN.search(text):
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
