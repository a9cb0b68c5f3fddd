"""The figures that a table may be about, looked up at once instead of line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from minhbach_web.briefing.models import Figure, FigureVersion
from minhbach_web.core.search import search_key

if TYPE_CHECKING:
    from minhbach_web.briefing.services.figures import Identity

T = TypeVar("T")
MANY = 500  # names in one question to the database
Key = tuple[str, int, str, str]


def key_of(thing: Identity) -> Key:
    """What two figures can't share: concept, territory, period, unit of measure."""
    measure = search_key(thing.measure) or thing.measure
    return search_key(thing.concept), thing.territory.pk, str(thing.period), measure


class Known:
    """The register as far as the lines of a table speak of it."""

    def __init__(self, things: Iterable[Identity]) -> None:
        listed = list(things)
        self._by_code: dict[str, Figure] = {}
        self._by_key: dict[Key, Figure] = {}
        self._take("code__in", {thing.code for thing in listed if thing.code})
        self._take("concept_key__in", {search_key(thing.concept) for thing in listed})
        self._last: dict[int, FigureVersion] = {}
        found = {figure.pk: figure for figure in self._by_key.values()}
        for part in _parts(found):
            for version in FigureVersion.objects.filter(figure__in=part).order_by("n"):
                version.figure = found[version.figure_id]
                self._last[version.figure_id] = version

    def _take(self, field: str, names: set[str]) -> None:
        for part in _parts(names):
            rows = Figure.objects.filter(**{field: part}).select_related("territory", "keeper")
            for row in rows:
                self._by_code[row.code] = row
                key = (row.concept_key, row.territory_id, row.period, row.measure_key)
                self._by_key[key] = row

    def figure(self, thing: Identity) -> Figure | None:
        """The figure of this code, or about the same thing, place, time and measure."""
        coded = self._by_code.get(thing.code) if thing.code else None
        return coded or self._by_key.get(key_of(thing))

    def last(self, figure: Figure) -> FigureVersion:
        """Its current version."""
        return self._last[figure.pk]


def _parts(names: Iterable[T]) -> list[list[T]]:
    listed = sorted(names, key=str)
    return [listed[at : at + MANY] for at in range(0, len(listed), MANY)]
