"""A due date on a day off moves to the next working day and says why."""

from __future__ import annotations

from datetime import date

import pytest

from minhbach.model.workdays import Calendar, Moved, working_day

TET = {date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)}
# Saturday 22 August worked in exchange for Monday 31 August.
CALENDAR = Calendar(
    {**TET, date(2026, 8, 31): "nghỉ hoán đổi", date(2026, 9, 1): "Quốc khánh"},
    {date(2026, 8, 22): "làm bù"},
)


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 11, 24), Moved(date(2026, 11, 24))),
        (
            date(2026, 11, 28),
            Moved(
                date(2026, 11, 30),
                ((date(2026, 11, 28), "saturday"), (date(2026, 11, 29), "sunday")),
            ),
        ),
        (
            date(2026, 2, 20),
            Moved(
                date(2026, 2, 23),
                (
                    (date(2026, 2, 20), "Tết Nguyên đán"),
                    (date(2026, 2, 21), "saturday"),
                    (date(2026, 2, 22), "sunday"),
                ),
            ),
        ),
        (date(2026, 8, 22), Moved(date(2026, 8, 22))),
        (
            date(2026, 8, 31),
            Moved(
                date(2026, 9, 2),
                ((date(2026, 8, 31), "nghỉ hoán đổi"), (date(2026, 9, 1), "Quốc khánh")),
            ),
        ),
    ],
)
def test_due_date_keeps_to_working_days(day: date, moved: Moved) -> None:
    assert working_day(day, CALENDAR) == moved


def test_calendar_without_a_working_day_moves_nothing() -> None:
    days = {date.fromordinal(n): "nghỉ" for n in range(739000, 739100)}
    assert working_day(date.fromordinal(739000), Calendar(days, {})) == Moved(
        date.fromordinal(739000)
    )
