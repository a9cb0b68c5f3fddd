"""Compose the consolidated report; fix it, so that the same bytes can be made at any time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.db.models import Max

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import Period, ReportRevision
from minhbach_web.reporting.queries.report_input import found_figures, pins, report_input

if TYPE_CHECKING:
    from minhbach_web.reporting.queries.standing import Standing
    from minhbach_web.units.models import User

Suffix = Literal["docx", "pdf", "json", "xlsx"]


@dataclass(frozen=True)
class Composition:
    """The report as things stand: what it is made from, and what came of it."""

    input: engine.ReportInput
    text: str
    sha256: str
    report: engine.ComposedReport


def compose(period: Period, rows: list[Standing] | None = None) -> Composition:
    """The consolidated report of ``period`` from what is accepted now; ``rows`` as there."""
    return compose_text(input_text(report_input(period, rows)))


def input_text(data: engine.ReportInput) -> str:
    """A ReportInput as canonical JSON: equal inputs give equal text."""
    return json.dumps(engine.to_json(data), ensure_ascii=False, sort_keys=False)


@lru_cache(maxsize=16)
def compose_text(text: str) -> Composition:
    """The report that an input (as ``input_text``) gives; the same text is composed once."""
    data = engine.from_json(engine.ReportInput, json.loads(text))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Composition(data, text, sha256, engine.compose_report(data))


def file_of(composition: Composition, suffix: Suffix) -> bytes:
    """The report as a file: docx and pdf for paper, xlsx for tables, json for programs."""
    if suffix == "json":
        content = engine.summary(composition.report.totals)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    if suffix == "xlsx":
        return engine.report_workbook(composition.input, composition.report)
    return engine.write(composition.report, suffix)


def review_file(period: Period) -> bytes:
    """Everything that was read from the units' files, as a workbook to review."""
    form = engine.load_form(period.data_set.toml.encode())
    return engine.review_workbook(form, found_figures(period))


@transaction.atomic
def fix_report(*, period: Period, by: User, seen: int | None = None) -> ReportRevision:
    """Keep the report as it stands now: its input, the revisions it rests on, its sha256.

    Nothing changed since the last one: that one is given back. So it is when another than number
    ``seen`` (0: none) is the last by now: the button was pressed again, or somebody was quicker.
    """
    Period.objects.select_for_update().get(pk=period.pk)
    # No report is sent or decided on meanwhile: the input and its pins are of one moment.
    list(period.obligations.select_for_update(of=("self",)).order_by("pk"))
    last = period.reports.order_by("-n").first()
    if last and seen is not None and last.n != seen:
        return last
    now = compose(period)
    if last and last.input_sha256 == now.sha256:
        return last
    docx = file_of(now, "docx")
    revision = ReportRevision.objects.create(
        period=period,
        n=(period.reports.aggregate(last=Max("n"))["last"] or 0) + 1,
        input=now.text,
        input_sha256=now.sha256,
        docx_sha256=hashlib.sha256(docx).hexdigest(),
        pins=pins(period),
        manifest=engine.to_json(now.report.manifest),
        by=by,
        at=clock.now(),
    )
    audit.record(
        actor=by,
        action="reporting.fix_report",
        obj=f"report:{revision.pk}",
        digests={"docx": revision.docx_sha256, "input": revision.input_sha256},
    )
    return revision
