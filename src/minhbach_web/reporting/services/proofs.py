"""What the reporting regime can prove: nothing that was sent or fixed has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import audited, proving
from minhbach_web.core.proving import Wrong
from minhbach_web.reporting.models import (
    DataSet,
    Decision,
    Period,
    ReportDecision,
    ReportRevision,
    SubmissionRevision,
)
from minhbach_web.reporting.queries.sums import sums_of
from minhbach_web.reporting.services.submissions import value_content
from minhbach_web.reporting.services.totals import naive_totals


def submissions() -> Iterator[Wrong | None]:
    """Each revision's text has the digest that approvals name, its rows say what the text says,
    and the audit log noted that digest when it was sent."""
    noted = audited.digests("reporting.submit", "revision")
    revisions = SubmissionRevision.objects.order_by("pk").prefetch_related(
        "values__element", "narratives__section"
    )
    for revision in revisions.iterator(chunk_size=500):
        place = f"revision:{revision.pk}"
        if hashlib.sha256(revision.canonical.encode()).hexdigest() != revision.sha256:
            yield Wrong("revision-changed", place)
        elif noted.get(str(revision.pk)) not in (None, revision.sha256):
            yield Wrong("revision-other", place)
        elif not _says_the_same(revision):
            yield Wrong("revision-rows", place)
        else:
            yield None


def _says_the_same(revision: SubmissionRevision) -> bool:
    content: dict[str, Any] = json.loads(revision.canonical)
    rows = {row.element.code: value_content(row) for row in revision.values.all()}
    texts = {part.section.code: part.text for part in revision.narratives.all()}
    return rows == content["values"] and texts == {
        code: text for code, text in content["narratives"].items() if text
    }


def decisions() -> Iterator[Wrong | None]:
    """Each decision names the digest of what it was made on."""
    steps = Decision.objects.annotate(now=F("revision__sha256")).values_list("pk", "sha256", "now")
    for pk, sha256, now in steps.iterator():
        yield None if sha256 == now else Wrong("decision-other", f"decision:{pk}")
    heads = ReportDecision.objects.annotate(now=F("report__docx_sha256"))
    for pk, sha256, now in heads.values_list("pk", "sha256", "now").iterator():
        yield None if sha256 == now else Wrong("decision-other", f"report decision:{pk}")


def fixed_reports() -> Iterator[Wrong | None]:
    """What a consolidated report was composed from is as it was; so is what the log noted."""
    noted = audited.digests("reporting.fix_report", "input")
    for pk, text, sha256 in ReportRevision.objects.values_list("pk", "input", "input_sha256"):
        right = hashlib.sha256(text.encode()).hexdigest() == sha256
        right = right and noted.get(str(pk), sha256) == sha256
        yield None if right else Wrong("report-changed", f"report:{pk}")


def forms() -> Iterator[Wrong | None]:
    """The text of each form has its digest."""
    for pk, text, sha256 in DataSet.objects.values_list("pk", "toml", "sha256"):
        right = hashlib.sha256(text.encode()).hexdigest() == sha256
        yield None if right else Wrong("form-changed", f"form:{pk}")


def totals() -> Iterator[Wrong | None]:
    """Each summary row equals the sum of the values, one obligation after the other."""
    for period in Period.objects.order_by("pk").select_related("data_set"):
        naive = naive_totals(period)
        for total in period.totals.select_related("element"):
            counts = naive[total.element_id]
            right = all(getattr(total, name) == value for name, value in counts.items())
            place = f"total:{period.code}/{total.element.code}"
            yield None if right else Wrong("total-wrong", place)
        yield from _group_totals(period)


def _group_totals(period: Period) -> Iterator[Wrong | None]:
    sums = {key: counts for key, counts in sums_of(period).items() if key[0]}
    for row in period.group_totals.select_related("element"):
        counts = sums.get((row.axis, row.key, row.element_id), {})
        right = bool(counts) and all(getattr(row, name) == n for name, n in counts.items())
        place = f"total:{period.code}/{row.key}/{row.element.code}"
        yield None if right else Wrong("total-wrong", place)


def register() -> None:
    """Have these proofs run with those of the other apps."""
    proving.register("submissions", _("Submissions"), submissions)
    proving.register("decisions", _("Decisions"), decisions)
    proving.register("reports", _("Consolidated reports"), fixed_reports)
    proving.register("forms", _("Forms"), forms)
    proving.register("totals", _("Totals against the sum of all values"), totals)
