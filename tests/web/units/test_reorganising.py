"""A re-organisation: one decision, written whole, undone whole; the tree holds on every day."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import make_user
from tests.web.units.decisions import JULY, TODAY, decide, head, random_lines

from minhbach_web.core.models import AuditEvent
from minhbach_web.units import queries, services
from minhbach_web.units.changes import Line, Standing, work_out
from minhbach_web.units.models import (
    Membership,
    OrganisationUnit,
    OrgEdge,
    Succession,
    UnitAncestor,
    UnitName,
    UnitToday,
    User,
)

pytestmark = pytest.mark.django_db
START = datetime.date(2024, 1, 1)
EVE = JULY - datetime.timedelta(days=1)
TABLE = """code,name,short_name,type,parent_code
TU,Tỉnh ủy Sơn Khê (thử nghiệm),,tỉnh ủy,
K,Đảng bộ Khối,,đảng bộ khối,TU
A,Đảng bộ Sở A,,đảng bộ cơ sở,K
B,Đảng bộ Sở B,,đảng bộ cơ sở,K
C,Đảng bộ Sở C,,đảng bộ cơ sở,K
A1,Chi bộ A1,,chi bộ,A
B1,Chi bộ B1,,chi bộ,B
"""


@pytest.fixture
def admin() -> User:
    """The tree of the table, and who looks after it."""
    services.import_units(data=TABLE.encode(), by=None, today=START)
    return make_user("quan-tri", "administrator", unit=queries.unit_by_code("TU"))


BLOC_SPREAD = (
    Line(1, "establish", "CQ", "TU", "Đảng bộ các cơ quan Đảng", "", "đảng bộ"),
    Line(2, "establish", "UB", "TU", "Đảng bộ Ủy ban", "", "đảng bộ"),
    Line(3, "split", "K", "CQ"),
    Line(4, "split", "K", "UB"),
    Line(5, "transfer", "A", "CQ"),
    Line(6, "transfer", "B", "UB"),
    Line(7, "merge", "C", "B"),
    Line(8, "rename", "B1", "", "Chi bộ Hai"),
)


def parents(day: datetime.date) -> dict[str, str]:
    """Code → code of the unit above, on a day."""
    codes = dict(OrganisationUnit.objects.values_list("pk", "code"))
    tree = queries.tree_on(day).parent_of
    return {codes[unit]: codes[up] if up else "" for unit, up in tree.items()}


BEFORE = {"TU": "", "K": "TU", "A": "K", "B": "K", "C": "K", "A1": "A", "B1": "B"}
AFTER = {"TU": "", "CQ": "TU", "UB": "TU", "A": "CQ", "B": "UB", "A1": "A", "B1": "B"}


def test_decision_changes_the_tree_from_its_day_on(admin: User) -> None:
    decide(admin, *BLOC_SPREAD)

    assert (parents(START), parents(EVE), parents(JULY), parents(TODAY)) == (
        BEFORE,
        BEFORE,
        AFTER,
        AFTER,
    )
    b1 = queries.unit_by_code("B1")
    assert [u.code for u in queries.ancestors(b1)] == ["TU", "UB", "B"]
    assert [u.code for u in queries.ancestors_on(b1, EVE)] == ["TU", "K", "B"]
    assert [u.code for u in queries.ancestors_on(b1, JULY)] == ["TU", "UB", "B"]
    assert queries.change_days() == [START, JULY]


def test_closed_units_stay_with_their_heirs_and_names(admin: User) -> None:
    decide(admin, *BLOC_SPREAD)
    bloc, c, b1 = (queries.unit_by_code(code) for code in ("K", "C", "B1"))
    pk = dict(OrganisationUnit.objects.values_list("code", "pk"))

    assert (bloc.closed, c.closed) == (JULY, JULY)
    assert [u.code for u in queries.heirs(bloc, EVE)] == ["K"]
    assert [u.code for u in queries.heirs(bloc, TODAY)] == ["CQ", "UB"]
    assert [u.code for u in queries.heirs(c, TODAY)] == ["B"]
    assert queries.as_of_today(bloc) == queries.Today(pk["TU"], divided=True)
    assert queries.as_of_today(c) == queries.Today(pk["B"], divided=False)
    assert [(n.name, n.valid_to) for n in queries.past_names(b1)] == [("Chi bộ B1", JULY)]
    assert {k: n.name for k, n in queries.names_on([pk["B1"]], EVE).items()} == {
        pk["B1"]: "Chi bộ B1"
    }
    assert queries.names_on([pk["B1"]], JULY) == {}
    assert [row.unit.code for row in queries.predecessors(queries.unit_by_code("B"))] == ["C"]


def test_part_split_off_divides_only_what_came_before(admin: User) -> None:
    decide(
        admin,
        Line(1, "establish", "A2", "K", "Đảng bộ mới"),
        Line(2, "split", "A", "A"),
        Line(3, "split", "A", "A2"),
    )
    a = queries.unit_by_code("A")
    bloc = queries.unit_by_code("K")

    assert (a.closed, parents(TODAY)["A2"]) == (None, "K")
    assert queries.as_of_today(a, EVE) == queries.Today(bloc.pk, divided=True)
    assert queries.as_of_today(a, JULY) == queries.Today(a.pk, divided=False)


def test_roles_go_on_with_the_one_successor_and_end_elsewhere(admin: User) -> None:
    c, bloc = queries.unit_by_code("C"), queries.unit_by_code("K")
    of_c = make_user("cua-c", "reporter", "coordinator", unit=c)
    of_bloc = make_user("cua-khoi", "coordinator", unit=bloc)
    of_top = make_user("tren", "coordinator", unit=queries.unit_by_code("TU"))

    decide(admin, *BLOC_SPREAD)

    assert sorted(of_c.memberships.values_list("unit__code", "role", "valid_to")) == sorted(
        [
            ("C", "reporter", JULY),
            ("C", "coordinator", JULY),
            ("B", "reporter", None),
            ("B", "coordinator", None),
        ],
        key=lambda row: (row[0], row[1]),
    )
    assert list(queries.units_of(of_bloc)) == []
    assert {u.code for u in queries.units_of(of_top)} == set(AFTER)
    assert {u.code for u in queries.readable_units(of_top)} == {*AFTER, "K", "C"}
    assert {u.code for u in queries.readable_units(of_c)} == {"B", "B1", "C"}


def test_top_may_change_and_its_administrators_go_on(admin: User) -> None:
    decide(
        admin,
        Line(1, "establish", "T2", "", "Tỉnh ủy mới"),
        Line(2, "merge", "TU", "T2"),
    )

    assert queries.root_unit().code == "T2"
    assert parents(TODAY)["K"] == "T2"
    assert queries.holds_at_top(admin, "administrator")


def snapshot() -> list[list[tuple[object, ...]]]:
    """Everything that a decision writes, without keys that count upwards."""
    edges = OrgEdge.objects.order_by("unit", "valid_from")
    return [
        list(edges.values_list("unit__code", "parent__code", "valid_from", "valid_to")),
        list(UnitAncestor.objects.order_by("unit", "depth").values_list("unit", "ancestor")),
        list(UnitToday.objects.order_by("unit").values_list("unit", "place", "divided")),
        list(UnitName.objects.values_list("unit", "name")),
        list(Succession.objects.values_list("unit", "heir")),
        list(
            OrganisationUnit.objects.filter(closed=None)
            .order_by("pk")
            .values_list("pk", "code", "name", "search_key")
        ),
        list(
            Membership.objects.filter(valid_to=None)
            .order_by("pk")
            .values_list("user", "unit", "role")
        ),
    ]


def without_void(rows: list[list[tuple[object, ...]]]) -> list[list[tuple[object, ...]]]:
    """Leaves out what an undone decision left: units that were open on no day."""
    void = {u.pk for u in OrganisationUnit.objects.exclude(closed=None) if u.closed == u.opened}
    rows[1] = [row for row in rows[1] if row[0] not in void]
    rows[2] = [row for row in rows[2] if row[0] not in void]
    return rows


def test_undone_decision_leaves_everything_as_it_was_and_can_be_made_again(admin: User) -> None:
    make_user("cua-c", "reporter", unit=queries.unit_by_code("C"))
    before = snapshot()
    row = decide(admin, *BLOC_SPREAD)
    made = queries.unit_by_code("CQ").pk

    services.undo(reorganisation=row, by=admin, today=TODAY)

    assert without_void(snapshot()) == before
    assert (row.state, parents(TODAY)) == ("undone", BEFORE)
    decide(admin, *BLOC_SPREAD)
    assert (parents(TODAY), queries.unit_by_code("CQ").pk) == (AFTER, made)
    assert list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))[-1] == (
        "units.reorganise"
    )


def test_decision_is_not_undone_after_another_one(admin: User) -> None:
    first = decide(admin, *BLOC_SPREAD)
    decide(admin, Line(1, "merge", "A", "B"), day=TODAY)

    with pytest.raises(services.CannotChange):
        services.undo(reorganisation=first, by=admin, today=TODAY)

    assert first.state == "in_force"


def test_failure_in_the_middle_writes_nothing(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot()
    row = services.draft(head=head(), by=admin)
    services.set_lines(reorganisation=row, lines=BLOC_SPREAD, by=admin)
    seal = services.preview(row).seal

    def broken(**_: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr("minhbach_web.units.services.reorganising.rebuild_ancestors", broken)
    with pytest.raises(OSError, match="full"):
        services.sign(reorganisation=row, seal=seal, by=admin, today=TODAY)

    row.refresh_from_db()
    assert (snapshot(), row.state) == (before, "draft")


def test_what_was_not_shown_is_not_signed(admin: User) -> None:
    row = services.draft(head=head(), by=admin)
    services.set_lines(reorganisation=row, lines=BLOC_SPREAD, by=admin)
    seal = services.preview(row).seal
    services.add_line(reorganisation=row, line=Line(9, "merge", "A1", "B1"), by=admin)

    with pytest.raises(services.Stale):
        services.sign(reorganisation=row, seal=seal, by=admin, today=TODAY)


def test_signed_decision_waits_for_its_day(admin: User) -> None:
    row = decide(admin, *BLOC_SPREAD, today=EVE)

    assert (row.state, parents(EVE)) == ("scheduled", BEFORE)
    assert services.apply_due(today=EVE) == []
    assert [r.pk for r in services.apply_due(today=JULY)] == [row.pk]
    assert services.apply_due(today=JULY) == []
    row.refresh_from_db()
    assert (row.state, parents(JULY)) == ("in_force", AFTER)


def test_signed_decision_that_no_longer_fits_says_why(admin: User) -> None:
    row = decide(admin, Line(1, "merge", "A", "B"), day=TODAY, today=EVE)
    services.import_units(data=b"code,name,parent_code\nB,B,A\n", by=None, today=JULY)

    assert services.apply_due(today=TODAY) == []
    row.refresh_from_db()
    assert (row.state, "B" in row.trouble) == ("scheduled", True)


STANDING = {
    "R": Standing("R", "Gốc", "", "", ""),
    "A": Standing("A", "A", "", "", "R", START),
    "B": Standing("B", "B", "", "", "R", START),
    "A1": Standing("A1", "A1", "", "", "A", TODAY),
}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "The decision has no line yet."),
        ((Line(1, "merge", "A", ""),), "The line does not say into or under which unit."),
        ((Line(1, "merge", "X", "B"),), "There is no open unit with the code X."),
        ((Line(1, "merge", "A", "A"),), "A cannot go into or under itself."),
        ((Line(1, "establish", "A", "R", "x"),), "The code A belongs to a unit already."),
        ((Line(1, "establish", "Z", "R", "x"),), "The code Z belonged to a unit that was closed."),
        ((Line(1, "establish", "N", "R"),), "The new name is missing."),
        ((Line(1, "establish", "N", "", "x"),), "There must be one unit at the top, not several:"),
        ((Line(1, "merge", "A", "B"), Line(2, "dissolve", "A")), "Line 1 says this already."),
        ((Line(1, "split", "A", "B"), Line(2, "dissolve", "A", "R")), "A would end in two ways."),
        (
            (Line(1, "merge", "B", "A"), Line(2, "rename", "B", "", "x")),
            "B is closed by this decision: it cannot be moved or renamed.",
        ),
        ((Line(1, "split", "A", "A"),), "No unit is split off from A."),
        ((Line(1, "transfer", "A", "A1"),), "A would stand below itself."),
        ((Line(1, "dissolve", "A"),), "A ends without one successor: say where these go: A1."),
        ((Line(1, "merge", "B", "A1"), Line(2, "merge", "A1", "B")), "B would go on in nobody."),
        ((Line(1, "dissolve", "R", "A"), Line(2, "rename", "A", "B", "x")), "The code B belongs"),
        ((Line(1, "abolish", "A"),), "“abolish” is no kind of change."),
        (
            (Line(1, "transfer", "A1", "B"),),
            "A1 stands where it is only since 01/08/2025, after the decision's day.",
        ),
    ],
)
def test_wrong_decision_is_refused_with_its_reason(lines: tuple[Line, ...], words: str) -> None:
    with translation.override("en"):
        changes = work_out(lines, STANDING, taken={"Z"}, day=JULY)

    assert changes.problems[0].text.startswith(words)


def holds_on(day: datetime.date) -> None:
    """One parent for each, one root, no cycle; edges only between units open that day."""
    tree = queries.tree_on(day)
    edges = [
        (e.unit_id, e.parent_id)
        for e in OrgEdge.objects.all()
        if e.valid_from <= day and (e.valid_to is None or e.valid_to > day)
    ]
    assert len({unit for unit, _ in edges}) == len(edges)
    assert len(tree.roots) == 1
    assert {tree.chain(unit)[-1] for unit in tree.parent_of if tree.parent_of[unit]} <= set(
        tree.roots
    )
    closed = {
        u.pk for u in OrganisationUnit.objects.exclude(closed=None) if u.closed and u.closed <= day
    }
    assert closed & set(tree.parent_of) == set()
    standing = queries.open_units(day).exclude(opened__gt=day).values_list("pk", flat=True)
    assert set(standing) == set(tree.parent_of)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32), undone=st.sets(st.integers(0, 4)))
def test_tree_holds_on_every_day_whatever_is_decided(
    seed: int, undone: set[int], admin: User
) -> None:
    with transaction.atomic():
        check_random_history(seed, undone, admin)
        transaction.set_rollback(True)


def check_random_history(seed: int, undone: set[int], admin: User) -> None:
    day, days = JULY, [START, EVE]
    for n in range(5):
        codes = list(OrganisationUnit.objects.filter(closed=None).values_list("code", flat=True))
        row = services.draft(head=head(day), by=admin)
        lines = random_lines(seed + n, sorted(codes), f"N{OrganisationUnit.objects.count()}.{n}.")
        services.set_lines(reorganisation=row, lines=lines, by=admin)
        shown = services.preview(row)
        if shown.changes.problems:
            continue
        services.sign(reorganisation=row, seal=shown.seal, by=admin, today=day)
        days += [day, day + datetime.timedelta(days=10)]
        if n in undone:
            services.undo(reorganisation=row, by=admin, today=day)
        day += datetime.timedelta(days=30)
    for each in days:
        holds_on(each)
    today = queries.tree_on(day).parent_of
    void = {u.pk for u in OrganisationUnit.objects.exclude(closed=None) if u.closed == u.opened}
    places = UnitToday.objects.exclude(unit__in=void)
    assert set(places.values_list("place", flat=True)) <= set(today)
    assert set(places.values_list("unit", flat=True)) | void == set(
        OrganisationUnit.objects.values_list("pk", flat=True)
    )
