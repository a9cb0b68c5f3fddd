"""What some units logged in the first quarter, invented: how a programme's page fills."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING

from minhbach_web.activities.services.logging import Done, log_activity
from minhbach_web.programme.queries_tasks import assignments_of_units, themes_of_units

if TYPE_CHECKING:
    from minhbach_web.demo.people import People

NAMES = uuid.UUID("6a7d1c52-0000-4000-8000-000000000000")  # the same keys in every demonstration
SESSION = {"hoi_nghi": 1, "luot_nguoi": 62}
TALK = {"noi_chuyen": 1, "luot_nguoi": 48}
# (kind, what, where, day of 2024, counts, the task is done with it)
LOGGED = (
    ("hoi-nghi", "Hội nghị quán triệt", "Hội trường", (1, 25), SESSION, 1),
    ("chuyen-de", "Sinh hoạt chuyên đề", "Phòng họp", (2, 6), {"sinh_hoat_chuyen_de": 1}, 0),
    ("tin-bai", "Đăng tin trên trang của đơn vị", "", (2, 20), {"tin_bai": 3}, 0),
    ("noi-chuyen", "Nói chuyện thời sự", "Hội trường", (3, 8), TALK, 0),
)
UNITS = 8


def work(*, people: People) -> int:
    """Entries of the first units, one after the other through the plan's themes; how many."""
    made = 0
    for at, (code, unit) in enumerate(list(people.units.items())[:UNITS]):
        task = assignments_of_units([unit.pk]).order_by("task__order").first()
        themes = list(themes_of_units([unit.pk]))
        if task is None or not themes:
            continue
        for n, (kind, what, place, day, amounts, ends) in enumerate(LOGGED[: 1 + at % 4]):
            done = Done(
                day=datetime.date(2024, *day),
                kind=kind,
                what=what,
                place=place,
                amounts=amounts,
                assignment=task,
                theme=themes[(at + n) % len(themes)],
                completes=bool(ends) and at % 2 == 0,
            )
            key = uuid.uuid5(NAMES, f"{code}-{n}")
            log_activity(key=key, unit=unit, done=done, by=people.reporters[code])
            made += 1
    return made
