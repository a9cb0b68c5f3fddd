"""Titles that state everything: body, number, date and subject under or beside the type name.

Collections of laws print papers so, without a header block:
"QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ 1141-TC/QĐ/CĐKT NGÀY 01 THÁNG 11 NĂM 1995 VỀ VIỆC …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from minhbach.model.notation import normalise_number
from minhbach.readers.words import opens

_NUMBERED = re.compile(
    r"CỦA\s+(?P<issuer>[^\d]{3,120}?)\s+SỐ\s*:?\s*(?P<number>\d[\w/.–-]{2,40})\s*,?\s+"
    r"NGÀY\s+(?P<day>\d{1,2})\s+THÁNG\s+(?P<month>\d{1,2})\s+NĂM\s+(?P<year>\d{4})\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"CỦA\s+(?P<issuer>[^\d]{3,120}?)\s+(?P<rest>(?:V/v|Về việc)\b.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class LongTitle:
    issuer: str
    subject: str
    number: str | None = None
    day: date | None = None


def long_title(subject: str) -> LongTitle | None:
    """What the lines under a type name state beside the subject; None for a plain subject.

    >>> long_title("CỦA BỘ TÀI CHÍNH SỐ 13/2001/TT-BTC NGÀY 8 THÁNG 3 NĂM 2001 HƯỚNG DẪN VỀ THUẾ")
    LongTitle(issuer='BỘ TÀI CHÍNH', subject='HƯỚNG DẪN VỀ THUẾ', number='13/2001/TT-BTC', \
day=datetime.date(2001, 3, 8))
    """
    text = " ".join(subject.split())
    found = _NUMBERED.match(text) or _ABOUT.match(text)
    if found is None or not _is_body(found["issuer"]):
        return None
    told = found.groupdict()
    issuer = found["issuer"]
    rest = found["rest"]
    if rest.endswith(f" {issuer}"):  # the body that decides, on the next line
        rest = rest[: -len(issuer)].rstrip()
    if "number" not in told:
        return LongTitle(issuer, rest)
    try:
        day = date(int(told["year"]), int(told["month"]), int(told["day"]))
    except ValueError:
        day = None
    return LongTitle(issuer, rest, normalise_number(told["number"]).strip(".-/") or None, day)


def _is_body(name: str) -> bool:
    return opens(name.upper(), "bodies") or opens(name.upper(), "titles")
