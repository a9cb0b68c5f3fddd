"""A period's sums by the tree of today: where the figures of closed and moved units stand now.

The stored totals keep the tree in which was reported ("as reported"). Here the same answers are
grouped by the units of today, so both views have the same sum for every element. What a unit
reported that was divided among several stands at the unit above them all: nothing says whose part
is which. A fixed number of questions, whatever the number of units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from minhbach_web.reporting.models import (
    Decision,
    Period,
    Restatement,
    SubmissionRevision,
)
from minhbach_web.reporting.models import Value as Answer
from minhbach_web.reporting.queries.counting import STANDING
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, share_of
from minhbach_web.reporting.queries.sums import PLAIN, counts_of
from minhbach_web.units.queries import children, stands_today, units_outside

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

UNIT = "revision__submission__obligation__unit"
NAMES = (*SHARE_FIELDS, "n_expected")


@dataclass
class Group:
    """What stands in one unit of today: ``code`` is "" for units that stand elsewhere.

    ``own``: at the unit itself, not in one below it. ``divided``: of ``n`` reports so many were
    those of units that were divided. ``cells``: element id → counts, as a stored total has them.
    """

    key: int
    code: str
    name: str
    own: bool = False
    n: int = 0
    divided: int = 0
    cells: dict[int, dict[str, int]] = field(default_factory=dict)


def totals_as_of_today(period: Period, top: OrganisationUnit) -> list[Group]:
    """The period's figures grouped by the units directly below ``top`` in today's tree, with what
    stands at ``top`` itself and what stands elsewhere; every report is in one group."""
    below = children(top).order_by("sort_key", "pk").values_list("pk", "code", "name")
    groups = {key: Group(key, code, name) for key, code, name in below}
    groups[top.pk] = Group(top.pk, top.code, top.name, own=True)
    groups[0] = Group(0, "", "")
    elements = list(period.data_set.elements.values_list("pk", flat=True))
    _expect(period, top, groups, elements)
    for accepted in (True, False):
        for key, element, moved in _answered(period, top, accepted=accepted):
            cell = groups[key].cells[element]
            for name in SHARE_FIELDS:
                cell[name] += int(moved.get(name, 0))
            # Rows were counted as unanswered before; these are answered.
            cell["unconfirmed"] -= moved["rows"]
    return [group for group in groups.values() if group.n]


def _counted(period: Period) -> QuerySet[Any]:
    """The period's obligations with the revision that counts (``counting`` in one question)."""
    revisions = SubmissionRevision.objects.filter(submission__obligation=OuterRef("pk"))
    taken = Decision.objects.filter(revision=OuterRef("pk"), kind=Decision.Kind.ACCEPT)
    best = revisions.filter(Exists(taken)).order_by("-n").values("pk")[:1]
    standing = Restatement.objects.filter(obligation=OuterRef("pk"), state__in=STANDING)
    accepted = Decision.objects.filter(revision=OuterRef("counted"), kind=Decision.Kind.ACCEPT)
    return period.obligations.annotate(
        latest=Subquery(revisions.order_by("-n").values("pk")[:1]),
        best=Subquery(best),
        counted=Case(
            When(Exists(standing) & Q(best__isnull=False), then=F("best")), default=F("latest")
        ),
        accepted=Exists(accepted),
    ).order_by()


def _expect(
    period: Period, top: OrganisationUnit, groups: dict[int, Group], elements: list[int]
) -> None:
    """Who reports in which group; what came counts as unconfirmed until it is looked at."""
    came: Counter[int] = Counter()
    rows = _counted(period)
    for where, key in _wheres("unit", period, top):
        placed = rows.filter(where).annotate(group=key)
        for group, divided, counted in placed.values_list(
            "group", "unit__today_rows__divided", "counted"
        ):
            groups[group].n += 1
            groups[group].divided += divided
            came[group] += counted is not None
    for key, group in groups.items():
        for element in elements:
            group.cells[element] = {
                **dict.fromkeys(NAMES, 0),
                "n_expected": group.n,
                "missing": group.n - came[key],
                "unconfirmed": came[key],
            }


def _wheres(unit: str, period: Period, top: OrganisationUnit) -> Iterator[tuple[Q, Any]]:
    """Which rows belong below ``top``, to it and elsewhere, and what names their group."""
    now = stands_today(unit, period.start)
    place = f"{unit}__today_rows__place"
    above = f"{place}__ancestor_rows__ancestor"
    yield now & Q(**{f"{above}__in": children(top).values("pk")}), F(above)
    yield now & Q(**{place: top.pk}), F(place)
    yield now & Q(**{f"{place}__in": units_outside(top).values("pk")}), Value(0)


def _answered(
    period: Period, top: OrganisationUnit, *, accepted: bool
) -> Iterator[tuple[int, int, dict[str, int]]]:
    """(group, element, counts) of the answers in the revisions that count."""
    counted = _counted(period).filter(accepted=accepted).values("counted")
    values = Answer.objects.filter(revision__in=counted).order_by()
    for where, key in _wheres(UNIT, period, top):
        placed: Any = values.filter(where).annotate(group=key)
        plain = placed.filter(PLAIN).values("group", "element").annotate(**counts_of(accepted))
        for row in plain:
            yield row["group"], row["element"], row
        for value in placed.exclude(PLAIN).select_related("revision__submission"):
            share = share_of(value, accepted=accepted)
            moved = {name: getattr(share, name) for name in SHARE_FIELDS} | {"rows": 1}
            yield value.group, value.element_id, moved
