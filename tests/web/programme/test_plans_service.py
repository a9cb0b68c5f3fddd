"""Proposing, deciding, cutting and adopting, by the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.web.programme.conftest import Office

from minhbach_web import engine
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import audit
from minhbach_web.programme import queries
from minhbach_web.programme.details import TaskDetails, details_of
from minhbach_web.programme.errors import (
    CannotCut,
    ItemChanged,
    OutOfScope,
    PlanAdopted,
    PlanNotReady,
)
from minhbach_web.programme.models import (
    Assignment,
    ItemUnit,
    Plan,
    PlanItem,
    Programme,
    SourceDocument,
    Task,
)
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.services.gaps import added_by

FindTask = Callable[[str], PlanItem]


def decide_all(plan: Plan, office: Office) -> None:
    """Confirm everything: tasks go to the tax office, gaps stay blank."""
    for item in PlanItem.objects.filter(plan=plan).exclude(kind="message"):
        services.decide_item(
            item=item,
            version=item.version,
            decision="accept" if item.in_scope else "seen",
            by=office.coordinator,
            changes=services.Changes(lead=[office.tax.pk]) if is_given(item) else None,
        )


def is_given(item: PlanItem) -> bool:
    return item.kind == "task" and item.in_scope


def test_propose_plan_makes_an_item_of_everything_found(plan: Plan) -> None:
    items = PlanItem.objects.filter(plan=plan)
    kinds = Counter(items.values_list("kind", flat=True))

    assert kinds == {
        "theme": 5, "message": 30, "task": 8, "duty": 1, "citation": 13, "gap": 10,
    }  # fmt: skip
    assert set(items.values_list("status", flat=True)) == {"pending"}
    assert items.filter(kind="task", in_scope=False).count() == 3
    assert services.progress_of(plan).total == 5 + 8 + 1 + 13 + 10


def test_propose_plan_keeps_the_place_of_every_text(plan: Plan) -> None:
    reading = queries.document_reading(plan.source)
    for item in PlanItem.objects.filter(plan=plan).exclude(kind="gap"):
        paragraph = reading.at(item.anchor)
        assert paragraph is not None
        assert item.quote
        assert item.quote in paragraph.text
        if item.start is not None:
            assert paragraph.text[item.start : item.end] == item.text


def test_propose_plan_twice_gives_the_same_plan(
    plan: Plan, source: SourceDocument, office: Office
) -> None:
    again = services.propose_plan(source=source, owner_unit=office.bloc, by=office.other)

    assert again == plan
    assert Plan.objects.count() == 1
    assert AuditEvent.objects.filter(action="plan.propose").count() == 1


def test_decide_item_keeps_who_and_when(task: FindTask, office: Office) -> None:
    item = services.decide_item(
        item=task("Xây dựng"),
        version=1,
        decision="accept",
        by=office.coordinator,
        changes=services.Changes(lead=[office.tax.pk], support=[office.cell.pk, office.tax.pk]),
    )

    item.refresh_from_db()
    assert (item.status, item.version, item.decided_by) == ("accepted", 2, office.coordinator)
    assert set(item.chosen.values_list("unit__code", "part")) == {
        ("DU-CT", "lead"),
        ("CB-TT", "support"),
    }
    assert audit.verify_chain().holds


def test_decide_item_of_two_people_keeps_the_first(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    services.decide_item(item=item, version=1, decision="accept", by=office.coordinator)

    with pytest.raises(ItemChanged) as caught:
        services.decide_item(item=item, version=1, decision="reject", by=office.other)

    item.refresh_from_db()
    assert (item.status, item.decided_by) == ("accepted", office.coordinator)
    assert caught.value.item.decided_by == office.coordinator
    assert AuditEvent.objects.filter(action__startswith="plan.item").count() == 1


def test_decide_item_takes_a_double_click_once(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    for _ in range(2):
        services.decide_item(item=item, version=1, decision="accept", by=office.coordinator)

    item.refresh_from_db()
    assert item.version == 2
    assert AuditEvent.objects.filter(action="plan.item.accept").count() == 1


def test_decide_item_never_accepts_what_is_out_of_scope(task: FindTask, office: Office) -> None:
    item = task("tổng hợp, nắm bắt")
    for decision in ("accept", "edit", "set_aside"):
        with pytest.raises(OutOfScope):
            services.decide_item(item=item, version=1, decision=decision, by=office.coordinator)

    with pytest.raises(OutOfScope):
        services.decide_item(
            item=item,
            version=1,
            decision="seen",
            by=office.coordinator,
            changes=services.Changes(lead=[office.tax.pk]),
        )

    item.refresh_from_db()
    assert (item.status, item.version) == ("pending", 1)


def test_decide_item_refuses_words_that_are_out_of_scope(task: FindTask, office: Office) -> None:
    with pytest.raises(OutOfScope):
        services.decide_item(
            item=task("Xây dựng"),
            version=1,
            decision="edit",
            by=office.coordinator,
            changes=services.Changes(text="nắm bắt tư tưởng, tâm trạng xã hội"),
        )


def test_undo_gives_back_what_was_extracted(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    details = replace(details_of(item), deadline="trong quý I")  # type: ignore[type-var]
    services.decide_item(
        item=item,
        version=1,
        decision="edit",
        by=office.coordinator,
        changes=services.Changes(text="Khác hẳn", details=details, lead=[office.tax.pk]),
    )
    before = PlanItem.objects.get(pk=item.pk)
    services.decide_item(item=item, version=2, decision="undo", by=office.coordinator)

    now = PlanItem.objects.get(pk=item.pk)
    assert before.text == "Khác hẳn"
    assert (now.text, now.details, now.status) == (item.text, item.details, "pending")
    assert not now.chosen.exists()


def gap(item: PlanItem, code: str) -> PlanItem:
    return PlanItem.objects.get(parent=item, kind="gap", details__code=code)


def test_fill_gap_marks_the_field_as_added_by_the_person(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    filled = services.fill_gap(
        item=gap(item, "no-product"),
        version=1,
        values={"product": "Kế hoạch"},
        shown="Kế hoạch",
        by=office.coordinator,
    )

    item.refresh_from_db()
    details = details_of(item)
    assert isinstance(details, TaskDetails)
    assert details.product == "Kế hoạch"
    assert details.added["product"] == added_by(office.coordinator)
    assert (filled.status, filled.details["value"]) == ("edited", "Kế hoạch")
    assert item.extracted["product"] is None


def test_undo_of_a_filled_gap_empties_the_field(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    hole = gap(item, "no-product")
    services.fill_gap(
        item=hole, version=1, values={"product": "Sổ"}, shown="Sổ", by=office.coordinator
    )
    services.decide_item(item=hole, version=2, decision="undo", by=office.coordinator)

    item.refresh_from_db()
    hole.refresh_from_db()
    assert (item.details["product"], item.details["added"]) == (None, {})
    assert (hole.status, hole.details["value"]) == ("pending", None)


def test_undo_of_a_task_keeps_what_its_gaps_hold(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    services.fill_gap(
        item=gap(item, "no-product"),
        version=1,
        values={"product": "Sổ"},
        shown="Sổ",
        by=office.coordinator,
    )
    services.decide_item(item=item, version=2, decision="accept", by=office.coordinator)
    services.decide_item(item=item, version=3, decision="undo", by=office.coordinator)

    item.refresh_from_db()
    assert item.details["product"] == "Sổ"
    assert list(item.details["added"]) == ["product"]


def test_edit_that_fills_a_field_closes_its_gap(task: FindTask, office: Office) -> None:
    item = task("Xây dựng")
    details = details_of(item)
    assert isinstance(details, TaskDetails)
    mark = {"product": added_by(office.coordinator)}
    services.decide_item(
        item=item,
        version=1,
        decision="edit",
        by=office.coordinator,
        changes=services.Changes(details=replace(details, product="Sổ", added=mark)),
    )

    assert gap(item, "no-product").status == "edited"
    assert gap(item, "no-deadline").status == "pending"


def test_gaps_of_a_dropped_task_need_no_look(plan: Plan, task: FindTask, office: Office) -> None:
    before = services.progress_of(plan).total
    services.decide_item(
        item=task("Xây dựng"), version=1, decision="set_aside", by=office.coordinator
    )

    assert services.progress_of(plan).total == before - 2


def test_cut_item_lets_the_supported_part_stand(task: FindTask, office: Office) -> None:
    item = task("tổng hợp, nắm bắt")
    at = item.text.index("kịp thời tham mưu")
    first, second = services.cut_item(item=item, version=1, at=at, by=office.coordinator)

    item.refresh_from_db()
    assert item.status == "cut"
    assert (first.in_scope, second.in_scope) == (False, True)
    assert item.text.startswith(first.text)
    assert item.text.endswith(second.text)
    assert second.order == first.order + 1
    assert {g.details["code"] for g in PlanItem.objects.filter(parent=second)} == {
        "no-deadline",
        "no-product",
    }
    assert not PlanItem.objects.filter(parent=first).exists()


def test_cut_item_twice_by_a_double_click_gives_the_same_pieces(
    task: FindTask, office: Office
) -> None:
    item = task("tổng hợp, nắm bắt")
    at = item.text.index("kịp thời tham mưu")
    cuts = [services.cut_item(item=item, version=1, at=at, by=office.coordinator) for _ in "12"]

    assert cuts[0] == cuts[1]
    assert item.pieces.count() == 2


def test_cut_item_never_splits_the_words_that_decide(task: FindTask, office: Office) -> None:
    item = task("tổng hợp, nắm bắt")
    inside = item.text.index("tâm trạng")

    assert inside not in services.cut_places(item)
    with pytest.raises(CannotCut):
        services.cut_item(item=item, version=1, at=inside, by=office.coordinator)


def test_join_pieces_undoes_a_cut(plan: Plan, task: FindTask, office: Office) -> None:
    item = task("tổng hợp, nắm bắt")
    count = PlanItem.objects.filter(plan=plan).count()
    at = item.text.index("kịp thời tham mưu")
    services.cut_item(item=item, version=1, at=at, by=office.coordinator)
    services.join_pieces(item=item, version=2, by=office.coordinator)

    item.refresh_from_db()
    assert item.status == "pending"
    assert PlanItem.objects.filter(plan=plan).count() == count


def test_join_pieces_refuses_when_a_piece_was_decided(task: FindTask, office: Office) -> None:
    item = task("tổng hợp, nắm bắt")
    at = item.text.index("kịp thời tham mưu")
    first, _ = services.cut_item(item=item, version=1, at=at, by=office.coordinator)
    services.decide_item(item=first, version=1, decision="seen", by=office.coordinator)

    with pytest.raises(CannotCut):
        services.join_pieces(item=item, version=2, by=office.coordinator)


def test_accept_rest_confirms_the_documents_that_wait(plan: Plan, office: Office) -> None:
    count = services.accept_rest(plan=plan, kind="citation", by=office.coordinator)

    assert count == 13
    assert AuditEvent.objects.filter(action="plan.accept-rest.citation").count() == 1
    with pytest.raises(ValueError, match="one by one"):
        services.accept_rest(plan=plan, kind="task", by=office.coordinator)


def test_adopt_plan_waits_for_the_last_item(plan: Plan, office: Office) -> None:
    with pytest.raises(PlanNotReady) as caught:
        services.adopt_plan(plan=plan, by=office.coordinator)

    assert caught.value.pending == 37
    assert not Programme.objects.exists()


def test_adopt_plan_gives_the_tasks_once(plan: Plan, office: Office) -> None:
    decide_all(plan, office)
    first = services.adopt_plan(plan=plan, by=office.coordinator)
    again = services.adopt_plan(plan=plan, by=office.other)

    assert again == first
    assert Task.objects.count() == 8
    assert set(Assignment.objects.values_list("unit__code", "part")) == {("DU-CT", "lead")}
    assert Assignment.objects.count() == 5
    assert first.themes.count() == 5
    assert first.messages.count() == 30
    assert first.duties.get().recurrence == ["month", "quarter", "year"]
    assert AuditEvent.objects.filter(action="plan.adopt").count() == 1


def test_adopt_plan_gives_nobody_what_is_out_of_scope(
    plan: Plan, task: FindTask, office: Office
) -> None:
    decide_all(plan, office)
    programme = services.adopt_plan(plan=plan, by=office.coordinator)

    out = programme.tasks.filter(in_scope=False)
    assert out.count() == 3
    assert not Assignment.objects.filter(task__in=out).exists()
    assert all(row.reason and row.phrase for row in out)
    assert set(queries.tasks_for(office.reporter)) == set(programme.tasks.filter(in_scope=True))


def test_the_database_refuses_a_unit_for_an_out_of_scope_task(plan: Plan, office: Office) -> None:
    decide_all(plan, office)
    programme = services.adopt_plan(plan=plan, by=office.coordinator)
    out = programme.tasks.filter(in_scope=False).first()
    given = Assignment.objects.first()
    assert given is not None

    for change in (
        lambda: Assignment.objects.create(task=out, unit=office.tax, part="lead"),
        lambda: Assignment.objects.filter(pk=given.pk).update(task=out),
        lambda: Task.objects.filter(pk=given.task_id).update(in_scope=False),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_refuses_a_unit_for_an_out_of_scope_item(
    task: FindTask, office: Office
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemUnit.objects.create(item=task("tổng hợp"), unit=office.tax, part="lead")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=task("tổng hợp").pk).update(
            status="accepted", decided_by=office.coordinator, decided_at="2024-01-01T00:00Z"
        )


def test_an_adopted_plan_takes_no_decision(plan: Plan, task: FindTask, office: Office) -> None:
    decide_all(plan, office)
    services.adopt_plan(plan=plan, by=office.coordinator)
    item = task("Xây dựng")

    with pytest.raises(PlanAdopted):
        services.decide_item(
            item=item, version=item.version, decision="undo", by=office.coordinator
        )


def test_a_task_set_aside_stays_as_text(plan: Plan, task: FindTask, office: Office) -> None:
    decide_all(plan, office)
    item = task("Tham mưu")
    services.decide_item(item=item, version=item.version, decision="undo", by=office.coordinator)
    services.decide_item(
        item=item, version=item.version + 1, decision="set_aside", by=office.coordinator
    )
    programme = services.adopt_plan(plan=plan, by=office.coordinator)

    row = programme.tasks.get(text__startswith="Tham mưu")
    assert (row.in_scope, row.reason) == (False, "set-aside")
    assert not row.assignments.exists()


def test_scope_of_is_asked_for_each_piece(
    monkeypatch: pytest.MonkeyPatch, task: FindTask, office: Office
) -> None:
    asked: list[str] = []
    real = engine.scope_of
    monkeypatch.setattr(engine, "scope_of", lambda text: asked.append(text) or real(text))
    item = task("Theo dõi")
    at = services.cut_places(item)[0]
    pieces = services.cut_item(item=item, version=1, at=at, by=office.coordinator)

    assert asked == [piece.text for piece in pieces]
