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


def bounds(code: str, cut_off: engine.CutOff = engine.CALENDAR) -> tuple[date, date]:
    """First day, and the day after the last."""
    period = parse(code)
    return period.start(cut_off), period.end(cut_off)


def fits(code: str, *kinds: str) -> bool:
    """Whether the code is of one of those kinds (month, quarter, half-year, year)."""
    return parse(code).kind in kinds


def containing(day: date, kind: engine.PeriodKind, cut_off: engine.CutOff = engine.CALENDAR) -> str:
    """The code of the period of that kind that holds ``day``."""
    return str(engine.period_of(day, kind, cut_off))


def ends_within(code: str, longer: str) -> bool:
    """Whether the shorter period ``code`` closes on the day on which ``longer`` closes: March and
    quarter I, month 12 and the year."""
    short, long = parse(code), parse(longer)
    lengths = (len(short.months()), len(long.months()))
    return lengths[0] < lengths[1] and (short.year, short.last_month) == (
        long.year,
        long.last_month,
    )


def longer_ending_with(code: str) -> list[str]:
    """Codes of the longer periods that close on the same day."""
    period = parse(code)
    kinds: tuple[engine.PeriodKind, ...] = ("quarter", "half-year", "year")
    day = date(period.year, period.last_month, 1)
    found = [str(engine.period_of(day, kind)) for kind in kinds]
    return [other for other in found if ends_within(code, other)]


def previous(code: str) -> str:
    """The code of the period of the same kind before this one."""
    return str(parse(code).previous())


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


def a_year_ago(code: str) -> str:
    """The code of the same period one year before."""
    period = parse(code)
    return str(engine.Period(period.year - 1, period.kind, period.number))


def days(code: str, cut_off: engine.CutOff = engine.CALENDAR) -> tuple[date, date]:
    """The first and the last day of the period, as papers print them."""
    period = parse(code)
    return period.start(cut_off), period.last_day(cut_off)
