# ruff: noqa: S608 - names of our own tables stand in the statements, nothing from outside
"""The office of B7: units, periods and accepted reports, written by the database from a formula."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import connection, transaction

from minhbach_web.core import clock
from minhbach_web.reporting.models import (
    DataSet,
    Decision,
    GroupTotal,
    Obligation,
    Period,
    Place,
    Submission,
    SubmissionRevision,
    Total,
    Value,
)
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.totals import moving_totals, rebuild_totals
from minhbach_web.units.models import OrganisationUnit, User

MILLIONTHS = 10**6
# The formula that DuckDB repeats: unit, period and element by their order.
NUMBER = "(u.at * 7919 + {period} * 104729 + e.at * 1299709) %% 500"


@dataclass
class Scene:
    """An office with everything accepted; ``values``: how many numbers were given."""

    data_set: DataSet
    periods: list[Period]
    values: int

    @property
    def engine(self) -> str:
        return "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"

    @property
    def durable(self) -> str:
        """What a commit waits for."""
        if connection.vendor != "postgresql":
            return "synchronous=FULL."
        with connection.cursor() as cursor:
            cursor.execute("SHOW fsync")
            return f"fsync={cursor.fetchone()[0]}."

    def rebuild(self) -> None:
        for period in self.periods:
            rebuild_totals(period=period)

    def sums(self) -> dict[tuple[int, int], int]:
        """(period, element), both by order → sum."""
        at = {period.pk: n for n, period in enumerate(self.periods, 1)}
        rows = Total.objects.values_list("period", "element__position", "number")
        first = min(position for _, position, _ in rows)
        return {(at[pk], position - first + 1): n // MILLIONTHS for pk, position, n in rows}

    def screen(self) -> None:
        """What a page of one period's totals reads."""
        period = self.periods[6]
        assert list(Total.objects.filter(period=period).values_list())
        assert list(GroupTotal.objects.filter(period=period, axis="tree").values_list())
        assert list(GroupTotal.objects.filter(period=period, axis="type").values_list())

    def acts(self, count: int) -> list[tuple[float, float]]:
        """(clock, processor) seconds of totals in an act: looking before, after, moving rows."""
        taken = []
        for obligation in Obligation.objects.filter(period=self.periods[0])[:count]:
            decision = Decision.objects.filter(revision__submission__obligation=obligation).latest(
                "pk"
            )
            start = _now()
            with transaction.atomic(), moving_totals(obligation):
                before = _now()
                _again(obligation, decision)
                after = _now()
            end = _now()
            taken.append(
                (
                    end[0] - start[0] - after[0] + before[0],
                    end[1] - start[1] - after[1] + before[1],
                )
            )
        return taken


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def make_scene(units: int, periods: int, elements: int, parents: int, types: int) -> Scene:
    """Everything a rebuild reads; totals themselves are not made yet."""
    call_command("migrate", verbosity=0, interactive=False)
    by = User.objects.create(username="do-toc-do")
    form = "".join(
        f'[[element]]\ncode = "e{n}"\nname = "Chỉ tiêu {n}"\nunit = "buổi"\n'
        for n in range(elements)
    )
    head = 'code = "b7"\nname = "Biểu đo"\nperiod = "month"\n'
    data_set = store_form(data=f"{head}{form}".encode(), by=by)
    office, rows = _units(units, parents, types)
    made = [_period(data_set, office, by, n) for n in range(1, periods + 1)]
    for period in made:
        _owe(period, rows, parents)
    _send(by)
    for n, period in enumerate(made, 1):
        _answer(period, n, rows[0].pk)
    return Scene(data_set, made, units * periods * elements)


def _units(count: int, parents: int, types: int) -> tuple[OrganisationUnit, list[OrganisationUnit]]:
    office = OrganisationUnit.objects.create(code="K", name="Khối")
    rows = [
        OrganisationUnit(code=f"U{n}", name=f"Đơn vị {n}", type=f"loại {n % types}")
        for n in range(1, count + 1)
    ]
    for row in rows:
        row.fill_keys()
    return office, OrganisationUnit.objects.bulk_create(rows, batch_size=2000)


