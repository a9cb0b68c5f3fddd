"""The one door to the engine: only this module imports ``minhbach``.

Functions load their part of the engine when first called, so the site starts quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import minhbach
from minhbach.charts.series import Point
from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile, UsageError
from minhbach.messages import message
from minhbach.model.change import Amends, Coverage, Covered, Entry, FieldChange, Pair, Passage, Run
from minhbach.model.citation import Citation, Contradiction, RegisterEntry
from minhbach.model.codec import SCHEMA, from_json, to_json
from minhbach.model.cutoff import CALENDAR, DECREE_09, CutOff
from minhbach.model.document import Block, Cell, Document, Paragraph, Section, Table
from minhbach.model.figures import Conflict, Figures, FoundFigure, Narrative, Qualifier
from minhbach.model.finding import Checked, Finding
from minhbach.model.form import Element, Form, FormSection, PeriodKind, Rule
from minhbach.model.kit import KitLine, KitPart, KitSource, KitText, Override, Piece
from minhbach.model.period import Period, parse_period, period_of
from minhbach.model.plan import Gap as ExtractedGap
from minhbach.model.plan import Message as ExtractedMessage
from minhbach.model.plan import Plan as ExtractedPlan
from minhbach.model.plan import Recurrence
from minhbach.model.plan import ReportingDuty as ExtractedDuty
from minhbach.model.plan import Task as ExtractedTask
from minhbach.model.plan import Theme as ExtractedTheme
from minhbach.model.report import (
    Compared,
    Comparison,
    ComposedReport,
    Manifest,
    Remark,
    ReportedValue,
    ReportInput,
    SourceRef,
    Total,
    TracedNumber,
    TracedValue,
    Unit,
    UnitReport,
    ValueState,
)
from minhbach.model.validation import Given, Violation
from minhbach.model.workdays import Calendar, Moved

if TYPE_CHECKING:
    from minhbach.checks import Rule as CheckRule
    from minhbach.checks import Said

if TYPE_CHECKING:
    from minhbach.figures.unsourced import Claim
    from minhbach.reports.intake import Intake
    from minhbach.reports.review import Review
    from minhbach.reports.table_file import TableCell
    from minhbach.vi.personal import Personal
    from minhbach.writers.xlsx_template import TemplateUnit

__all__ = [
    "CALENDAR",
    "DECREE_09",
    "SCHEMA",
    "Amends",
    "Block",
    "Calendar",
    "Cell",
    "CheckRule",
    "Checked",
    "Citation",
    "Claim",
    "Compared",
    "Comparison",
    "ComposedReport",
    "Conflict",
    "Contradiction",
    "Coverage",
    "Covered",
    "CutOff",
    "Document",
    "DraftedPlan",
    "Element",
    "Entry",
    "ExtractedDuty",
    "ExtractedGap",
    "ExtractedMessage",
    "ExtractedPlan",
    "ExtractedTask",
    "ExtractedTheme",
    "FieldChange",
    "Figures",
    "Finding",
    "Form",
    "FormSection",
    "FoundFigure",
    "Given",
    "KitLine",
    "KitPart",
    "KitSource",
    "KitText",
    "LowerPlan",
    "Manifest",
    "MinhBachError",
    "Moved",
    "Narrative",
    "Override",
    "Pair",
    "Paragraph",
    "Passage",
    "Period",
    "PeriodKind",
    "Piece",
    "Point",
    "Qualifier",
    "Recurrence",
    "RefusedFile",
    "RegisterEntry",
    "Remark",
    "ReportInput",
    "ReportedValue",
    "Rule",
    "Run",
    "Said",
    "Scope",
    "Section",
    "SourceRef",
    "Table",
    "TableCell",
    "Total",
    "TracedNumber",
    "TracedValue",
    "Unit",
    "UnitReport",
    "UnreadableFile",
    "UsageError",
    "ValueState",
    "Violation",
    "amendment_of",
    "annotate",
    "bar_chart",
    "check",
    "check_answers",
    "check_row",
    "check_rules",
    "compose_kit",
    "compose_report",
    "cover",
    "draft_lower_plan",
    "edxml_attachments",
    "extract_figures",
    "extract_plan",
    "field_changes",
    "figures_workbook",
    "find_citations",
    "find_claims",
    "find_contradictions",
    "find_personal",
    "form_toml",
    "from_json",
    "load_form",
    "load_office",
    "message",
    "pair_entries",
    "parse_period",
    "period_of",
    "read",
    "read_review",
    "read_template",
    "read_workbook",
    "register_of",
    "report_workbook",
    "review_workbook",
    "said",
    "scope_of",
    "series_chart",
    "sheet_rows",
    "summary",
    "table_rows",
    "template_unit",
    "template_workbook",
    "to_json",
    "totals",
    "visible",
    "word_runs",
    "words_of",
    "working_day",
    "write",
    "write_document",
    "write_edxml",
]


def read(data: bytes, name: str) -> Document:
    """The Document in ``data``; ``name`` gives the format. Raises MinhBachError."""
    return minhbach.read(data, name)


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every citation in ``document``, in reading order."""
    return tuple(minhbach.find_citations(document))


