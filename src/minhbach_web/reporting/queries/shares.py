"""What one report adds to the totals: a share per element. A total is the sum of the shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from minhbach_web.reporting.amounts import MAX_SCALE
from minhbach_web.reporting.models import Obligation, State, Value
from minhbach_web.reporting.queries.counting import counting


@dataclass(frozen=True)
class Share:
    """What one obligation adds to the total of one element; ``number`` has MAX_SCALE decimals."""

    number: int = 0
    n_reported: int = 0
    unconfirmed: int = 0
    not_given: int = 0
    outside: int = 0
    missing: int = 0
    estimates: int = 0
    conflicts: int = 0

    def minus(self, other: Share) -> dict[str, int]:
        """What is different, by name."""
        moved = {n: getattr(self, n) - getattr(other, n) for n in SHARE_FIELDS}
        return {name: by for name, by in moved.items() if by}


MISSING = Share(missing=1)
CHUNK = 1000
COUNTED = ("revision", "element", "state", "number", "scale", "qualifier", "candidates")
SHARE_FIELDS = tuple(field.name for field in fields(Share))


def share_of(value: Value | None, *, accepted: bool) -> Share:
    """The share of one answer: only a confirmed number in an accepted revision is added up."""
    if value is None:
        return Share(unconfirmed=1)
    conflicts = int(len({c["value"] for c in value.candidates}) > 1)
    if value.state in (State.NOT_ASKED, State.NOT_APPLICABLE):
        return Share(outside=1)
    if value.state == State.UNCONFIRMED or not accepted:
        return Share(unconfirmed=1, conflicts=conflicts)
    if value.state == State.BLANK or value.number is None:
        return Share(not_given=1)
    return Share(
        number=int(value.number) * 10 ** (MAX_SCALE - value.scale),
        n_reported=1,
        estimates=int(bool(value.qualifier)),
        conflicts=conflicts,
    )


def shares_in(revision_id: int, elements: Iterable[int], *, accepted: bool) -> dict[int, Share]:
    """Element id → share of the answers in one revision."""
    values = {v.element_id: v for v in Value.objects.filter(revision=revision_id)}
    return {pk: share_of(values.get(pk), accepted=accepted) for pk in elements}


def elements_of(obligation: Obligation) -> list[int]:
    """The elements that the obligation's form asks."""
    return list(obligation.data_set.elements.values_list("pk", flat=True))


def shares_of(obligation: Obligation) -> dict[int, Share]:
    """Element id → share of this obligation, as the tables say now (the naive way)."""
    return shares_of_many([obligation])[obligation.pk]


def shares_of_many(
    obligations: Sequence[Obligation], elements: Sequence[int] | None = None
) -> dict[int, dict[int, Share]]:
    """Obligation id → its shares. All of one form, whose ``elements`` the caller may know."""
    if elements is None:
        elements = elements_of(obligations[0]) if obligations else []
    counts = counting([row.pk for row in obligations])
    values = _answers([c.revision for c in counts.values()])
    return {
        row.pk: {pk: share_of(values.get((c.revision, pk)), accepted=c.accepted) for pk in elements}
        if (c := counts.get(row.pk))
        else dict.fromkeys(elements, MISSING)
        for row in obligations
    }


def _answers(revisions: list[int]) -> dict[tuple[int, int], Value]:
    found: dict[tuple[int, int], Value] = {}
    for at in range(0, len(revisions), CHUNK):
        rows = Value.objects.filter(revision__in=revisions[at : at + CHUNK]).order_by()
        found.update({(v.revision_id, v.element_id): v for v in rows.only(*COUNTED)})
    return found