def _period(data_set: DataSet, office: OrganisationUnit, by: User, n: int) -> Period:
    return Period.objects.create(
        data_set=data_set,
        parent=office,
        code=f"2024-M{n:02d}",
        start=date(2024, n, 1),
        end=date(2024 + n // 12, n % 12 + 1, 1),
        due=date(2024, n, 25),
        opened_by=by,
        opened_at=clock.now(),
    )


def _owe(period: Period, units: list[OrganisationUnit], parents: int) -> None:
    """Obligations with their places, as opening the period would write them."""
    owed = Obligation.objects.bulk_create(
        (
            Obligation(period=period, data_set=period.data_set, unit=unit, position=at)
            for at, unit in enumerate(units)
        ),
        batch_size=2000,
    )
    places = []
    for at, (row, unit) in enumerate(zip(owed, units, strict=True), 1):
        places.append(Place(obligation=row, axis=Place.Axis.TREE, key=f"P{at % parents}"))
        places.append(Place(obligation=row, axis=Place.Axis.TYPE, key=unit.type))
    Place.objects.bulk_create(places, batch_size=5000)


def _send(by: User) -> None:
    """One accepted revision of every obligation."""
    submission, revision = Submission._meta.db_table, SubmissionRevision._meta.db_table
    obligation, decision = Obligation._meta.db_table, Decision._meta.db_table
    token = (
        "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    )
    now, day = clock.now().isoformat(), "2024-01-20"
    json = "'{}'::jsonb" if connection.vendor == "postgresql" else "'{}'"
    _run(f"INSERT INTO {submission} (obligation_id) SELECT id FROM {obligation} ORDER BY id")
    _run(
        f"INSERT INTO {revision} (submission_id, n, channel, extraction, canonical, sha256, "
        f"token, reported_on, by_id, at) SELECT id, 1, 'form', {json}, '', '', {token}, "
        f"'{day}', {by.pk}, '{now}' FROM {submission} ORDER BY id"
    )
    _run(
        f"INSERT INTO {decision} (revision_id, sha256, level, kind, reason, by_id, at) "
        f"SELECT id, '', 1, 'accept', '', {by.pk}, '{now}' FROM {revision}"
    )


def _answer(period: Period, number: int, first_unit: int) -> None:
    """Thirty numbers of every revision of a period."""
    names = (Value, SubmissionRevision, Submission, Obligation)
    value, revision, submission, obligation = (model._meta.db_table for model in names)
    element = period.data_set.elements.model._meta.db_table
    formula = NUMBER.format(period=number)
    json = "'[]'::jsonb" if connection.vendor == "postgresql" else "'[]'"
    _run(
        f"INSERT INTO {value} (revision_id, element_id, state, blank_kind, number, scale, "
        f'qualifier, anchor, quote, "where", start, "end", candidates, note) '
        f"SELECT r.id, e.id, 'reported', '', {formula}, 0, '', '', '', '', 0, 0, {json}, '' "
        f"FROM (SELECT r.id, o.unit_id - {first_unit} + 1 AS at FROM {revision} r "
        f"JOIN {submission} s ON s.id = r.submission_id "
        f"JOIN {obligation} o ON o.id = s.obligation_id WHERE o.period_id = {period.pk}) u "
        f"JOIN {revision} r ON r.id = u.id, "
        f"(SELECT id, row_number() OVER (ORDER BY position) AS at FROM {element} "
        f"WHERE data_set_id = {period.data_set_id}) e ORDER BY r.id, e.at".replace("%%", "%")
    )


def change(scene: Scene, count: int) -> tuple[float, float]:
    """``count`` reports of one period sent again with other numbers, in one act; the seconds
    (clock, processor) that its totals took."""
    period = scene.periods[3]
    owed = list(Obligation.objects.filter(period=period).order_by("pk")[:count])
    start = _now()
    with transaction.atomic(), moving_totals(*owed):
        before = _now()
        for obligation in owed:
            decision = Decision.objects.get(revision__submission__obligation=obligation)
            _again(obligation, decision)
        after = _now()
    end = _now()
    if rebuild_totals(period=period):
        raise SystemExit("totals moved wrongly")
    return end[0] - start[0] - after[0] + before[0], end[1] - start[1] - after[1] + before[1]


def _again(obligation: Obligation, decision: Decision) -> None:
    """The next revision, each number one more, accepted."""
    old = decision.revision
    new = SubmissionRevision.objects.create(
        submission_id=old.submission_id,
        n=old.n + 1,
        channel="form",
        token=uuid.uuid4(),
        reported_on=old.reported_on,
        by_id=old.by_id,
        at=clock.now(),
    )
    Value.objects.bulk_create(
        Value(revision=new, element_id=v.element_id, state="reported", number=(v.number or 0) + 1)
        for v in old.values.all()
    )
    Decision.objects.create(revision=new, kind="accept", by_id=old.by_id, at=clock.now())


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
