"""An office with something of everything in many small trees of units, and people in each.

One tree for each declared address (``tests/web/*/access.py``), so that the makers of objects, which
expect a unit of their own, can be used as they are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.factories import LONG_AGO, Tree, make_user
from tests.web.access import PLACES, ROLES, Access
from tests.web.test_access import declared

from minhbach_web.core import clock
from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User

NUMBER = 900_000_000  # no row has such a number


@dataclass(frozen=True)
class Thing:
    """Something of one unit: its address, and the same address with a number that no row has."""

    access: Access
    tree: int
    place: str
    kwargs: Mapping[str, Any]
    data: Mapping[str, Any]

    @property
    def absent(self) -> dict[str, Any] | None:
        """The same address about nothing; None where no number stands in it."""
        numbers = [name for name, value in self.kwargs.items() if isinstance(value, int)]
        first = "pk" if "pk" in numbers else next(iter(numbers), None)
        if first is None:
            return None
        return {**self.kwargs, first: NUMBER + int(self.kwargs[first]) % 97}


@dataclass(frozen=True)
class Office:
    """``people`` by tree and role, each in the unit ``own`` of the tree."""

    people: Mapping[tuple[int, str], User]
    things: Sequence[Thing]

    def hidden(self, chance: random.Random) -> Iterator[tuple[User, Thing]]:
        """(person, thing out of reach), for ever, each drawn anew."""
        persons = list(self.people.items())
        while True:
            (tree, role), user = chance.choice(persons)
            thing = chance.choice(self.things)
            # A unit of another tree is farther away than a sibling of the same one.
            place = thing.place if thing.tree == tree else "sibling"
            if not thing.access.expects(role, place):
                yield user, thing


def make(
    accesses: Sequence[Access] | None = None,
    *,
    places: Sequence[str] = PLACES,
    peopled: int | None = None,
) -> Office:
    """The office, in the database that is set up; people in ``peopled`` of its trees (in all)."""
    chosen = list(accesses if accesses is not None else declared())
    trees = _trees(len(chosen))
    people = {
        (n, role): make_user(f"nguoi-{n}-{role}", role, unit=tree.own)
        for n, tree in enumerate(trees[:peopled])
        for role in ROLES
    }
    things = []
    for n, (access, tree) in enumerate(zip(chosen, trees, strict=True)):
        for place in places if access.at else ("own",):
            things.append(_thing(access, n, place, tree.at(place)))
    return Office(people, things)


def _thing(access: Access, tree: int, place: str, unit: OrganisationUnit) -> Thing:
    kwargs = access.at(unit) if access.at else {}
    data = access.data(unit) if callable(access.data) else access.data
    return Thing(access, tree, place, kwargs, data)


def _trees(many: int) -> list[Tree]:
    """Trees as the access tests know them, side by side under one root."""
    root = OrganisationUnit.objects.create(code="GOC", name="Đảng bộ Thử nghiệm")
    trees = []
    for n in range(many):
        parent = _unit(f"T{n}", f"Đảng bộ Khối thứ {n}", "đảng bộ khối", root)
        own = _unit(f"A{n}", f"Đảng bộ Sở thứ {n}", "đảng bộ cơ sở", parent)
        child = _unit(f"C{n}", f"Chi bộ thứ {n}", "chi bộ", own)
        sibling = _unit(f"B{n}", f"Đảng bộ Ban thứ {n}", "đảng bộ cơ sở", parent)
        trees.append(Tree(parent=parent, own=own, child=child, sibling=sibling))
    services.rebuild_ancestors(today=clock.today())
    return trees


def _unit(code: str, name: str, kind: str, parent: OrganisationUnit) -> OrganisationUnit:
    unit: OrganisationUnit = OrganisationUnit.objects.create(code=code, name=name, type=kind)
    OrgEdge.objects.create(unit=unit, parent=parent, valid_from=LONG_AGO)
    return unit
