"""KH: quality of a plan: what a task must say so that somebody can do it and somebody can check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding
from minhbach.model.plan import Task
from minhbach.vi.text import fold_tone_placement

_REGULAR = re.compile(r"định kỳ|h[ằà]ng (?:tháng|quý|năm|tuần|ngày)|thường xuyên", re.IGNORECASE)
_KINDS = ("ke-hoach", "chuong-trinh", "chuong-trinh-hanh-dong")


def _tasks(context: Context) -> list[Task]:
    return [task for task in context.plan.tasks if task.in_scope]


def _timed(task: Task) -> bool:
    return task.recurrence is not None or bool(_REGULAR.search(task.text))


def _on_task(context: Context, code: str, task: Task, **params: str) -> Iterator[Finding]:
    paragraph = context.doc.at(task.anchor)
    start = getattr(paragraph, "start", None)
    if start is None:
        return
    at = context.text.find(task.text[:40], start)
    begin = at if 0 <= at <= start + 400 else start
    end = min(begin + len(task.text), begin + 160)
    yield replace(context.finding(code, begin, end), params=params)


def gaps(context: Context) -> Iterator[Finding]:
    """KH-01 no lead, KH-02 no deadline, KH-03 no product. Where most tasks lack it the plan as a
    whole is told once; where a few do, each is shown."""
    if context.doc.header.kind not in _KINDS:
        return
    tasks = _tasks(context)
    for code, name in (("KH-01", "lead"), ("KH-02", "deadline"), ("KH-03", "product")):
        lacking = [
            t for t in tasks if getattr(t, name) is None and not (name == "deadline" and _timed(t))
        ]
        if not lacking:
            continue
        if len(lacking) * 2 > len(tasks):
            yield from _on_task(
                context, code, lacking[0], count=f"{len(lacking)}", all=f"{len(tasks)}"
            )
        elif name != "product":
            for task in lacking:
                yield from _on_task(context, code, task, count="1", all=f"{len(tasks)}")


def duties(context: Context) -> Iterator[Finding]:
    """KH-04: a duty to report without period or deadline."""
    if context.doc.header.kind not in _KINDS:
        return
    for duty in context.plan.reporting:
        paragraph = context.doc.at(duty.anchor)
        told = getattr(paragraph, "text", "")
        if (
            not duty.recurrence
            and not duty.deadline
            and "định kỳ" not in told.lower()
            and "khi " not in told
        ):
            paragraph = context.doc.at(duty.anchor)
            start, text = getattr(paragraph, "start", None), getattr(paragraph, "text", "")
            if start is not None:
                yield context.finding("KH-04", start, start + min(len(text), 160))


def _folded(name: str) -> str:
    return " ".join(fold_tone_placement(name).lower().replace("ubnd", "ủy ban nhân dân").split())


def recipients(context: Context) -> Iterator[Finding]:
    """KH-05: a body that is given work and is not among the recipients. Only where the list of
    recipients names bodies one by one, not "các sở, ban, ngành"."""
    doc = context.doc
    if doc.header.kind not in _KINDS or len(doc.recipients) < 4:
        return
    named = " ; ".join(_folded(line) for line in doc.recipients)
    if any(
        word in named
        for word in (
            "các sở",
            "sở, ban",
            "sở, ngành",
            "ban, ngành",
            "các ban",
            "như trên",
            "các cơ quan",
            "như mục",
            "các đơn vị",
            "như phần",
            "các bộ",
        )
    ):
        return
    own = _folded(doc.header.issuer or "")
    seen: set[str] = set()
    for task in _tasks(context):
        lead = _folded(task.lead or "")
        if (
            not lead.startswith(("sở ", "công an ", "ban ", "văn phòng ", "hội ", "chi cục "))
            or lead in seen
        ):
            continue
        seen.add(lead)
        if lead not in named and lead not in own and own not in lead and "," not in lead:
            yield from _on_task(context, "KH-05", task, lead=task.lead or "")


def units(context: Context) -> Iterator[Finding]:
    """KH-06: a lead that is no unit of the office, where its units are known."""
    if not context.units:
        return
    known = {_folded(unit) for unit in context.units}
    for task in _tasks(context):
        if task.lead and _folded(task.lead) not in known:
            yield from _on_task(context, "KH-06", task, lead=task.lead)


def uncovered(context: Context) -> Iterator[Finding]:
    """KH-07: what the document above asks for and this plan does not take up; only where the
    document above was given."""
    if context.upper is None or context.doc.header.kind not in _KINDS:
        return
    from minhbach.plans import extract_plan  # noqa: PLC0415 - only where a rule asks
    from minhbach.plans.cover import cover  # noqa: PLC0415 - only where a rule asks

    coverage = cover(extract_plan(context.upper), context.upper, context.doc)
    for item in coverage.items:
        if item.state == "uncovered":
            yield context.whole("KH-07", said=" ".join(item.text.split())[:120])


CHECKS: Checks = (
    (("KH-07",), uncovered),
    (("KH-01", "KH-02", "KH-03"), gaps),
    (("KH-04",), duties),
    (("KH-05",), recipients),
    (("KH-06",), units),
)
