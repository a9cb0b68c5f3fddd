"""One plan, two people: one decision, one programme, one document; the second one is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.factories import Tree, make_user
from tests.web.access_programme import PLAN
from tests.web.concurrency.together import kinds, pausing, together

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import files
from minhbach_web.programme.errors import PlanAdopted
from minhbach_web.programme.models import Holding, Plan, PlanItem, Programme, SourceDocument, Task
from minhbach_web.programme.services import adoption, documents, readings
from minhbach_web.programme.services.documents import store_document
from minhbach_web.programme.services.plans import adopt_plan, cut_item, decide_item, propose_plan
from minhbach_web.units.models import User

ROUNDS = range(3)
TASK = "Xây dựng đề cương tuyên truyền; gửi các chi bộ"


@pytest.fixture
def coordinator(tree: Tree) -> User:
    return make_user("lap-a", "coordinator", unit=tree.own)


@pytest.fixture
def second(tree: Tree) -> User:
    return make_user("lap-a2", "coordinator", unit=tree.own)


@pytest.fixture
def plan(tree: Tree, coordinator: User) -> Plan:
    text = PLAN.format(name=tree.own.name).replace("Xây dựng đề cương", TASK)
    source = store_document(data=text.encode(), name="ke-hoach.txt", by=coordinator)
    return propose_plan(source=source, owner_unit=tree.own, by=coordinator)


@pytest.fixture
def task(plan: Plan) -> PlanItem:
    return PlanItem.objects.filter(plan=plan, kind="task")[0]


def decide_all(plan: Plan, tree: Tree, by: User) -> None:
    for task in PlanItem.objects.filter(plan=plan, kind="task"):
        task.chosen.create(unit=tree.own, part="lead")
    PlanItem.objects.filter(plan=plan).update(
        status="accepted", decided_by=by, decided_at=clock.now()
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_who_decide_one_item_the_second_is_told(
    _round: int, task: PlanItem, coordinator: User, second: User
) -> None:
    seen = task.version

    results = together(
        lambda: decide_item(item=task, version=seen, decision="accept", by=coordinator),
        lambda: decide_item(item=task, version=seen, decision="reject", by=second),
    )

    assert kinds(results) == ["ItemChanged", "PlanItem"]
    task.refresh_from_db()
    kept = ("accepted", coordinator.pk) if isinstance(results[0], PlanItem) else None
    assert (task.status, task.decided_by_id) == (kept or ("rejected", second.pk))
    assert task.version == seen + 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_double_click_on_one_decision_is_one_decision(
    _round: int, task: PlanItem, coordinator: User
) -> None:
    seen = task.version

    def accept() -> PlanItem:
        return decide_item(item=task, version=seen, decision="accept", by=coordinator)

    results = together(accept, accept)

    assert [(r.status, r.version) for r in results] == [("accepted", seen + 1)] * 2
    assert AuditEvent.objects.filter(action="plan.item.accept").count() == 1


def test_item_cut_twice_at_once_has_two_pieces(task: PlanItem, coordinator: User) -> None:
    at = task.text.index(";") + 2
    seen = task.version

    results = together(
        *[lambda: cut_item(item=task, version=seen, at=at, by=coordinator)] * 2,
    )

    assert [len(pieces) for pieces in results] == [2, 2]
    assert PlanItem.objects.filter(cut_from=task).count() == 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_plan_adopted_twice_at_once_is_one_programme(
    _round: int, plan: Plan, tree: Tree, coordinator: User, second: User
) -> None:
    decide_all(plan, tree, coordinator)
    texts = Counter(PlanItem.objects.filter(plan=plan, kind="task").values_list("text", flat=True))

    made = together(
        lambda: adopt_plan(plan=plan, by=coordinator),
        lambda: adopt_plan(plan=plan, by=second),
    )

    assert [p.pk for p in made] == [Programme.objects.get().pk] * 2
    assert Counter(Task.objects.values_list("text", flat=True)) == texts
    assert AuditEvent.objects.filter(action="plan.adopt").count() == 1


def test_item_decided_while_the_plan_is_adopted_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    task: PlanItem,
    tree: Tree,
    coordinator: User,
    second: User,
) -> None:
    plan = task.plan
    decide_all(plan, tree, coordinator)

    with pausing(monkeypatch, adoption, "Maker") as meeting:
        _programme, told = together(
            lambda: adopt_plan(plan=plan, by=coordinator),
            meeting.after(
                lambda: decide_item(item=task, version=task.version, decision="reject", by=second)
            ),
        )

    assert isinstance(told, PlanAdopted)
    assert Task.objects.filter(text=task.text).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_plan_proposed_twice_at_once_is_one(
    _round: int, tree: Tree, coordinator: User, second: User
) -> None:
    source = store_document(
        data=PLAN.format(name="A").encode(), name="ke-hoach.txt", by=coordinator
    )

    made = together(
        lambda: propose_plan(source=source, owner_unit=tree.own, by=coordinator),
        lambda: propose_plan(source=source, owner_unit=tree.own, by=second),
    )

    assert [p.pk for p in made] == [Plan.objects.get().pk] * 2
    orders = list(PlanItem.objects.values_list("order", flat=True))
    assert len(orders) == len(set(orders)) > 0


@pytest.mark.parametrize("_round", ROUNDS)
def test_file_sent_twice_at_once_is_one_document_of_both(
    _round: int, tree: Tree, coordinator: User, files_root: Path
) -> None:
    other = make_user("lap-b", "coordinator", unit=tree.sibling)
    data = PLAN.format(name="hai nơi").encode()

    made = together(
        *(
            lambda by=by: store_document(data=data, name="ke-hoach.txt", by=by)
            for by in (coordinator, coordinator, other)
        )
    )

    assert [source.pk for source in made] == [SourceDocument.objects.get().pk] * 3
    assert set(Holding.objects.values_list("unit", flat=True)) == {tree.own.pk, tree.sibling.pk}
    assert files.load(made[0].sha256) == data
    assert len([path for path in files_root.rglob("*") if path.is_file()]) == 2


def test_upload_that_fails_takes_no_file_from_the_same_one_beside_it(
    monkeypatch: pytest.MonkeyPatch, tree: Tree, coordinator: User, second: User
) -> None:
    data = PLAN.format(name="cùng lúc").encode()
    store, calls = readings.store, []

    def first_fails(document: engine.Document, sha256: str) -> None:
        calls.append(sha256)
        if len(calls) == 1:
            raise OSError("disk")
        store(document, sha256)

    monkeypatch.setattr(readings, "store", first_fails)
    with pausing(monkeypatch, documents, "_store") as meeting:
        failed, source = together(
            lambda: store_document(data=data, name="a.txt", by=coordinator),
            meeting.after(lambda: store_document(data=data, name="a.txt", by=second)),
        )

    assert isinstance(failed, OSError)
    assert files.load(source.sha256) == data
    assert readings.load(source.sha256).name == "a.txt"
