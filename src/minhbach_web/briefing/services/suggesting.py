"""Numbers without a source that the register knows: proposed, never put in unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from minhbach_web.briefing.amounts import MAX_SCALE, parse_amount, scaled
from minhbach_web.briefing.models import FigureVersion
from minhbach_web.briefing.problems import CantRead

if TYPE_CHECKING:
    from minhbach_web.briefing.services.rendering import Trouble

MOST_ASKED, MOST_PROPOSED = 40, 3
# "5,05%", "683 tỷ", "khoảng 1.250": the digits of a claim
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


def known_figures(troubles: Iterable[Trouble]) -> dict[tuple[str, str], list[FigureVersion]]:
    """(quote, sentence) → current versions of exactly this number whose unit of measure the
    sentence names."""
    asked = {
        (one.quote, one.text): value for one in troubles if (value := _value(one.quote)) is not None
    }
    wanted = Q()
    for value in sorted(set(asked.values()))[:MOST_ASKED]:
        for scale in range(scaled(value)[1], MAX_SCALE + 1):
            wanted |= Q(number=int(value.scaleb(scale)), scale=scale)
    if not wanted:
        return {}
    later = FigureVersion.objects.filter(figure=OuterRef("figure"), n__gt=OuterRef("n"))
    rows = FigureVersion.objects.filter(wanted, ~Exists(later)).select_related("figure__territory")
    listed = list(rows.order_by("-figure__starts", "pk")[:200])
    found = {
        key: [row for row in listed if row.value == value and _speaks_of(row, *key)]
        for key, value in asked.items()
    }
    return {key: rows[:MOST_PROPOSED] for key, rows in found.items() if rows}


def _value(quote: str) -> Decimal | None:
    digits = _DIGITS.search(quote)
    if digits is None:
        return None
    try:
        return parse_amount(digits[0]).normalize() + 0
    except CantRead:
        return None


def _speaks_of(version: FigureVersion, quote: str, sentence: str) -> bool:
    measure = version.figure.measure.casefold()
    if measure == "%":
        return quote.endswith("%")
    return measure in sentence.casefold()
