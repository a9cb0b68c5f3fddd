"""Decisions for tests: drafted, looked at and signed in one call; random ones."""

from __future__ import annotations

import datetime
import random

from minhbach_web.units import services
from minhbach_web.units.changes import Line
from minhbach_web.units.models import Reorganisation, User

JULY = datetime.date(2025, 7, 1)
TODAY = datetime.date(2025, 8, 1)


def head(day: datetime.date = JULY, **fields: object) -> services.Head:
    known = {"number": "01-QĐ/TU", "issued": day, "issuer": "Tỉnh ủy", "subject": "sắp xếp"}
    return services.Head(**{**known, "effective": day, **fields})  # type: ignore[arg-type]


def decide(
    by: User, *lines: Line, day: datetime.date = JULY, today: datetime.date = TODAY
) -> Reorganisation:
    """Drafted, looked at, signed."""
    row = services.draft(head=head(day), by=by)
    services.set_lines(reorganisation=row, lines=lines, by=by)
    shown = services.preview(row)
    assert shown.changes.problems == []
    services.sign(reorganisation=row, seal=shown.seal, by=by, today=today)
    return row


def random_lines(seed: int, open_codes: list[str], fresh: str) -> list[Line]:
    """Any lines at all; most of them make sense."""
    rng = random.Random(seed)  # noqa: S311 -- test data
    lines = []
    for n in range(1, rng.randint(2, 7)):
        kind = rng.choice(["establish", "merge", "split", "transfer", "rename", "dissolve"])
        code, one, two = (rng.choice(open_codes) for _ in range(3))
        if kind == "establish":
            lines.append(Line(n, kind, f"{fresh}{n}", one, f"Đơn vị {fresh}{n}"))
        elif kind == "split":
            lines += [Line(n, kind, code, one), Line(n, kind, code, two)]
        elif kind == "rename":
            lines.append(Line(n, kind, code, "", f"Tên {fresh}{n}"))
        else:
            target = one if kind != "dissolve" or rng.random() < 0.5 else ""
            lines.append(Line(n, kind, code, target))
    return lines
