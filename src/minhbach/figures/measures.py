"""Which columns of a table hold the period's own figures, and in which unit of measure."""

from __future__ import annotations

from minhbach.figures.columns import Role
from minhbach.figures.grid import Grid
from minhbach.figures.lexicon import Terms
from minhbach.figures.lists import all_units
from minhbach.figures.phrases import prepare

_SKIPPED: tuple[Role, ...] = ("index", "unit", "note", "label", "ratio", "plan", "former", "parts")


def measure_of(head: str) -> str:
    """The unit of measure that a head names: "Số buổi" → buổi, "Số lượt người dự" → lượt người."""
    for prefix in ("số lượng ", "tổng số ", "số "):
        head = head.removeprefix(prefix)
    found = all_units().match(head)
    return found[0] if found and len(head) - found.end() <= 12 else ""


def same_unit(terms: Terms, measure: str) -> bool:
    return bool(terms.units.fullmatch(measure)) or measure in (
        "người",
        "lượt người",
        "lượt",
        "người dự",
    )


def value_columns(grid: Grid) -> list[int]:
    """The columns that may hold the period's own figures: a total before its parts."""
    roles = {c: r for c, r in grid.roles.items() if r not in _SKIPPED}
    current = [c for c, r in roles.items() if r != "cumulative"]
    for best in (("total",), ("own",), ("value",)):
        chosen = [c for c in current if roles[c] in best]
        if chosen:
            current = [*chosen, *_of_other_measure(grid, chosen, current)]
            break
    else:
        current = [c for c in current if roles[c] != "within"] or []
    return sorted([*current, *(c for c, r in roles.items() if r == "cumulative")])


def _of_other_measure(grid: Grid, chosen: list[int], others: list[int]) -> list[int]:
    """ "Số cuộc" beside "Tổng số lượt người": a total of people is none of meetings."""
    told = {c: measure_of(prepare(grid.head(c).split(" / ")[-1])) for c in {*chosen, *others}}
    if not all(told[c] for c in chosen):
        return []
    units = {told[c] for c in chosen}
    same = any(_same_people(told[c], unit) for c in others if c not in chosen for unit in units)
    return [
        c
        for c in others
        if c not in chosen
        and told[c]
        and told[c] not in units
        and grid.roles[c] in ("value", "")
        and not same
    ]


def _same_people(one: str, other: str) -> bool:
    people = ("người", "lượt", "lượt người", "người dự")
    return one in people and other in people
