"""Forms, figures, reports and their files. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import minhbach
from minhbach.model.document import Document
from minhbach.model.figures import Figures
from minhbach.model.form import Form
from minhbach.model.report import (
    ComposedReport,
    ReportInput,
    Total,
)
from minhbach.model.validation import Given, Violation
from minhbach.model.workdays import Calendar, Moved

if TYPE_CHECKING:
    from minhbach.reports.intake import Intake
    from minhbach.reports.review import Review
    from minhbach.writers.xlsx_template import TemplateUnit


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
