"""Finding the territory that a table names, at the time that it speaks of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from minhbach_web.briefing.models import Territory
from minhbach_web.briefing.problems import CantRead
from minhbach_web.core.search import search_key

if TYPE_CHECKING:
    from minhbach_web.briefing.periods import Span

_OFFICES = ("tinh ", "thanh pho ", "tp ")
# Names as tables also write them.
_OTHERWISE = {
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "dac lac": "dak lak",
    "dac nong": "dak nong",
    "brvt": "ba ria vung tau",
}
_COUNTRY = {"ca nuoc", "toan quoc", "viet nam", "ca nuoc viet nam"}


class Places:
    """All territories by code and by name; "Lâm Đồng" is the one of the period's time."""

    def __init__(self) -> None:
        self._by_code: dict[str, Territory] = {}
        self._by_name: dict[str, list[Territory]] = {}
        for row in Territory.objects.select_related("becomes"):
            self._by_code[row.code.casefold()] = row
            self._by_name.setdefault(bare_name(row.name_key), []).append(row)

    def find(self, text: str, period: Span) -> Territory:
        """The territory named by code or name. Raises CantRead with what to do."""
        if found := self._by_code.get(text.strip().casefold()):
            return found
        named = self._by_name.get(bare_name(search_key(text)), [])
        there = [row for row in named if _lives(row, period.start(), period.end())]
        if len(there) == 1 or (not there and len(named) == 1):
            return (there or named)[0]
        if there:
            codes = ", ".join(row.code for row in there)
            raise CantRead(
                _("“%(text)s” was two territories in this period. Write a code: %(codes)s.")
                % {"text": text[:60], "codes": codes}
            )
        if named:
            return named[0]
        raise CantRead(
            _("There is no territory “%(text)s”. Add it to the territories, or mend the name.")
            % {"text": text[:60]}
        )


def bare_name(key: str) -> str:
    """ "tinh lam dong" → "lam dong"; some have many names."""
    if key in _COUNTRY:
        return "ca nuoc"
    for office in _OFFICES:
        key = key.removeprefix(office)
    return _OTHERWISE.get(key, key)


def _lives(row: Territory, first: date, after: date) -> bool:
    return (row.valid_to is None or first < row.valid_to) and (
        row.valid_from is None or after > row.valid_from
    )
