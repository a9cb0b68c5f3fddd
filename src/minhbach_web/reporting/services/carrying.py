"""The same file once more, after a return: answers that still hold are taken over, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.core import clock
from minhbach_web.reporting.models import Draft, State, SubmissionRevision

if TYPE_CHECKING:
    from minhbach_web.units.models import User

ANSWER = ("state", "blank_kind", "number", "scale", "qualifier", "note")
PLACE = ("anchor", "quote", "where", "start", "end")


def carry_over(draft: Draft, by: User) -> int:
    """Take over what was answered in the last revision, where file and reading are the same.

    Gives how many. A figure that the reading now finds otherwise is asked again.
    """
    base = (
        SubmissionRevision.objects.filter(
            submission__obligation=draft.obligation_id, source=draft.source_id
        )
        .order_by("-n")
        .first()
    )
    if base is None or draft.source_id is None:
        return 0
    before, now = base.extraction.get("values") or {}, draft.extraction.get("values") or {}
    conflicts = _conflicts(base.extraction), _conflicts(draft.extraction)
    values = {v.element_id: v for v in base.values.exclude(state=State.UNCONFIRMED)}
    carried = []
    for entry in draft.entries.select_related("element"):
        code, value = entry.element.code, values.get(entry.element_id)
        same = before.get(code) == now.get(code)
        if value is None or not same or conflicts[0].get(code) != conflicts[1].get(code):
            continue
        for name in (*ANSWER, *PLACE):
            setattr(entry, name, getattr(value, name))
        entry.carried, entry.decided_by, entry.decided_at = base.n, by, clock.now()
        carried.append(entry)
    fields = [*ANSWER, *PLACE, "carried", "decided_by", "decided_at"]
    draft.entries.bulk_update(carried, fields)
    return len(carried)


def _conflicts(extraction: dict[str, object]) -> dict[str, object]:
    found = extraction.get("conflicts")
    return {c["element"]: c for c in found} if isinstance(found, list) else {}
