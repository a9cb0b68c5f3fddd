"""The date that stands beside a citation: "ngày 05 tháng 3 năm 2020", ", ngày 18/10/2023"."""

from __future__ import annotations

import re
from datetime import date

# Anchored with match(): "ngày 9/01/2023", "ngày 26-4-2016", "ký ngày 12 tháng 7 năm 2018"
_DATE = re.compile(
    r"""\s{0,3},?\s{0,3}(?:(?:đã\s|được\s)?(?:ký|ban\shành|ký\sban\shành)\s{1,4})?
    ngày(?:\s{1,2}ngày)?\s{0,3}(?P<day>\d{1,2})
    (?:\s?(?P<sep>[/.‐‑–-])\s?(?P<month>\d{1,2})\s?[/.‐‑–-]\s?(?P<year>(?:19|20)\d\d)(?!\d)
      |\s{1,4}tháng\s{1,4}(?P<month2>\d{1,2})\s{1,4}năm\s{1,4}(?P<year2>(?:19|20)\d\d)(?!\d))
    """,
    re.VERBOSE,
)


def read_date(folded: str, at: int) -> tuple[date | None, int] | None:
    """The date that stands at ``at`` of the folded text and its end; None where there is none.

    A date that no calendar has ("31/02") is None with its end: the words belong to the citation.
    """
    match = _DATE.match(folded, at)
    if not match:
        return None
    day = int(match["day"])
    month = int(match["month"] or match["month2"])
    year = int(match["year"] or match["year2"])
    try:
        return date(year, month, day), match.end()
    except ValueError:
        return None, match.end()
