"""From an empty database to a consolidated report; the same steps as people take on the site."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.demo.briefing import brief
from minhbach_web.demo.people import People, make_people
from minhbach_web.demo.plan import adopt
from minhbach_web.demo.remark import record_joint_event
from minhbach_web.demo.reports import Count, Report, send
from minhbach_web.demo.work import work
from minhbach_web.reporting.queries import obligation_of, units_without_report
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, Paper, open_period
from minhbach_web.reporting.services.reports import compose, file_of, fix_report, review_file

if TYPE_CHECKING:
    from minhbach_web.programme.models import Programme
    from minhbach_web.reporting.models import Period

PLAN = "ke-hoach-2024.txt"
FORM = "forms/tuyen-truyen.toml"
FOLDER = "quy-1-2024"


@dataclass(frozen=True)
class Built:
    """What was made, to be told at the end."""

    people: People
    programme: Programme
    period: Period
    reports: int
    count: Count
    missing: tuple[str, ...]
    files: tuple[Path, ...]


@transaction.atomic
def build(*, examples: Path, out: Path) -> Built:
    """Fill the empty database, wholly or not at all, and write the four files into ``out``."""
    folder = examples / FOLDER
    rows = _rows(folder / "don-vi.csv")
    expected = json.loads((folder / "tong-hop.expected.json").read_text(encoding="utf-8"))
    people = make_people(
        table=(folder / "don-vi.csv").read_bytes(),
        codes=[row["code"] for row in rows if row["parent_code"]],
        parent_code=expected["parent"],
    )
    programme = adopt(data=(examples / PLAN).read_bytes(), name=PLAN, people=people)
    brief(programme=programme, people=people)
    work(people=people)
    period = _open(examples, expected, people, programme)
    sent = [row for row in rows if row["report_file"]]
    count = sum((_send(row, folder, period, people) for row in sent), Count())
    record_joint_event(event=expected["joint_event"], period=period, people=people)
    files = _write(period, people, out)
    missing = units_without_report(period)
    return Built(people, programme, period, len(sent), count, missing, files)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def _open(examples: Path, expected: dict[str, str], people: People, programme: Programme) -> Period:
    data_set = store_form(data=(examples / FORM).read_bytes(), by=people.administrator)
    paper = Paper(issuer=programme.issuer, parent_issuer=people.parent.name)
    opening = Opening(
        data_set=data_set,
        parent=people.parent,
        code=expected["period"],
        due=date.fromisoformat(expected["due"]),
        units=list(people.units.values()),
        plan_id=programme.plan_id,
        paper=paper,
    )
    return open_period(opening=opening, by=people.coordinator)


def _send(row: dict[str, str], folder: Path, period: Period, people: People) -> Count:
    name = row["report_file"]
    report = Report(
        name=name,
        data=(folder / name).read_bytes(),
        confirmation=(folder / "xac-nhan" / f"{name}.json").read_bytes(),
        reported_on=date.fromisoformat(row["reported_on"]),
    )
    return send(
        report=report,
        obligation=obligation_of(period, row["code"]),
        by=people.reporters[row["code"]],
        coordinator=people.coordinator,
    )


def _write(period: Period, people: People, out: Path) -> tuple[Path, ...]:
    period.refresh_from_db()
    fix_report(period=period, by=people.coordinator)
    now = compose(period)
    contents = {
        "bao-cao-tong-hop.docx": file_of(now, "docx"),
        "bao-cao-tong-hop.pdf": file_of(now, "pdf"),
        "ra-soat.xlsx": review_file(period),
        "tong-hop.json": file_of(now, "json"),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (out / name).write_bytes(data)
    return tuple(out / name for name in contents)
