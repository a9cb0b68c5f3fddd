"""The journal against what is stored: acknowledged is there once, nothing is there twice.

Asked while people go on working, in one transaction that sees one moment: what was begun and not
yet answered may be there or not. ``exact``: everybody rests; there is nothing in between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tools.killing.journal import Act, Journal, of


def compare(journal: Journal, *, exact: bool = False) -> list[str]:
    """What is wrong, in words; empty when nothing is."""
    told = sum(act.done << n for n, act in enumerate(journal.now()))
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT 1")
            else:
                cursor.execute("SELECT count(*) FROM sqlite_master")
        # What was acknowledged before the moment must be there; what was begun by now may be.
        acts = journal.now()
        for n, act in enumerate(acts):
            act.done = bool(told >> n & 1)
        return [*_all(acts, exact)]


def _all(acts: list[Act], exact: bool) -> Iterator[str]:
    yield from _reports(acts)
    yield from _drafts(acts)
    yield from _decisions(acts)
    yield from _marks(acts)
    yield from _fixed(acts)
    yield from _totals()
    yield from _chain()
    yield from _jobs(acts)
    if exact:
        yield from _files()


def _reports(acts: list[Act]) -> Iterator[str]:
    from minhbach_web.reporting.amounts import unscaled
    from minhbach_web.reporting.models import SubmissionRevision, Value

    stored: dict[tuple[int, int], dict[str, Decimal | None]] = {}
    rows = SubmissionRevision.objects.values_list("submission__obligation", "n", "pk")
    place = {pk: (obligation, n) for obligation, n, pk in rows}
    for key in place.values():
        stored[key] = {}
    found = Value.objects.values_list("revision", "element__code", "number", "scale")
    for revision, code, number, scale in found:
        stored[place[revision]][code] = unscaled(number, scale)
    done, begun = of(acts, "send")
    for act in done:
        key = (act.about["obligation"], act.about["n"])
        told = act.about["values"]
        if stored.get(key) != told:
            yield f"sent {key}: {told} told, {stored.get(key)} stored"
    keys = [(act.about["obligation"], act.about["n"]) for act in done]
    yield from (f"one receipt for two reports: {key}" for key, n in Counter(keys).items() if n > 1)
    most = Counter(act.about["obligation"] for act in begun)
    there = Counter(obligation for obligation, _n in stored)
    for obligation, n in there.items():
        if n > most[obligation]:
            yield f"obligation {obligation}: {n} revisions, {most[obligation]} sent"
        if {k for o, k in stored if o == obligation} != set(range(1, n + 1)):
            yield f"obligation {obligation}: revisions with a gap"


def _drafts(acts: list[Act]) -> Iterator[str]:
    """Answers that were saved since the last report and are not sent yet."""
    from minhbach_web.reporting.amounts import unscaled
    from minhbach_web.reporting.models import DraftEntry

    saved: dict[int, dict[str, int]] = {}
    for act in acts:
        pk = act.about.get("obligation", 0)
        if act.kind in ("upload", "send"):
            saved.pop(pk, None)
        elif act.kind == "confirm" and act.done:
            saved.setdefault(pk, {})[act.about["code"]] = act.about["value"]
        elif act.kind == "enter" and act.done:
            saved[pk] = dict(act.about["values"])
    rows = DraftEntry.objects.exclude(decided_by=None)
    there: dict[int, dict[str, Decimal | None]] = {}
    for pk, code, number, scale in rows.values_list(
        "draft__obligation", "element__code", "number", "scale"
    ):
        there.setdefault(pk, {})[code] = unscaled(number, scale)
    for pk, values in saved.items():
        for code, value in values.items():
            if there.get(pk, {}).get(code) != value:
                yield f"draft {pk}: {code} = {value} was saved, {there.get(pk)} is there"


def _decisions(acts: list[Act]) -> Iterator[str]:
    from minhbach_web.reporting.models import Decision

    rows = Decision.objects.values_list("revision__submission__obligation", "revision__n", "kind")
    stored = Counter(rows)
    for kind in ("accept", "return"):
        done, begun = of(acts, kind)
        known = {(a.about["obligation"], a.about["n"], kind) for a in begun}
        for act in done:
            if stored[act.about["obligation"], act.about["n"], kind] != 1:
                yield f"{kind} {act.about}: {stored[(*act.about.values(), kind)]} times"
        yield from (f"unasked {key}" for key in stored if key[2] == kind and key not in known)
    yield from (f"twice {key}" for key, n in stored.items() if n > 1)


def _marks(acts: list[Act]) -> Iterator[str]:
    """Activities and questions, each with a text of its own."""
    from minhbach_web.activities.models import Activity, Entry
    from minhbach_web.briefing.models import Question

    logged = Entry.objects.values_list("what", flat=True)
    for kind, texts in (("log", logged), ("ask", Question.objects.values_list("text", flat=True))):
        stored = Counter(texts)
        done, begun = of(acts, kind)
        known = {act.about["mark"] for act in begun}
        for act in done:
            if not stored[act.about["mark"]]:
                yield f"{kind}: «{act.about['mark']}» is lost"
        yield from (f"{kind}: «{mark}» {n} times" for mark, n in stored.items() if n > 1)
        yield from (f"{kind}: «{mark}» was never sent" for mark in stored if mark not in known)
    empty = Activity.objects.filter(entries=None).count()
    if empty:
        yield f"{empty} activities say nothing"


def _fixed(acts: list[Act]) -> Iterator[str]:
    from minhbach_web.reporting.models import ReportRevision

    rows: dict[int, list[tuple[int, str]]] = {}
    for period, n, sha256 in ReportRevision.objects.order_by("period", "n").values_list(
        "period", "n", "input_sha256"
    ):
        rows.setdefault(period, []).append((n, sha256))
    done, begun = of(acts, "fix")
    most = Counter(act.about["period"] for act in begun)
    for period in {act.about["period"] for act in done} - set(rows):
        yield f"period {period}: the fixed report is lost"
    for period, kept in rows.items():
        if [n for n, _ in kept] != list(range(1, len(kept) + 1)) or len(kept) > most[period]:
            yield f"period {period}: fixed reports {[n for n, _ in kept]} of {most[period]} asked"
        if any(a[1] == b[1] for a, b in pairwise(kept)):
            yield f"period {period}: the same report fixed twice"


def _totals() -> Iterator[str]:
    """The summary rows against the plain sum: each unit's latest report, once it is accepted."""
    from minhbach_web.reporting.amounts import MAX_SCALE, unscaled
    from minhbach_web.reporting.models import (
        Decision,
        SubmissionRevision,
        Total,
        Value,
    )

    latest: dict[int, int] = {}
    for obligation, pk in SubmissionRevision.objects.order_by("n").values_list(
        "submission__obligation", "pk"
    ):
        latest[obligation] = pk
    accepted = set(Decision.objects.filter(kind="accept").values_list("revision", flat=True))
    sums: defaultdict[tuple[int, int], Decimal] = defaultdict(Decimal)
    values = Value.objects.filter(revision__in=accepted & set(latest.values()))
    for period, element, number, scale in values.values_list(
        "revision__submission__obligation__period", "element", "number", "scale"
    ):
        sums[period, element] += unscaled(number, scale) or 0
    for total in Total.objects.all():
        plain = sums[total.period_id, total.element_id]
        if unscaled(total.number, MAX_SCALE) != plain:
            yield f"total {total.pk}: {total.number}, the values say {plain}"


