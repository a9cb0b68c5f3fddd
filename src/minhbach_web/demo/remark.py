"""The joint event that two units count: recorded by a person, changing no total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from minhbach_web.demo.people import People
from minhbach_web.reporting.amounts import format_amount
from minhbach_web.reporting.services.remarks import add_remark

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Period


def record_joint_event(*, event: dict[str, Any], period: Period, people: People) -> None:
    """The two statements, and what a reader of the totals should know."""
    codes = [event["host"], event["partner"]]
    obligations = period.obligations.filter(unit__code__in=codes).select_related("submission")
    elements = list(period.data_set.elements.filter(code__in=event["subtract"]))
    add_remark(
        submissions=[o.submission for o in obligations],
        elements=elements,
        text=_text(event, people, {e.code: e.name for e in elements}),
        by=people.coordinator,
    )


def _text(event: dict[str, Any], people: People, names: dict[str, str]) -> str:
    day = date.fromisoformat(event["date"])
    what = event["what"]
    statements = " ".join(
        f"{people.units[code].name}: “{words}”." for code, words in event["stated_in"].items()
    )
    after = event["sum_after_subtraction"]
    hints = "; ".join(
        f"{names[code]}: trừ {_number(by)}, còn {_number(after[code])}"
        for code, by in event["subtract"].items()
    )
    return (
        f"{what[:1].upper()}{what[1:]} ngày {day:%d/%m/%Y} được cả hai đơn vị tính vào số liệu. "
        f"{statements} Số tổng hợp giữ nguyên như các đơn vị báo cáo; khi cần số không trùng: "
        f"{hints}."
    )


def _number(value: int) -> str:
    return format_amount(Decimal(value))
