"""Whatever is sent, accepted, returned, restated or re-organised: totals are the naive sums."""

from __future__ import annotations

import contextlib
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import LONG_AGO, Tree, make_unit, make_user
from tests.web.reporting.scene import Scene, blank, make_scene, number, send_form

from minhbach_web.reporting.models import Obligation, Period, Restatement, State, Value
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.effects import effect_of
from minhbach_web.reporting.queries.restatements import is_restating
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, shares_of
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.services.periods import close_period, reopen_period
from minhbach_web.reporting.services.restatements import allow, ask, refuse
from minhbach_web.reporting.services.totals import rebuild_totals, regroup
from minhbach_web.units import services as units
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User

pytestmark = pytest.mark.django_db

ACTS = ("send", "send_blank", "accept", "return", "close", "open", "ask", "refuse", "move", "group")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 40)),
    min_size=4,
    max_size=14,
)


class Office:
    """Three reports, one of them two levels down, and what can happen to them."""

    def __init__(self, scene: Scene, owed: list[OrganisationUnit], by: User, home: Tree) -> None:
        self.scene, self.units, self.by, self.home = scene, owed, by, home

    def obligation(self, at: int) -> Obligation:
        return self.scene.obligation(self.units[at])

    def do(self, act: str, at: int, value: int) -> None:
        with contextlib.suppress(ReportingProblem):
            getattr(self, f"do_{act}")(self.obligation(at), value)

    def do_send(self, owed: Obligation, value: int) -> None:
        qualifier = "khoảng" if value % 3 == 0 else ""
        send_form(owed, self.by, number("hoi_nghi", f"{value}.{value % 4}", qualifier))

    def do_send_blank(self, owed: Obligation, _value: int) -> None:
        send_form(owed, self.by, blank("hoi_nghi"))

    def do_accept(self, owed: Obligation, _value: int) -> None:
        if hasattr(owed, "submission"):
            latest = owed.submission.revisions.order_by("-n")[0]
            effect = effect_of(latest, owed).sha256 if is_restating(owed) else ""
            accept(
                revision=latest, seen=latest.sha256, by=self.scene.coordinator, effect_seen=effect
            )

    def do_return(self, owed: Obligation, _value: int) -> None:
        if hasattr(owed, "submission"):
            latest = owed.submission.revisions.order_by("-n")[0]
            send_back(revision=latest, seen=latest.sha256, reason="Sai.", by=self.scene.coordinator)

    def do_close(self, owed: Obligation, _value: int) -> None:
        close_period(period=owed.period, by=self.scene.coordinator)

    def do_open(self, owed: Obligation, _value: int) -> None:
        reopen_period(period=owed.period, reason="Sót.", by=self.scene.coordinator)

    def do_ask(self, owed: Obligation, _value: int) -> None:
        allow(
            restatement=ask(obligation=owed, reason="Sót.", by=self.by), by=self.scene.coordinator
        )

    def do_refuse(self, owed: Obligation, _value: int) -> None:
        open_now = Restatement.objects.filter(obligation=owed, state=Restatement.State.OPEN)
        for row in open_now:
            refuse(restatement=row, answer="Thôi.", by=self.scene.coordinator)

    def do_move(self, _owed: Obligation, value: int) -> None:
        """The unit two levels down goes under another one."""
        parent = self.home.own if value % 2 else self.home.sibling
        OrgEdge.objects.filter(unit=self.home.child).update(parent=parent)
        units.rebuild_ancestors(today=LONG_AGO.replace(year=2026))

    def do_group(self, owed: Obligation, _value: int) -> None:
        regroup(period=owed.period, by=self.scene.coordinator)


def naive(period: Period) -> dict[tuple[str, str, int], dict[str, int]]:
    """Every summary row, one obligation after the other."""
    sums: dict[tuple[str, str, int], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys((*SHARE_FIELDS, "n_expected"), 0)
    )
    for owed in period.obligations.all():
        groups = [("", ""), *owed.places.values_list("axis", "key")]
        for element, share in shares_of(owed).items():
            for axis, key in groups:
                row = sums[axis, key, element]
                row["n_expected"] += 1
                for name in SHARE_FIELDS:
                    row[name] += getattr(share, name)
    return dict(sums)


def stored(period: Period) -> dict[tuple[str, str, int], dict[str, int]]:
    names = (*SHARE_FIELDS, "n_expected")
    rows = [("", "", row) for row in period.totals.all()]
    rows += [(row.axis, row.key, row) for row in period.group_totals.all()]
    return {
        (axis, key, row.element_id): {name: getattr(row, name) for name in names}
        for axis, key, row in rows
    }


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, run=st.integers(0, 10**9))
def test_totals_equal_the_naive_sum_whatever_happens(
    tree: Tree, steps: list[tuple[str, int, int]], run: int
) -> None:
    parent = make_unit(f"K{run}-{OrganisationUnit.objects.count()}", "Khối tính chất", type="khối")
    office = _office(parent, tree)
    period = office.scene.period
    for act, at, value in steps:
        office.do(act, at, value)

        assert stored(period) == naive(period)
        for row in period.totals.all():
            counts = [getattr(row, n) for n in ("n_reported", "unconfirmed", "not_given")]
            assert sum(counts) + row.outside + row.missing == row.n_expected
            assert row.n_reported <= row.n_expected
    assert rebuild_totals(period=period) == 0
    confirmed = Value.objects.filter(revision__submission__obligation__period=period)
    assert confirmed.exclude(state=State.REPORTED).filter(number__gt=0).count() == 0


def _office(parent: OrganisationUnit, tree: Tree) -> Office:
    code = parent.code
    own = make_unit(f"{code}-A", "Đơn vị A", parent, type="cơ sở")
    sibling = make_unit(f"{code}-B", "Đơn vị B", parent, type="cơ sở")
    child = make_unit(f"{code}-A1", "Đơn vị A1", own, type="chi bộ")
    home = Tree(parent=parent, own=own, child=child, sibling=sibling)
    scene = make_scene(parent, own, sibling, child)
    by = make_user(f"viet-{code.lower()}", "reporter", unit=own)
    assert tree.parent.pk != parent.pk
    return Office(scene, [own, sibling, child], by, home)
