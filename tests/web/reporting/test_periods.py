"""Opening a period makes the obligations, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import Tree
from tests.web.reporting.scene import DUE, FORM, Scene

from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services.audit import verify_chain
from minhbach_web.reporting.models import DataSet, Obligation, Period, Total
from minhbach_web.reporting.problems import CantOpen, CantRead, PeriodLocked
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import (
    Opening,
    close_period,
    open_period,
    reopen_period,
)
from minhbach_web.units.models import User


def test_period_opens_with_one_obligation_per_unit(scene: Scene, tree: Tree) -> None:
    period = scene.period
    assert (period.start, period.end) == (date(2024, 1, 1), date(2024, 4, 1))
    assert [o.unit for o in period.obligations.all()] == [tree.own, tree.sibling]
    assert list(period.totals.values_list("n_expected", "missing")) == [(2, 2)] * 3
    assert AuditEvent.objects.filter(action="reporting.open_period").count() == 1
    assert verify_chain().holds


def test_obligation_stands_once(scene: Scene, tree: Tree) -> None:
    known = scene.obligation(tree.own)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(
            period=scene.period, data_set=known.data_set, unit=tree.own, position=9
        )


def opening(scene: Scene, tree: Tree) -> Opening:
    data_set = DataSet.objects.get()
    return Opening(
        data_set=data_set,
        parent=tree.parent,
        code="2024-Q2",
        due=date(2024, 6, 25),
        units=[tree.own],
    )


def test_period_that_is_open_already_is_refused(scene: Scene, tree: Tree) -> None:
    with pytest.raises(CantOpen, match=r"."):
        open_period(
            opening=replace(opening(scene, tree), code="2024-Q1", due=DUE), by=scene.coordinator
        )
    assert Period.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "2024-M04"},
        {"units": []},
        {"due": date(2024, 3, 31)},
        {"late_until": date(2024, 6, 1)},
    ],
    ids=["another-kind", "nobody", "due-too-early", "late-before-due"],
)
def test_opening_that_makes_no_sense_is_refused(
    scene: Scene, tree: Tree, wrong: dict[str, object]
) -> None:
    with pytest.raises(CantOpen):
        replace(opening(scene, tree), **wrong).check()  # type: ignore[arg-type]


def test_code_that_is_no_period_is_refused(scene: Scene, tree: Tree) -> None:
    with pytest.raises(CantRead):
        replace(opening(scene, tree), code="quý I").check()


def test_same_form_again_is_the_same_data_set(scene: Scene) -> None:
    again = store_form(data=FORM.encode(), by=scene.coordinator)
    other = store_form(data=(FORM + "\n").encode(), by=scene.coordinator)
    assert (again.version, other.version, Total.objects.count()) == (1, 2, 3)


def test_closed_period_takes_no_draft_until_it_opens_again(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    close_period(period=scene.period, by=scene.coordinator)
    obligation.refresh_from_db()
    with pytest.raises(PeriodLocked):
        start_form_draft(obligation=obligation, by=reporter)
    reopen_period(period=scene.period, reason="Còn sót.", by=scene.coordinator)
    obligation.refresh_from_db()
    assert start_form_draft(obligation=obligation, by=reporter).version == 1
