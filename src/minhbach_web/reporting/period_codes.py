"""Periods as codes (2024-Q1), as days and as words on the page. The rules are the engine's."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.reporting.problems import CantRead

ROMAN = ("", "I", "II", "III", "IV")


def parse(code: str) -> engine.Period:
    """The period that a code names. Raises CantRead."""
    try:
        return engine.parse_period(code)
    except engine.UsageError as error:
        raise CantRead(
            _("“%(code)s” is not a period. Write 2024-M04, 2024-Q1, 2024-H1 or 2024.")
            % {"code": code[:20]}
        ) from error


def bounds(code: str) -> tuple[date, date]:
    """First day, and the day after the last."""
    period = parse(code)
    return period.start(), period.end()


def fits(code: str, kind: str) -> bool:
    """Whether the code is of that kind (month, quarter, half-year, year)."""
    return parse(code).kind == kind


def containing(day: date, kind: engine.PeriodKind) -> str:
    """The code of the period of that kind that holds ``day``."""
    return str(engine.period_of(day, kind))


def label(code: str) -> str:
    """The period in words, in the language of the page: "quý I năm 2024"."""
    period = parse(code)
    words = {"n": period.number, "year": period.year}
    if period.kind == "month":
        return _("month %(n)s of %(year)s") % words
    if period.kind == "quarter":
        return _("quarter %(n)s of %(year)s") % {**words, "n": ROMAN[period.number]}
    if period.kind == "half-year":
        half = _("first half of %(year)s") if period.number == 1 else _("second half of %(year)s")
        return half % words
    return _("year %(year)s") % words
