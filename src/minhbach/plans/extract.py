"""Document → Plan: themes, tasks, reporting duties and gaps, each with its anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from minhbach.citations.folding import fold
from minhbach.model.document import Document, Paragraph, Section, Table
from minhbach.model.plan import Gap, Plan, ReportingDuty, Task
from minhbach.plans.assignees import body_heading, starts_body
from minhbach.plans.closing import addressee, closing_drafts, closing_paragraphs, sentences
from minhbach.plans.drafts import Draft, tasks_of
from minhbach.plans.duties import duties_in
from minhbach.plans.tables import table_drafts
from minhbach.plans.themes import is_informing, themes_of
from minhbach.plans.verbs import predicate_at
from minhbach.plans.walk import Walk, join

_ISSUES = re.compile(r"(?:xây dựng|ban hành|lập)\s+(?:bản\s+)?kế hoạch")
_PERIOD = re.compile(
    r"từ\s(?:ngày\s)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})\sđến\s(?:hết\s)?(?:ngày\s)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})"
)
_WHEN = re.compile(r"^thời gian(?: thực hiện| triển khai| tổ chức)?(?! hoàn thành)")

Placed = Mapping[str, tuple[int, Paragraph]]


def extract_plan(doc: Document) -> Plan:
    """What a plan asks of whom, as proposals for a person to confirm.

    Only what the text says: what is not stated stays None and is listed in ``gaps``. Tasks and
    messages that this software does not support are kept with ``in_scope`` False, the reason and
    the words that decided; an item is cut only where its scope changes.

    Example: ``extract_plan(read(data, "ke-hoach.docx")).tasks[0].lead``.
    """
    placed: Placed = {p.anchor: (i, p) for i, p in enumerate(doc.paragraphs())}
    closing = closing_paragraphs(doc)
    walk = Walk(placed, frozenset(p.anchor for p in closing))
    drafts = _section_drafts(doc, walk) + _table_drafts(doc, placed)
    for paragraph in closing:
        drafts += closing_drafts(paragraph, placed[paragraph.anchor][0])
    drafts = sorted((d for d in drafts if d.lead), key=lambda d: d.order)
    tasks = tuple(task for draft in drafts for task in tasks_of(draft))
    reporting = _reporting(drafts, closing, doc, placed)
    taken = frozenset(d.anchor for d in drafts) | walk.labelled
    start, end = _period(doc, placed)
    return Plan(
        file=doc.name,
        subject=doc.header.subject,
        issuer=doc.header.issuer or _issuer_in_preamble(doc),
        period_from=start,
        period_to=end,
        themes=themes_of(doc, placed, taken),
        tasks=tasks,
        reporting=reporting,
        gaps=_gaps(doc, tasks, reporting),
    )


def _section_drafts(doc: Document, walk: Walk) -> list[Draft]:
    drafts: list[Draft] = []
    for section in doc.sections:
        if not is_informing(section):
            drafts += walk.visit(section)
    return drafts


def _table_drafts(doc: Document, placed: Placed) -> list[Draft]:
    """Rows of tables; a row's section is the annex or the numbered section before the table."""
    sections = _by_anchor(doc.sections)
    drafts: list[Draft] = []
    current, order = "", 0
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            current = sections.get(block.anchor, current)
            order = placed[block.anchor][0]
        elif isinstance(block, Table) and block.role == "content":
            drafts += table_drafts(block, current, order)
    return drafts


def _by_anchor(sections: Iterable[Section], parent: tuple[str, ...] = ()) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in sections:
        path = join(parent, section.number)
        name = "Phụ lục" if fold(path[0]).startswith("phụ lục") else ".".join(path)
        found[section.anchor] = name
        found |= _by_anchor(section.children, path)
    return found


def _issuer_in_preamble(doc: Document) -> str | None:
    """ "…, Ban Tuyên giáo Đảng uỷ Khối xây dựng Kế hoạch … như sau:" names the issuer."""
    for paragraph in doc.paragraphs(tables=False):
        if paragraph.role not in ("preamble", "basis", "body"):
            if paragraph.role == "heading":
                return None
            continue
        plain = re.sub(r"\s+", " ", paragraph.text)
        for match in _ISSUES.finditer(fold(plain)):
            name = re.split(r"[,;]\s", plain[: match.start()])[-1].strip()
            if starts_body(fold(name)) and predicate_at(name) is None and len(name.split()) <= 16:
                return name
    return None


def _reporting(
    drafts: list[Draft], closing: tuple[Paragraph, ...], doc: Document, placed: Placed
) -> tuple[ReportingDuty, ...]:
    found: list[ReportingDuty] = []
    for draft in drafts:
        if draft.section != "closing":
            found += duties_in(draft.whole or draft.text, draft.lead, draft.anchor)
    for paragraph in closing:
        sender: str | None = None
        for sentence in sentences(paragraph.text):
            addressed = addressee(sentence)
            sender = addressed[0] if addressed else sender
            found += duties_in(sentence, sender, paragraph.anchor)
    return tuple(dict.fromkeys(found))


def _period(doc: Document, placed: Placed) -> tuple[date | None, date | None]:
    """The plan's own period, from a "Thời gian thực hiện" section with two full dates."""
    for section in _all(doc.sections):
        heading = fold(section.heading or "")
        texts = [placed[a][1].text for a in section.paragraphs if a in placed]
        if _WHEN.match(heading) and not body_heading(section.heading):
            match = _PERIOD.search(fold(re.sub(r"\s+", " ", " ".join(texts))))
            if match:
                d1, m1, y1, d2, m2, y2 = map(int, match.groups())
                try:
                    return date(y1, m1, d1), date(y2, m2, d2)
                except ValueError:
                    return None, None
    return None, None


def _all(sections: Iterable[Section]) -> Iterable[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)


def _gaps(
    doc: Document, tasks: tuple[Task, ...], reporting: tuple[ReportingDuty, ...]
) -> tuple[Gap, ...]:
    """What the plan does not say."""
    gaps: list[Gap] = []
    if not doc.header.number and not doc.header.issuer and not doc.header.date:
        gaps.append(Gap("no-header"))
    if not tasks:
        gaps.append(Gap("no-tasks"))
    for i, task in enumerate(tasks):
        if task.deadline is None:
            gaps.append(Gap("no-deadline", i))
        if task.product is None:
            gaps.append(Gap("no-product", i))
    if not reporting:
        gaps.append(Gap("no-reporting"))
    elif all(duty.deadline is None for duty in reporting):
        gaps.append(Gap("no-report-deadline"))
    return tuple(gaps)
