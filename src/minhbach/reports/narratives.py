"""Part III: what the units wrote, section by section, quoted as it stands."""

from __future__ import annotations

import re

from minhbach.model.figures import Narrative
from minhbach.model.form import FormSection
from minhbach.reports.context import Context
from minhbach.reports.paper import Paper
from minhbach.reports.words import words

# "1. Tổ chức …", "a) Tổ chức …", "- Tổ chức …", "II. Nhiệm vụ …": list marks of the unit's own
_LIST_MARK = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,4}[.\-]|[-+*•–])\s+(?=\S)")


def add_narratives(paper: Paper, context: Context) -> None:
    """The part with its heading; nothing when the form asks for no text."""
    sections = context.data.form.sections
    if not sections:
        return
    text = words("report")["narratives"]
    edited = any(n.edited for report in context.reports.values() for n in report.narratives)
    heading = text["heading_edited" if edited else "heading"]
    paper.add("heading-1", "heading", f"III. {heading}", level=1, mark="III.")
    for number, section in enumerate(sections, start=1):
        if len(sections) > 1:
            mark = f"{number}."
            paper.add("heading-2", "heading", f"{mark} {section.name}", level=2, mark=mark)
        _add_section(paper, context, section)


def _add_section(paper: Paper, context: Context, section: FormSection) -> None:
    text = words("report")["narratives"]
    without: list[str] = []
    written = 0
    for code in context.units:
        if code not in context.reports:
            continue
        own = [n for n in context.reports[code].narratives if n.section == section.code]
        paragraphs = _paragraphs(own)
        if paragraphs:
            edited = any(narrative.edited for narrative in own)
            _add_unit(paper, context.name(code), paragraphs, edited=edited)
            written += 1
        else:
            without.append(code)
    if not written:
        paper.add("body", "body", text["nobody"])
    elif without:
        paper.add("body", "body", text["without"].format(units=context.listed(without)))


def _paragraphs(narratives: list[Narrative]) -> list[str]:
    return [
        _unmarked(paragraph.strip())
        for narrative in narratives
        for paragraph in narrative.paragraphs
        if any(char.isalnum() for char in paragraph)  # a rule line "-----" says nothing
    ]


def _unmarked(paragraph: str) -> str:
    """Without the list mark at its front; the composed report has its own list."""
    mark = _LIST_MARK.match(paragraph)
    return paragraph[mark.end() :] if mark else paragraph


def _add_unit(paper: Paper, unit: str, paragraphs: list[str], *, edited: bool) -> None:
    """Quoted as it stands; what somebody edited is said to be so and bears no quotation marks."""
    text = words("report")["edited" if edited else "narratives"]
    if len(paragraphs) == 1:
        paper.add("item", "item", text["one"].format(unit=unit, text=paragraphs[0]), mark="-")
        return
    paper.add("item-lead", "item", text["many"].format(unit=unit), mark="-")
    for paragraph in paragraphs:
        paper.add("item", "item", text["part"].format(text=paragraph))