def find_contradictions(document: Document) -> tuple[Contradiction, ...]:
    """Where the citations of ``document`` disagree (CT-01 … CT-13)."""
    from minhbach.citations.contradictions import contradictions_in  # noqa: PLC0415 - when called

    return contradictions_in(document)


def register_of(citations: Mapping[str, Sequence[Citation]]) -> tuple[RegisterEntry, ...]:
    """One entry per document that the citations of each file name."""
    from minhbach.citations.register import register  # noqa: PLC0415 - when called

    return register(citations)


def extract_plan(document: Document) -> ExtractedPlan:
    """Themes, tasks, duties and gaps as ``document`` states them."""
    return minhbach.extract_plan(document)


def load_form(data: bytes) -> Form:
    """The form (TOML). Raises UsageError."""
    return minhbach.load_form(data)


def form_toml(form: Form) -> str:
    """The form as a TOML file that ``load_form`` reads back equal."""
    from minhbach.figures.form_toml import form_toml as engine_toml  # noqa: PLC0415  # when used

    return engine_toml(form)


def template_unit(
    code: str, name: str, not_asked: Iterable[str], last: Mapping[str, str]
) -> TemplateUnit:
    """A unit that fills the workbook in; ``last``: what it answered in the period before."""
    from minhbach.writers.xlsx_template import TemplateUnit as Row  # noqa: PLC0415  # heavy

    return Row(code, name, frozenset(not_asked), last)


def template_workbook(form: Form, period: str, units: Sequence[TemplateUnit]) -> bytes:
    """The form as an Excel workbook to fill in, for one unit or many."""
    from minhbach.writers.xlsx_template import (  # noqa: PLC0415  # heavy
        template_workbook as engine_template,
    )

    return engine_template(form, period, units)


def read_template(
    data: bytes, form: Form, period: str, units: Mapping[str, frozenset[str]], file: str
) -> Intake:
    """The answers of a filled workbook. Raises MinhBachError naming each wrong cell."""
    from minhbach.reports.intake import read_template as engine_read  # noqa: PLC0415  # heavy

    return engine_read(data, form, period, units, file)


def read_workbook(data: bytes, name: str) -> Document:
    """A filled Excel form as a Document whose anchors are its cells. Raises MinhBachError."""
    from minhbach.reports.sheets import read_workbook as engine_read  # noqa: PLC0415  # heavy

    return engine_read(data, name)


def sheet_rows(data: bytes, file: str, columns: int) -> list[tuple[int, list[str]]]:
    """(row number, texts) of the first sheet of an .xlsx that hold anything in the first
    ``columns``. A formula is given as ``=`` and its text: nothing is computed. Raises
    MinhBachError."""
    from minhbach.reports.sheet_rows import Workbook  # noqa: PLC0415  # heavy

    book = Workbook(data, file)
    found = []
    for name in book.names[:1]:
        for number, row in book.rows(name, range(columns)):
            texts = {at: f"={c.text}" if c.kind == "f" else c.text for at, c in row.items()}
            if texts:
                found.append((number, [texts.get(at, "") for at in range(columns)]))
    return found


