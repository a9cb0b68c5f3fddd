"""What the acceptance of a revision would change: values, totals, reports, old beside new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from minhbach_web.reporting.amounts import MAX_SCALE, format_amount, unscaled
from minhbach_web.reporting.models import (
    DataElement,
    GroupTotal,
    Obligation,
    ReportRevision,
    SubmissionRevision,
    Total,
    UpwardReport,
    Value,
)
from minhbach_web.reporting.queries.counting import counting
from minhbach_web.reporting.queries.groups import groups_of
from minhbach_web.reporting.queries.shares import MISSING, elements_of, shares_in


@dataclass(frozen=True)
class Effect:
    """``json`` as it is kept with the restatement; ``sha256`` names it on the page."""

    json: dict[str, Any]

    @cached_property
    def sha256(self) -> str:
        text = json.dumps(self.json, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def effect_of(revision: SubmissionRevision, obligation: Obligation) -> Effect:
    """The effect of accepting ``revision``, as things stand."""
    elements = {e.pk: e for e in obligation.data_set.elements.all()}
    counts = counting([obligation.pk]).get(obligation.pk)
    old = counts.revision if counts and counts.accepted else None
    return Effect(
        {
            "unit": obligation.unit.code,
            "values": list(_values(old, revision.pk, elements)),
            "totals": list(_totals(counts, revision.pk, obligation, elements)),
            "reports": [
                {"n": report.n, "published": is_published(report)}
                for report in reports_with(obligation, old)
            ],
            "upward": list(_upward(obligation, old)),
        }
    )


def is_published(report: ReportRevision) -> bool:
    """Whether the report went out."""
    return any(d.kind == "publish" for d in report.decisions.all())


def reports_with(obligation: Obligation, revision: int | None) -> list[ReportRevision]:
    """The fixed reports of the period that rest on this revision, the newest first."""
    if revision is None:
        return []
    n = SubmissionRevision.objects.values_list("n", flat=True).get(pk=revision)
    pin = {"unit": obligation.unit.code, "revision": n}
    reports = obligation.period.reports.order_by("-n").prefetch_related("decisions")
    return [r for r in reports if any(pin.items() <= p.items() for p in r.pins)]


def _upward(obligation: Obligation, old: int | None) -> Iterator[dict[str, Any]]:
    """Reports to levels above that were filled from a report that rests on the old revision."""
    tokens = UpwardReport.objects.filter(report__in=reports_with(obligation, old))
    sent = SubmissionRevision.objects.filter(token__in=tokens.values("token"))
    for above in sent.select_related("submission__obligation__unit").order_by("pk"):
        owed = above.submission.obligation
        yield {"obligation": owed.pk, "unit": owed.unit.name, "revision": above.n}


def _values(
    old: int | None, new: int, elements: dict[int, DataElement]
) -> Iterator[dict[str, Any]]:
    before = {v.element_id: v for v in Value.objects.filter(revision=old)} if old else {}
    after = {v.element_id: v for v in Value.objects.filter(revision=new)}
    for pk, element in elements.items():
        pair = [_text(values.get(pk)) for values in (before, after)]
        if pair[0] != pair[1]:
            yield {"element": element.code, "old": pair[0], "new": pair[1]}


def _text(value: Value | None) -> str:
    """The answer in one word; a state that is no number stands as its code in brackets."""
    if value is None:
        return ""
    number = unscaled(value.number, value.scale)
    if number is None:
        return f"[{value.state}]"
    return " ".join(p for p in (value.qualifier, format_amount(number)) if p)


def _totals(
    counts: Any, revision: int, obligation: Obligation, elements: dict[int, DataElement]
) -> Iterator[dict[str, Any]]:
    codes = elements_of(obligation)
    after = shares_in(revision, codes, accepted=True)
    before = (
        shares_in(counts.revision, codes, accepted=counts.accepted)
        if counts
        else dict.fromkeys(codes, MISSING)
    )
    moved = {pk: after[pk].minus(before[pk]) for pk in codes}
    changed = [pk for pk, by in moved.items() if by]
    period = obligation.period_id
    rows: list[Any] = list(Total.objects.filter(period=period, element__in=changed))
    groups = Q()
    for axis, key in groups_of(obligation):
        groups |= Q(axis=axis, key=key)
    if groups:
        rows += GroupTotal.objects.filter(groups, period=period, element__in=changed)
    for row in rows:
        by = moved[row.element_id]
        element = elements[row.element_id]
        adds = element.over_units == "sum"
        yield {
            "axis": getattr(row, "axis", ""),
            "key": getattr(row, "key", ""),
            "element": element.code,
            "old": amount(row.number) if adds and row.n_reported else "",
            "new": amount(row.number + by.get("number", 0))
            if adds and row.n_reported + by.get("n_reported", 0)
            else "",
            "n_old": row.n_reported,
            "n_new": row.n_reported + by.get("n_reported", 0),
            "m": row.n_expected,
        }


def amount(number: int) -> str:
    """A sum kept in millionths, as Vietnamese paper writes it."""
    return format_amount(Decimal(number).scaleb(-MAX_SCALE))
