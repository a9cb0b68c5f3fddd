"""A running programme amended by a new document: identity, what is carried over, versions."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.factories import make_unit
from tests.web.programme.amended_plans import ADDING, PLAN, REPLACING
from tests.web.programme.conftest import Office
from tests.web.visit import visit

from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.errors import (
    NotAmendable,
    PairingChanged,
    PlanAdopted,
    PlanNotReady,
)
from minhbach_web.programme.models import (
    Assignment,
    Pairing,
    Plan,
    PlanItem,
    Programme,
    ProgrammeVersion,
    Task,
)
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.services.amending import is_unchanged, open_pairings
from minhbach_web.programme.services.documents import store_document


@pytest.fixture(autouse=True)
def _picked_apart() -> None:
    """Here the engine itself picks the plans apart."""


def propose(text: str, office: Office) -> Plan:
    source = store_document(data=text.encode(), name="ke-hoach.txt", by=office.coordinator)
    return services.propose_plan(source=source, owner_unit=office.bloc, by=office.coordinator)


def decide_rest(plan: Plan, office: Office) -> None:
    """Whatever waits is confirmed; tasks go to the tax office."""
    for item in PlanItem.objects.filter(plan=plan, status="pending").exclude(kind="message"):
        is_task = item.kind == "task"
        services.decide_item(
            item=PlanItem.objects.get(pk=item.pk),
            version=PlanItem.objects.get(pk=item.pk).version,
            decision="accept" if item.in_scope else "seen",
            by=office.coordinator,
            changes=services.Changes(lead=[office.tax.pk]) if is_task and item.in_scope else None,
        )


@pytest.fixture
def programme(office: Office) -> Programme:
    """The plan runs; a person had filled in the product of the first task."""
    plan = propose(PLAN, office)
    gap = PlanItem.objects.filter(plan=plan, kind="gap", details__code="no-product").first()
    assert gap is not None
    services.fill_gap(
        item=gap,
        version=1,
        values={"product": "Đề cương"},
        shown="Đề cương",
        by=office.coordinator,
    )
    decide_rest(plan, office)
    return services.adopt_plan(plan=plan, by=office.coordinator)


def amend(text: str, programme: Programme, office: Office, mode: str) -> Plan:
    plan = propose(text, office)
    return services.amend_programme(
        plan=plan, programme=programme, mode=mode, by=office.coordinator
    )


def decide(pairing: Pairing, fate: str, office: Office, **more: object) -> Pairing:
    return services.decide_pairing(
        pairing=pairing, version=pairing.version, fate=fate, by=office.coordinator, **more
    )


def decide_as_proposed(plan: Plan, office: Office) -> None:
    for pk in list(open_pairings(plan).values_list("pk", flat=True)):
        pairing = Pairing.objects.get(pk=pk)
        fate = "same" if pairing.item_id and pairing.old_id else "new"
        decide(pairing, fate if pairing.item_id else "ends", office)


def test_amending_proposes_a_pairing_for_everything(programme: Programme, office: Office) -> None:
    plan = amend(REPLACING, programme, office, "replace")

    pairs = Pairing.objects.filter(plan=plan)
    assert Counter((p.reason, bool(p.old_id), bool(p.item_id)) for p in pairs) == {
        ("same-text", True, True): 5,
        ("similar", True, True): 1,
        ("", False, True): 1,
        ("", True, False): 1,
    }
    assert sum(map(is_unchanged, pairs)) == 5


def test_unchanged_is_carried_over_with_what_people_made_of_it(
    programme: Programme, office: Office
) -> None:
    plan = amend(REPLACING, programme, office, "replace")

    count = services.accept_unchanged(plan=plan, by=office.coordinator)

    assert count == 5
    waiting = PlanItem.objects.filter(
        plan=plan, status="pending", kind__in=("theme", "task", "duty")
    )
    assert [item.text[:12] for item in waiting] == ["Xây dựng đề ", "Thẩm định dự"]


def test_amendment_keeps_tasks_assignments_and_the_old_version(
    programme: Programme, office: Office
) -> None:
    before = {task.text: task.pk for task in programme.tasks.all()}
    given = set(Assignment.objects.values_list("pk", "task_id", "unit_id"))
    plan = amend(REPLACING, programme, office, "replace")
    decide_as_proposed(plan, office)
    decide_rest(plan, office)

    after = services.adopt_amendment(plan=plan, by=office.coordinator)
    again = services.adopt_amendment(plan=plan, by=office.coordinator)

    assert (after.pk, again.pk, after.version, after.plan_id) == (
        programme.pk, programme.pk, 2, plan.pk,
    )  # fmt: skip
    first = Task.objects.get(
        pk=before["Xây dựng đề cương tuyên truyền gửi các đơn vị trước ngày 15/3/2024."]
    )
    assert first.text.endswith("trước ngày 30/6/2024.")
    assert (str(first.due), first.product, list(first.added)) == (
        "2024-06-30", "Đề cương", ["product"],
    )  # fmt: skip
    gone = Task.objects.get(pk=before["Bố trí kinh phí thực hiện Kế hoạch theo quy định."])
    assert (gone.ended_at is None, gone.ended_by) == (False, plan)
    assert given <= set(Assignment.objects.values_list("pk", "task_id", "unit_id"))
    running = programme.tasks.filter(ended_at=None)
    assert set(before.values()) - {gone.pk} < set(running.values_list("pk", flat=True))
    assert running.count() == 5
    messages = programme.messages.filter(ended_at=None).values_list("text", flat=True)
    assert list(messages) == [
        "Tỷ lệ hồ sơ giải quyết đúng hạn.", "Số thủ tục được bãi bỏ trong năm.",
    ]  # fmt: skip
    version = ProgrammeVersion.objects.get(programme=programme)
    assert (version.number, version.replaced_by) == (1, plan)
    assert [task["text"] for task in version.content["tasks"]] == list(before)
    assert version.content["tasks"][0]["units"][0]["name"] == "Đảng bộ Cục Thuế"
    assert AuditEvent.objects.filter(action="plan.adopt-amendment").count() == 1


def test_supplement_leaves_what_it_does_not_name(programme: Programme, office: Office) -> None:
    plan = amend(ADDING, programme, office, "supplement")
    first, second = open_pairings(plan)
    decide(first, "same", office)
    decide(second, "new", office)
    decide_rest(plan, office)

    services.adopt_amendment(plan=plan, by=office.coordinator)

    texts = list(programme.tasks.filter(ended_at=None).values_list("text", flat=True))
    assert len(texts) == 6
    assert texts[0].endswith("trước ngày 20/7/2024.")
    assert texts[-1] == "Biên soạn tờ gấp hỏi đáp về thủ tục hành chính."
    assert programme.themes.filter(ended_at=None).count() == 1
    programme.refresh_from_db()
    assert "cải cách hành chính năm 2024" in programme.name


def test_a_person_pairs_otherwise(programme: Programme, office: Office) -> None:
    plan = amend(REPLACING, programme, office, "replace")
    added = Pairing.objects.get(plan=plan, old=None)
    ended = Pairing.objects.get(plan=plan, item=None)

    decide(added, "same", office, old=ended.old)

    assert not Pairing.objects.filter(pk=ended.pk).exists()
    added.refresh_from_db()
    assert (added.fate, added.reason, added.old_id) == ("same", "person", ended.old_id)
    assert added.item is not None
    assert added.item.status == "pending"


def test_not_the_same_after_all_takes_back_what_was_carried(
    programme: Programme, office: Office
) -> None:
    plan = amend(REPLACING, programme, office, "replace")
    changed = Pairing.objects.get(plan=plan, reason="similar")
    changed = decide(changed, "same", office)
    item = PlanItem.objects.get(pk=changed.item_id)
    assert item.details["product"] == "Đề cương"

    decide(changed, "new", office)

    item.refresh_from_db()
    assert (item.details["product"], item.status) == (None, "pending")
    assert Pairing.objects.filter(plan=plan, item=None).count() == 2


def test_two_people_decide_one_pairing(programme: Programme, office: Office) -> None:
    plan = amend(REPLACING, programme, office, "replace")
    pairing = Pairing.objects.filter(plan=plan, reason="same-text")[0]
    decide(pairing, "same", office)

    decide(pairing, "same", office)  # the same click once more
    with pytest.raises(PairingChanged):
        services.decide_pairing(pairing=pairing, version=1, fate="new", by=office.other)

    assert Pairing.objects.get(pk=pairing.pk).fate == "same"


def test_amendment_waits_for_every_decision(programme: Programme, office: Office) -> None:
    plan = amend(REPLACING, programme, office, "replace")
    decide_rest(plan, office)

    with pytest.raises(PlanNotReady):
        services.adopt_amendment(plan=plan, by=office.coordinator)
    with pytest.raises(NotAmendable):
        services.adopt_plan(plan=plan, by=office.coordinator)

    assert Programme.objects.get().version == 1


def test_another_amendment_in_between_is_compared_again(
    programme: Programme, office: Office
) -> None:
    second = amend(ADDING, programme, office, "supplement")
    decide_as_proposed(second, office)
    decide_rest(second, office)
    first = amend(REPLACING, programme, office, "replace")
    decide_as_proposed(first, office)
    decide_rest(first, office)
    services.adopt_amendment(plan=first, by=office.coordinator)

    with pytest.raises(PlanNotReady):
        services.adopt_amendment(plan=second, by=office.coordinator)

    assert Programme.objects.get().version == 2
    assert open_pairings(second).exists()


def test_what_can_not_be_amended(programme: Programme, office: Office) -> None:
    elsewhere = make_unit("KHAC", "Đảng bộ khác", office.bloc)
    other = propose(ADDING, office)
    Programme.objects.filter(pk=programme.pk).update(owner=elsewhere)
    programme.refresh_from_db()

    with pytest.raises(NotAmendable):
        services.amend_programme(
            plan=other, programme=programme, mode="replace", by=office.coordinator
        )
    with pytest.raises(PlanAdopted):
        services.amend_programme(
            plan=programme.plan, programme=programme, mode="replace", by=office.coordinator
        )


def test_rejected_item_frees_its_counterpart(programme: Programme, office: Office) -> None:
    plan = amend(REPLACING, programme, office, "replace")
    pairing = Pairing.objects.get(plan=plan, reason="similar")
    item = PlanItem.objects.get(pk=pairing.item_id)

    services.decide_item(item=item, version=item.version, decision="reject", by=office.coordinator)

    freed = Pairing.objects.get(plan=plan, old_id=pairing.old_id)
    assert freed.item_id is None


def test_what_a_supplement_leaves_points_into_the_document_before(
    programme: Programme, office: Office
) -> None:
    before = programme.plan.source_id
    plan = amend(ADDING, programme, office, "supplement")
    first, second = open_pairings(plan)
    decide(first, "same", office)
    decide(second, "new", office)
    decide_rest(plan, office)
    services.adopt_amendment(plan=plan, by=office.coordinator)
    left = Task.objects.get(text__startswith="Tổ chức 04 hội nghị")
    changed = Task.objects.get(text__startswith="Xây dựng đề cương")

    pages = {task.pk: visit(office.client(), f"/nhiem-vu/{task.pk}/") for task in (left, changed)}

    assert pages[left.pk].all(f"//a[@href='/van-ban/{before}/#{left.anchor}']")
    assert pages[changed.pk].all(f"//a[@href='/van-ban/{plan.source_id}/#{changed.anchor}']")
