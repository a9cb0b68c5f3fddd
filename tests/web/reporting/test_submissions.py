"""Sending, deciding, totals: append-only, idempotent, bound to a sha256."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Model
from tests.factories import Tree, make_user
from tests.web.reporting.scene import DUE, Scene, blank, number, send_form

from minhbach_web.core.services.audit import verify_chain
from minhbach_web.reporting.models import (
    Decision,
    Draft,
    Obligation,
    Submission,
    SubmissionRevision,
    Total,
    Value,
)
from minhbach_web.reporting.problems import (
    AlreadyDecided,
    DraftChanged,
    Incomplete,
    NewerRevision,
    NothingToSend,
)
from minhbach_web.reporting.queries.standing import standing_of
from minhbach_web.reporting.services.answers import save_answers
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.remarks import add_remark
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.services.totals import naive_totals, rebuild_totals
from minhbach_web.units.models import User


def test_revision_is_a_whole_set_with_its_hash(obligation: Obligation, reporter: User) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"), blank("ty_le"))
    content = json.loads(revision.canonical)
    assert revision.sha256 == hashlib.sha256(revision.canonical.encode()).hexdigest()
    assert content["values"] == {
        "hoi_nghi": {"state": "reported", "value": "12"},
        "luot_nguoi": {"state": "unconfirmed"},
        "ty_le": {"state": "blank", "blank_kind": "not_given"},
    }
    assert (revision.n, revision.base_revision, revision.values.count()) == (1, None, 3)
    assert not Draft.objects.exists()
    assert verify_chain().holds


CHANGED: dict[type[Model], str] = {
    SubmissionRevision: "sha256",
    Value: "number",
    Decision: "reason",
    Submission: "obligation",
}


@pytest.mark.parametrize("model", CHANGED)
def test_what_was_sent_refuses_change_and_deletion(
    obligation: Obligation, reporter: User, scene: Scene, model: type[Model]
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    rows = model._default_manager.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{CHANGED[model]: F(CHANGED[model])})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows._raw_delete(using="default")


def test_double_click_sends_once(obligation: Obligation, reporter: User) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    draft.refresh_from_db()
    first = submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)
    second = submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)
    assert first == second
    assert SubmissionRevision.objects.count() == 1


@pytest.mark.once
def test_sending_asks_the_database_a_fixed_number_of_questions(
    obligation: Obligation, reporter: User, django_assert_num_queries: Any
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    draft.refresh_from_db()

    with django_assert_num_queries(26):
        submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)


def test_draft_changed_after_the_check_is_not_sent(
    obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    with pytest.raises(DraftChanged):
        submit(obligation=obligation, token=draft.token, seen=1, by=colleague)
    assert not SubmissionRevision.objects.exists()


def test_empty_report_is_not_sent(obligation: Obligation, reporter: User) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    with pytest.raises(Incomplete):
        submit(obligation=obligation, token=draft.token, seen=1, by=reporter)


def test_same_content_is_not_sent_twice(obligation: Obligation, reporter: User) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"))
    draft = start_form_draft(obligation=obligation, by=reporter)
    with pytest.raises(NothingToSend):
        submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)
    with pytest.raises(DraftChanged):
        submit(obligation=obligation, token=uuid.uuid4(), seen=draft.version, by=reporter)
    assert SubmissionRevision.objects.count() == 1


def test_new_revision_begins_with_the_old_answers(obligation: Obligation, reporter: User) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"), blank("ty_le"))
    second = send_form(obligation, reporter, number("hoi_nghi", "13"))
    assert list(second.values.values_list("state", "number")) == [
        ("reported", 13),
        ("unconfirmed", None),
        ("blank", None),
    ]
    assert (second.n, second.base_revision) == (2, 1)


def test_late_is_later_than_the_due_date(
    scene: Scene, obligation: Obligation, reporter: User, tree: Tree
) -> None:
    other = make_user("bao-cao-b", "reporter", unit=tree.sibling)
    send_form(obligation, reporter, number("hoi_nghi", "1"), on=DUE)
    send_form(scene.obligation(tree.sibling), other, number("hoi_nghi", "1"), on=date(2024, 3, 30))
    late = [standing_of(scene.obligation(u)).late for u in (tree.own, tree.sibling)]
    assert late == [False, True]


def test_accepted_numbers_enter_the_total(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12", "hơn"), blank("ty_le"))
    waiting = counts(scene)
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    assert waiting == {
        "hoi_nghi": (0, 0, 1, 0, 1, 0),
        "luot_nguoi": (0, 0, 1, 0, 1, 0),
        "ty_le": (0, 0, 1, 0, 1, 0),
    }
    assert counts(scene) == {
        "hoi_nghi": (12_000_000, 1, 0, 0, 1, 1),
        "luot_nguoi": (0, 0, 1, 0, 1, 0),
        "ty_le": (0, 0, 0, 1, 1, 0),
    }


def counts(scene: Scene) -> dict[str, tuple[int, ...]]:
    """Number, reported, unconfirmed, not given, missing, estimates of each total."""
    rows = Total.objects.filter(period=scene.period).select_related("element")
    return {
        t.element.code: (
            t.number, t.n_reported, t.unconfirmed, t.not_given, t.missing, t.estimates,
        )
        for t in rows
    }  # fmt: skip


def test_new_revision_voids_the_acceptance(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=first, seen=first.sha256, by=scene.coordinator)
    second = send_form(obligation, reporter, number("hoi_nghi", "13"))
    assert standing_of(obligation).state == "submitted"
    assert counts(scene)["hoi_nghi"] == (0, 0, 1, 0, 1, 0)
    accept(revision=second, seen=second.sha256, by=scene.coordinator)
    assert counts(scene)["hoi_nghi"] == (13_000_000, 1, 0, 0, 1, 0)


def test_totals_equal_the_naive_sum_after_every_act(
    scene: Scene, obligation: Obligation, reporter: User, tree: Tree
) -> None:
    other = make_user("bao-cao-b", "reporter", unit=tree.sibling)
    second_obligation = scene.obligation(tree.sibling)
    a = send_form(obligation, reporter, number("hoi_nghi", "12"), number("ty_le", "95.5"))
    check_totals(scene)
    accept(revision=a, seen=a.sha256, by=scene.coordinator)
    check_totals(scene)
    b = send_form(second_obligation, other, number("hoi_nghi", "3", "gần"), blank("luot_nguoi"))
    send_back(revision=b, seen=b.sha256, reason="Thiếu số lượt người", by=scene.coordinator)
    check_totals(scene)
    c = send_form(second_obligation, other, number("luot_nguoi", "70"))
    accept(revision=c, seen=c.sha256, by=scene.coordinator)
    check_totals(scene)
    assert counts(scene)["hoi_nghi"] == (15_000_000, 2, 0, 0, 0, 1)


def check_totals(scene: Scene) -> None:
    wanted = naive_totals(scene.period)
    for total in Total.objects.filter(period=scene.period):
        assert {name: getattr(total, name) for name in wanted[total.element_id]} == wanted[
            total.element_id
        ]
    assert rebuild_totals(period=scene.period) == 0


def test_rebuild_mends_a_wrong_total(scene: Scene, obligation: Obligation, reporter: User) -> None:
    a = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=a, seen=a.sha256, by=scene.coordinator)
    Total.objects.filter(element__code="hoi_nghi").update(number=1)
    assert rebuild_totals(period=scene.period) == 1
    assert counts(scene)["hoi_nghi"][0] == 12_000_000


def test_acceptance_of_an_old_revision_is_not_recorded(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    second = send_form(obligation, reporter, number("hoi_nghi", "13"))
    with pytest.raises(NewerRevision) as caught:
        accept(revision=first, seen=first.sha256, by=scene.coordinator)
    assert caught.value.n == second.n
    assert not Decision.objects.exists()
    assert SubmissionRevision.objects.count() == 2


def test_acceptance_names_the_hash_that_was_seen(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    with pytest.raises(NewerRevision):
        accept(revision=first, seen="0" * 64, by=scene.coordinator)
    assert not Decision.objects.exists()


def test_accepting_twice_is_one_decision(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    decisions = [
        accept(revision=first, seen=first.sha256, by=scene.coordinator) for _click in range(2)
    ]
    assert decisions[0] == decisions[1]
    assert counts(scene)["hoi_nghi"][0] == 12_000_000
    with pytest.raises(AlreadyDecided):
        send_back(revision=first, seen=first.sha256, reason="muộn", by=scene.coordinator)


def test_return_needs_a_reason(scene: Scene, obligation: Obligation, reporter: User) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    with pytest.raises(Incomplete):
        send_back(revision=first, seen=first.sha256, reason="  ", by=scene.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            revision=first, sha256=first.sha256, kind="return", by=scene.coordinator, at=first.at
        )


def test_remark_needs_units_questions_and_words(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    first = send_form(obligation, reporter, number("hoi_nghi", "12"))
    element = first.values.first()
    assert element is not None
    for wrong in ({"text": " "}, {"submissions": []}, {"elements": []}):
        given = {"submissions": [first.submission], "elements": [element.element], "text": "a"}
        with pytest.raises(Incomplete):
            add_remark(**{**given, **wrong}, by=scene.coordinator)  # type: ignore[arg-type]
