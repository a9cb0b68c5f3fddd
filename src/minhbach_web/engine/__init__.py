"""The one door to the engine: only this package imports ``minhbach``.

Functions load their part of the engine when first called, so the site starts quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from minhbach.reports.table_file import TableCell
from minhbach_web.engine.briefing import (
    CellValue,
    Sheet,
    compose_kit,
    figures_workbook,
    find_claims,
    series_chart,
    table_workbook,
)
from minhbach_web.engine.checking import (
    annotate,
    check,
    check_row,
    check_rules,
    load_office,
    said,
    visible,
)
from minhbach_web.engine.documents import (
    find_citations,
    find_contradictions,
    find_personal,
    read,
    read_workbook,
    register_of,
    sheet_rows,
    table_rows,
    write_document,
)
from minhbach_web.engine.edxml import (
    edxml_envelope,
    edxml_later,
    edxml_needs_reason,
    edxml_next,
    edxml_states,
    edxml_status,
    is_edxml_organ,
    read_edxml,
    read_edxml_status,
    write_edxml,
)
from minhbach_web.engine.plans import (
    DraftedPlan,
    LowerPlan,
    Scope,
    amendment_of,
    cover,
    draft_lower_plan,
    extract_plan,
    field_changes,
    pair_entries,
    scope_of,
    task_sheet,
    word_runs,
    words_of,
)
from minhbach_web.engine.reports import (
    bar_chart,
    check_answers,
    compose_report,
    extract_figures,
    form_toml,
    load_form,
    read_review,
    read_template,
    report_workbook,
    review_workbook,
    summary,
    template_unit,
    template_workbook,
    totals,
    working_day,
    write,
)

__all__ = [
    "CALENDAR",
    "DECREE_09",
    "SCHEMA",
    "Amends",
    "Block",
    "Calendar",
    "Cell",
    "CellValue",
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
    "Sheet",
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
    "edxml_envelope",
    "edxml_later",
    "edxml_needs_reason",
    "edxml_next",
    "edxml_states",
    "edxml_status",
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
    "is_edxml_organ",
    "load_form",
    "load_office",
    "message",
    "pair_entries",
    "parse_period",
    "period_of",
    "read",
    "read_edxml",
    "read_edxml_status",
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
    "table_workbook",
    "task_sheet",
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
