"""The one door to the engine: only this module imports ``minhbach``.

Functions load their part of the engine when first called, so the site starts quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import minhbach
from minhbach.errors import MinhBachError, RefusedFile, UnreadableFile, UsageError
from minhbach.messages import message
from minhbach.model.citation import Citation, Contradiction, RegisterEntry
from minhbach.model.codec import SCHEMA, from_json, to_json
from minhbach.model.cutoff import CALENDAR, DECREE_09, CutOff
from minhbach.model.document import Block, Cell, Document, Paragraph, Section, Table
from minhbach.model.figures import Conflict, Figures, FoundFigure, Narrative, Qualifier
from minhbach.model.finding import Checked, Finding
from minhbach.model.form import Element, Form, FormSection, PeriodKind, Rule
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
    from minhbach.reports.intake import Intake
    from minhbach.writers.xlsx_template import TemplateUnit

__all__ = [
    "CALENDAR",
    "DECREE_09",
    "SCHEMA",
    "Block",
    "Calendar",
    "Cell",
    "CheckRule",
    "Checked",
    "Citation",
    "Compared",
    "Comparison",
    "ComposedReport",
    "Conflict",
    "Contradiction",
    "CutOff",
    "Document",
    "Element",
    "ExtractedDuty",
    "ExtractedGap",
    "ExtractedMessage",
    "ExtractedPlan",
    "ExtractedTask",
    "ExtractedTheme",
    "Figures",
    "Finding",
    "Form",
    "FormSection",
    "FoundFigure",
    "Given",
    "Manifest",
    "MinhBachError",
    "Moved",
    "Narrative",
    "Paragraph",
    "Period",
    "PeriodKind",
    "Qualifier",
    "Recurrence",
    "RefusedFile",
    "RegisterEntry",
    "Remark",
    "ReportInput",
    "ReportedValue",
    "Rule",
    "Said",
    "Scope",
    "Section",
    "SourceRef",
    "Table",
    "Total",
    "TracedNumber",
    "TracedValue",
    "Unit",
    "UnitReport",
    "UnreadableFile",
    "UsageError",
    "ValueState",
    "Violation",
    "annotate",
    "bar_chart",
    "check",
    "check_answers",
    "check_row",
    "check_rules",
    "compose_report",
    "edxml_attachments",
    "extract_figures",
    "extract_plan",
    "find_citations",
    "find_contradictions",
    "form_toml",
    "from_json",
    "load_form",
    "message",
    "parse_period",
    "period_of",
    "read",
    "read_template",
    "register_of",
    "report_workbook",
    "review_workbook",
    "said",
    "scope_of",
    "summary",
    "template_unit",
    "template_workbook",
    "to_json",
    "totals",
    "visible",
    "working_day",
    "write",
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
    title: str, description: str, bars: Iterable[tuple[str, Decimal | None, str, bool]]
) -> str:
    """Bars as SVG: (label, value, printed number, whether all units stand behind it)."""
    from minhbach.charts import Bar  # noqa: PLC0415  # loaded when used
    from minhbach.charts import bar_chart as drawn  # noqa: PLC0415  # when used

    return drawn(title, description, tuple(Bar(*bar) for bar in bars)).svg


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
) -> Checked:
    """The findings of ``document`` (see minhbach.checks.check). Raises MinhBachError."""
    from minhbach.checks import check as engine_check  # noqa: PLC0415  # loaded when used

    return engine_check(document, data=data, profile=profile, on=on, units=units)


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