COUNTED = {
    "reporting.submit": "reporting.SubmissionRevision",
    "activity.log": "activities.Activity",
    "reporting.fix_report": "reporting.ReportRevision",
    "document.store": "programme.SourceDocument",
    "operations.backup": "operations.Backup",
    "operations.verify": "operations.IntegrityCheck",
}


def _chain() -> Iterator[str]:
    """The log holds, and has one entry for each act that is stored."""
    from django.apps import apps

    from minhbach_web.core.models import AuditEvent
    from minhbach_web.core.services.audit import verify_chain

    check = verify_chain()
    if not check.holds:
        yield f"the log is broken at {check.broken_at}"
    entries = Counter(AuditEvent.objects.values_list("action", flat=True))
    for action, name in COUNTED.items():
        model: Any = apps.get_model(name)
        if entries[action] != model._default_manager.count():
            yield f"{action}: {entries[action]} in the log, {model._default_manager.count()} stored"
    decided = apps.get_model("reporting.Decision")._default_manager
    for kind in ("accept", "return"):
        if entries[f"reporting.{kind}"] != decided.filter(kind=kind).count():
            yield f"{kind}: {entries[f'reporting.{kind}']} in the log"


def _jobs(acts: list[Act]) -> Iterator[str]:
    from minhbach_web.core.jobs.models import Job

    there = set(Job.objects.values_list("pk", flat=True))
    done, _begun = of(acts, "job")
    yield from (f"job {a.about['pk']} is lost" for a in done if a.about["pk"] not in there)


def _files() -> Iterator[str]:
    """Every stored file is whole and every document has its own, and what was read of it."""
    from minhbach_web.core.services import files
    from minhbach_web.programme.models import SourceDocument
    from minhbach_web.programme.services import readings

    whole = dict(files.proved())
    yield from (f"file {sha256[:12]}… is not whole" for sha256, right in whole.items() if not right)
    for sha256 in SourceDocument.objects.values_list("sha256", flat=True):
        if sha256 not in whole:
            yield f"file {sha256[:12]}… is lost"
            continue
        try:
            readings.load(sha256)
        except (OSError, ValueError) as error:
            yield f"the reading of {sha256[:12]}… is not whole: {type(error).__name__}"
