"""The cut-off rule (ngày chốt số liệu): which days belong to a month of reporting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from minhbach.errors import UsageError


@dataclass(frozen=True, slots=True)
class CutOff:
    """Which days belong to a month: from ``first_day`` of the month before (``months_back`` 1) or
    of the month itself (``months_back`` 0). ``first_day`` is 1–28."""

    first_day: int = 1
    months_back: Literal[0, 1] = 0

    def __post_init__(self) -> None:
        if not 1 <= self.first_day <= 28:
            raise UsageError("period-cut-off", day=self.first_day)


CALENDAR = CutOff()
DECREE_09 = CutOff(first_day=15, months_back=1)
