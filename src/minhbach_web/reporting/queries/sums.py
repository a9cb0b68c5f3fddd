"""The sums of a period straight from the values, by the database: whole, by tree, by type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField as Big
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When

from minhbach_web.reporting.amounts import MAX_SCALE
from minhbach_web.reporting.models import Period, Place, State
from minhbach_web.reporting.models import Value as Answer
from minhbach_web.reporting.queries.counting import Counting, counting_in
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, share_of

# (axis, key, element id); axis and key are "" for the whole period.
Key = tuple[str, str, int]
Sums = dict[Key, dict[str, int]]
Groups = tuple[tuple[str, str], ...]

WHOLE = ("", "")
FEW = 20  # fewer revisions in the same groups are not worth a query of their own

CHUNK = 2000
OBLIGATION = "revision__submission__obligation"
PLACE = (f"{OBLIGATION}__places__axis", f"{OBLIGATION}__places__key")
FACTOR = Case(
    *(When(scale=n, then=Value(10 ** (MAX_SCALE - n))) for n in range(MAX_SCALE + 1)),
    default=Value(0),
    output_field=Big(),
)
OUTSIDE = Q(state__in=(State.NOT_ASKED, State.NOT_APPLICABLE))
OPEN = Q(state=State.UNCONFIRMED)
EMPTY = Q(state=State.BLANK) | Q(number=None)
PLAIN = Q(candidates=[])


def sums_of(period: Period) -> Sums:
    """Every summary row of the period, as it has to be."""
    counts = counting_in(period)
    elements = list(period.data_set.elements.values_list("pk", flat=True))
    places = _places(period)
    sums = _empty(places, counts, elements)
    for (accepted, inside), revisions in _alike(places, counts).items():
        for at in range(0, len(revisions), CHUNK):
            for key, moved in _moved(revisions[at : at + CHUNK], inside, accepted=accepted):
                if key not in sums:
                    continue
                for name, by in moved.items():
                    sums[key][name] += by
                # Rows were counted as unanswered before; these are answered.
                sums[key]["unconfirmed"] -= moved["rows"]
    for row in sums.values():
        row.pop("rows")
    return sums


def _places(period: Period) -> dict[int, Groups]:
    """Obligation id → the groups that it counts in, the whole period first."""
    found: dict[int, list[tuple[str, str]]] = {
        pk: [WHOLE] for pk in period.obligations.values_list("pk", flat=True)
    }
    rows = Place.objects.filter(obligation__period=period).order_by("axis", "key")
    for pk, axis, key in rows.values_list("obligation_id", "axis", "key").iterator(CHUNK):
        if pk in found:
            found[pk].append((axis, key))
    return {pk: tuple(groups) for pk, groups in found.items()}


def _alike(
    places: dict[int, Groups], counts: dict[int, Counting]
) -> dict[tuple[bool, Groups | None], list[int]]:
    """The revisions that count, by what becomes of them: those in the same groups are summed
    once, without looking at their places; where few are alike (None) the database does it."""
    sets: dict[tuple[bool, Groups | None], list[int]] = defaultdict(list)
    size = Counter((c.accepted, places[pk]) for pk, c in counts.items())
    for pk, count in counts.items():
        alike = size[count.accepted, places[pk]] >= FEW
        sets[count.accepted, places[pk] if alike else None].append(count.revision)
    return sets


def _empty(places: dict[int, Groups], counts: dict[int, Counting], elements: list[int]) -> Sums:
    """What is expected, what is missing; what came counts as unconfirmed until it is looked at."""
    expected: Counter[tuple[str, str]] = Counter()
    came: Counter[tuple[str, str]] = Counter()
    for pk, groups in places.items():
        expected.update(groups)
        if pk in counts:
            came.update(groups)
    return {
        (axis, key, element): {
            **dict.fromkeys((*SHARE_FIELDS, "rows"), 0),
            "n_expected": n,
            "missing": n - came[axis, key],
            "unconfirmed": came[axis, key],
        }
        for (axis, key), n in (expected or Counter({WHOLE: 0})).items()
        for element in elements
    }


def _moved(
    revisions: list[int], inside: Groups | None, *, accepted: bool
) -> Iterator[tuple[Key, dict[str, int]]]:
    """What these revisions add, per element: whole and per place."""
    values = Answer.objects.filter(revision__in=revisions).order_by()
    odd = 0
    whole: Any = values.values("element").annotate(
        odd=Count("pk", filter=~PLAIN), **counts_of(accepted)
    )
    for row in whole:
        odd += row["odd"]
        for axis, key in inside or (WHOLE,):
            yield (axis, key, row["element"]), _ints(row)
    if inside is None:
        placed: Any = values.exclude(**{PLACE[0]: None}).values("element", *PLACE)
        for row in placed.annotate(**counts_of(accepted)):
            yield (row[PLACE[0]], row[PLACE[1]], row["element"]), _ints(row)
    if odd:
        yield from _with_candidates(values.exclude(PLAIN), accepted=accepted)


def counts_of(accepted: bool) -> dict[str, Any]:
    """The counts of ``share_of``, in the database's words, for values without candidates."""
    counts: dict[str, Any] = {
        "rows": Count("pk", filter=PLAIN),
        "outside": Count("pk", filter=PLAIN & OUTSIDE),
    }
    if not accepted:
        return {**counts, "unconfirmed": Count("pk", filter=PLAIN & ~OUTSIDE)}
    given = PLAIN & ~OUTSIDE & ~OPEN & ~EMPTY
    return {
        **counts,
        "unconfirmed": Count("pk", filter=PLAIN & OPEN),
        "not_given": Count("pk", filter=PLAIN & EMPTY & ~OUTSIDE & ~OPEN),
        "n_reported": Count("pk", filter=given),
        "estimates": Count("pk", filter=given & ~Q(qualifier="")),
        "number": Sum(F("number") * FACTOR, filter=given, default=0, output_field=Big()),
    }


def _ints(row: dict[str, Any]) -> dict[str, int]:
    return {name: int(row[name]) for name in (*SHARE_FIELDS, "rows") if name in row}


def _with_candidates(
    values: QuerySet[Answer], *, accepted: bool
) -> Iterator[tuple[Key, dict[str, int]]]:
    """Values whose report said several things: few, and looked at one by one."""
    found = list(values.select_related("revision__submission"))
    owed = {v.revision.submission.obligation_id for v in found}
    places: dict[int, list[tuple[str, str]]] = {pk: [("", "")] for pk in owed}
    rows = Place.objects.filter(obligation__in=owed)
    for pk, axis, key in rows.values_list("obligation_id", "axis", "key"):
        places[pk].append((axis, key))
    for value in found:
        share = share_of(value, accepted=accepted)
        moved = {name: getattr(share, name) for name in SHARE_FIELDS} | {"rows": 1}
        for axis, key in places[value.revision.submission.obligation_id]:
            yield (axis, key, value.element_id), moved