def check_answers(
    form: Form,
    answers: Mapping[str, Given],
    *,
    texts: Mapping[str, str],
    history: Mapping[str, Sequence[Decimal]],
) -> tuple[Violation, ...]:
    """The rules of ``form`` that the answers break."""
    from minhbach.model.validation import check_answers as check  # noqa: PLC0415  # when used

    return check(form, answers, texts=texts, history=history)


def working_day(day: date, calendar: Calendar) -> Moved:
    """``day``, or the next working day with the days off passed over."""
    from minhbach.model.workdays import working_day as engine_day  # noqa: PLC0415  # when used

    return engine_day(day, calendar)


def extract_figures(document: Document, form: Form) -> Figures:
    """The figures that ``document`` gives for ``form``, each with its place."""
    return minhbach.extract_figures(document, form)


def compose_report(data: ReportInput) -> ComposedReport:
    """The consolidated report as a Document, its manifest, totals and gaps."""
    return minhbach.compose_report(data)


def totals(data: ReportInput) -> tuple[Total, ...]:
    """The totals of ``data``: confirmed values only."""
    from minhbach.reports import totals as engine_totals  # noqa: PLC0415  # loaded when used

    return engine_totals(data)


def write(composed: ComposedReport, suffix: str) -> bytes:
    """The consolidated report as .docx (its manifest inside) or .pdf."""
    return minhbach.write(composed.document, suffix, manifest=composed.manifest)


def summary(totals: tuple[Total, ...]) -> dict[str, object]:
    """The totals in the shape of tong-hop.json."""
    from minhbach.reports import tong_hop  # noqa: PLC0415  # loaded when used

    return tong_hop(totals)


def write_edxml(
    sender: tuple[str, str],
    receivers: Iterable[tuple[str, str]],
    attachments: Iterable[tuple[str, str, bytes]],
    **fields: Any,
) -> tuple[bytes, tuple[str, ...]]:
    """An edXML envelope, and the codes of what an exchange axis would refuse in it."""
    from minhbach.reports.edxml import Attachment, Envelope, Organ  # noqa: PLC0415  # when used
    from minhbach.reports.edxml import write_edxml as written  # noqa: PLC0415  # when used

    envelope = Envelope(
        sender=Organ(*sender),
        receivers=tuple(Organ(*organ) for organ in receivers),
        attachments=tuple(Attachment(*part) for part in attachments),
        **fields,
    )
    return written(envelope), envelope.problems()


def edxml_attachments(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The files in an edXML envelope, by name. Raises MinhBachError."""
    from minhbach.reports.edxml import read_edxml  # noqa: PLC0415  # loaded when used

    return [(part.name, part.data) for part in read_edxml(data, name).attachments]


def report_workbook(data: ReportInput, composed: ComposedReport) -> bytes:
    """The tables of the consolidated report as a workbook, each number with its place."""
    from minhbach.reports.workbook import report_workbook as made  # noqa: PLC0415  # heavy

    return made(data, composed)


def bar_chart(
    title: str,
    description: str,
    bars: Iterable[tuple[str, Decimal | None, str, bool]],
    *,
    planned: Decimal | None = None,
) -> str:
    """Bars as SVG: (label, value, printed number, whether all units stand behind it).

    ``planned``: what each bar should reach, drawn around it.
    """
    from minhbach.charts import Bar  # noqa: PLC0415  # loaded when used
    from minhbach.charts import bar_chart as drawn  # noqa: PLC0415  # when used

    return drawn(title, description, tuple(Bar(*bar) for bar in bars), planned=planned).svg


def read_review(data: bytes, form: Form, name: str) -> Review:
    """The decisions of a returned review workbook. Raises MinhBachError naming each wrong cell."""
    from minhbach.reports.review import read_review as engine_read  # noqa: PLC0415  # heavy

    return engine_read(data, form, name)


def review_workbook(form: Form, figures: Iterable[Figures]) -> bytes:
    """Every figure found with its place, as a workbook for a person to review."""
    from minhbach.writers.xlsx import review_workbook as engine_workbook  # noqa: PLC0415  # heavy

    return engine_workbook(form, figures)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a text is supported; if not, the reason's code and the words that decide."""

    in_scope: bool
    reason: str | None = None
    phrase: str | None = None


def scope_of(text: str) -> Scope:
    """Whether this system supports a task of these words."""
    from minhbach.plans.scope import verdict_of  # noqa: PLC0415  # loaded when used

    verdict = verdict_of(text)
    return Scope(False, verdict.reason, verdict.phrase) if verdict else Scope(True)


def check(
    document: Document,
    *,
    data: bytes | None = None,
    profile: str = "auto",
    on: date | None = None,
    units: Iterable[str] = (),
    office: Mapping[str, object] | None = None,
    upper: Document | None = None,
) -> Checked:
    """The findings of ``document`` (see minhbach.checks.check). Raises MinhBachError."""
    from minhbach.checks import check as engine_check  # noqa: PLC0415  # loaded when used

    return engine_check(
        document, data=data, profile=profile, on=on, units=units, office=office, upper=upper
    )


def load_office(data: bytes) -> dict[str, Any]:
    """What an office's profile file of checks says. Raises MinhBachError."""
    from minhbach.checks import load_office as load  # noqa: PLC0415  # loaded when used

    return load(data)


def check_rules() -> dict[str, CheckRule]:
    """Every rule of the checks by its code."""
    from minhbach.checks import rules  # noqa: PLC0415  # loaded when used

    return rules()


def visible(text: str) -> str:
    """``text`` with characters that can't be seen shown by their code points."""
    from minhbach.checks.pages import visible as shown  # noqa: PLC0415  # loaded when used

    return shown(text)


def said(finding: Finding, lang: str) -> Said:
    """A finding in words."""
    from minhbach.checks import said as engine_said  # noqa: PLC0415  # loaded when used

    return engine_said(finding, lang)


def check_row(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding as an object of ``minhbach check --json``."""
    from minhbach.checks import row  # noqa: PLC0415  # loaded when used

    return row(finding, lang)


def annotate(
    data: bytes,
    document: Document,
    findings: Iterable[Finding],
    *,
    fix: bool,
    lang: str,
    at: datetime,
) -> bytes:
    """A copy of the .docx with the findings as comments or, with ``fix``, the safe fixes as
    tracked changes."""
    from minhbach.checks import annotate as mark  # noqa: PLC0415  # loaded when used

    if fix:
        return mark(data, document, findings, comments=False, apply="safe", lang=lang, at=at)
    return mark(data, document, findings, lang=lang, at=at)


def compose_kit(kit: KitText) -> Document:
    """The kit as a Document: what was written, each figure's source below its section."""
    from minhbach.reports.kit import compose_kit as composed  # noqa: PLC0415  # loaded when used

    return composed(kit)


def write_document(document: Document, suffix: str) -> bytes:
    """The document as "docx", "pdf", "pptx" … The same document gives the same bytes."""
    return minhbach.write(document, suffix)


def find_claims(text: str) -> tuple[Claim, ...]:
    """The numbers of a text that a reader would ask a source for."""
    from minhbach.figures.unsourced import find_claims as found  # noqa: PLC0415  # when used

    return found(text)


def find_personal(text: str) -> tuple[Personal, ...]:
    """What in a text tells who somebody is, for a moderator to hide."""
    from minhbach.vi.personal import find_personal as found  # noqa: PLC0415  # when used

    return found(text)


def table_rows(data: bytes, name: str) -> tuple[tuple[TableCell, ...], ...]:
    """The rows of a .csv or .xlsx. Raises MinhBachError."""
    from minhbach.reports.table_file import table_rows as rows  # noqa: PLC0415  # when used

    return rows(data, name)


def series_chart(title: str, description: str, points: Iterable[Point]) -> str:
    """A series over time as SVG, with its breaks."""
    from minhbach.charts import series_chart as drawn  # noqa: PLC0415  # loaded when used

    return drawn(title, description, tuple(points)).svg


def amendment_of(document: Document, citations: tuple[Citation, ...]) -> Amends | None:
    """The plan that ``document`` says it replaces, changes or adds to."""
    from minhbach.plans.amends import amendment_of as find  # noqa: PLC0415 - loaded when called

    return find(document, citations)


def pair_entries(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Pair, ...]:
    """Which entry of ``new`` goes on which of ``old``, with the reason; proposals only."""
    from minhbach.plans.compare import pair_entries as pair  # noqa: PLC0415 - loaded when called

    return pair(old, new)


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """The fields that say something else now."""
    from minhbach.plans.compare import field_changes as changes  # noqa: PLC0415 - when called

    return changes(old, new)


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """Two texts as one, word by word: what stays, what goes, what comes."""
    from minhbach.plans.compare import word_runs as runs  # noqa: PLC0415 - loaded when called

    return runs(old, new)


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text`` as two texts are compared: case, marks and tone places ignored."""
    from minhbach.plans.compare import words_of as words  # noqa: PLC0415 - loaded when called

    return words(text)


def cover(plan: ExtractedPlan, upper: Document, lower: Document) -> Coverage:
    """What ``lower`` covers of the plan extracted from ``upper``; uncovered items first."""
    from minhbach.plans.cover import cover as covering  # noqa: PLC0415 - loaded when called

    return covering(plan, upper, lower)


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """A draft as the bytes of a .docx file, and what is left to write, in words."""

    data: bytes
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LowerPlan:
    """Who drafts a plan and how; ``tasks``: places of the upper plan's tasks, None for all."""

    unit: str
    layout: Literal["party", "state"]
    day: date
    parent: str | None = None
    tasks: tuple[int, ...] | None = None
    messages: bool = False


def draft_lower_plan(plan: ExtractedPlan, upper: Document, wanted: LowerPlan) -> DraftedPlan:
    """The lower unit's plan drafted from the upper one, as .docx."""
    from minhbach.reports import lower_plan  # noqa: PLC0415 - loaded when called

    parts = (wanted.unit, wanted.layout, wanted.day, wanted.parent, wanted.tasks, wanted.messages)
    made = lower_plan.draft_lower_plan(plan, upper, lower_plan.LowerPlan(*parts))
    return DraftedPlan(minhbach.write(made.document, "docx"), made.blanks)


def figures_workbook(
    heads: Sequence[str],
    must: Sequence[str],
    lists: Mapping[str, Sequence[str]],
    places: Sequence[tuple[str, str, date | None, date | None]],
) -> bytes:
    """An empty table of official figures as a workbook."""
    from minhbach.writers.xlsx_figures import figures_workbook as made  # noqa: PLC0415  # heavy

    return made(heads, must, lists, places)


CellValue = str | int | Decimal | date | None
# (name of the sheet, (heading, width) of each column, rows)
Sheet = tuple[str, Sequence[tuple[str, float]], Iterable[Sequence[CellValue]]]


def table_workbook(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Tables as an Excel workbook; text is never a formula, the same tables give the same bytes."""
    from minhbach.writers.xlsx_sheets import Book  # noqa: PLC0415  # heavy

    book = Book(title)
    for name, columns, rows in sheets:
        sheet = book.sheet(name, [head for head, _w in columns], [width for _h, width in columns])
        for at, row in enumerate(rows, 1):
            book.row(sheet, at, row)
    return book.bytes()


def task_sheet(
    unit: str, programme: str, owner: str, tasks: Iterable[Mapping[str, str]], day: date
) -> bytes:
    """What one unit has to do, as .docx; each task by the fields of ``SheetTask``."""
    from minhbach.reports.task_sheet import SheetTask  # noqa: PLC0415  # loaded when used
    from minhbach.reports.task_sheet import task_sheet as sheet  # noqa: PLC0415  # when used

    rows = [SheetTask(**task) for task in tasks]
    return minhbach.write(sheet(unit, programme, owner, rows, day), ".docx")
