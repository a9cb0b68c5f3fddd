"""One report, two people: nothing is counted twice, nothing is lost, the second one is told."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.concurrency.together import kinds, pausing, together
from tests.web.reporting.scene import DUE, Scene, number, send_form
from tests.web.reporting.test_pages import browser
from tests.web.reporting.test_submissions import check_totals, counts

from minhbach_web.core.models import AuditEvent
from minhbach_web.reporting.models import Decision, Draft, Obligation, State, SubmissionRevision
from minhbach_web.reporting.problems import DraftChanged, NoDraft
from minhbach_web.reporting.services import answers, reports, submissions, totals
from minhbach_web.reporting.services.answers import Answer, save_answers
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.services.drafts import (
    discard_draft,
    start_form_draft,
    start_word_draft,
)
from minhbach_web.reporting.services.reports import fix_report
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.services.totals import rebuild_totals
from minhbach_web.units.models import User

ROUNDS = range(3)


def answered(obligation: Obligation, by: User, *given: Answer) -> Draft:
    """A draft with these answers, ready to be sent."""
    draft = start_form_draft(obligation=obligation, by=by)
    versions = {e.element.code: e.version for e in draft.entries.select_related("element")}
    fresh = [Answer(a.code, versions[a.code], a.state, a.number) for a in given]
    assert save_answers(draft=draft, answers=fresh, by=by) == []
    draft.refresh_from_db()
    return draft


def entry_of(draft: Draft, code: str) -> tuple[str, int | None, int]:
    """State, number and version of one answer as the tables say now."""
    entry = draft.entries.get(element__code=code)
    return entry.state, entry.number, entry.version


def agrees(revision: SubmissionRevision) -> bool:
    """The rows of a revision say what its hashed text says."""
    stated = {
        code: Decimal(value["value"]) if "value" in value else None
        for code, value in json.loads(revision.canonical)["values"].items()
    }
    kept = {
        v.element.code: None if v.number is None else Decimal(v.number).scaleb(-v.scale)
        for v in revision.values.select_related("element")
    }
    return stated == kept


@pytest.mark.parametrize("_round", ROUNDS)
def test_double_click_at_once_sends_one_revision(
    _round: int, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    draft = answered(obligation, reporter, number("hoi_nghi", "12"))

    def send() -> SubmissionRevision:
        return submit(
            obligation=obligation, token=draft.token, seen=draft.version, by=reporter, on=DUE
        )

    sent = together(send, send, send)

    assert [r.pk for r in sent] == [SubmissionRevision.objects.get().pk] * 3
    assert AuditEvent.objects.filter(action="reporting.submit").count() == 1
    check_totals(scene)


def test_double_click_in_two_browsers_leads_both_to_the_receipt(
    obligation: Obligation, reporter: User
) -> None:
    draft = answered(obligation, reporter, number("hoi_nghi", "12"))
    url = reverse("reporting:check", args=[obligation.pk])
    form = {"token": str(draft.token), "seen": str(draft.version)}
    clients = [browser(reporter), browser(reporter)]

    responses = together(*(lambda c=c: c.post(url, form) for c in clients))

    receipt = reverse("reporting:receipt", args=[obligation.pk, 1])
    assert [(r.status_code, r.headers["Location"]) for r in responses] == [(302, receipt)] * 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_who_answer_alike_different_questions_lose_nothing(
    _round: int, obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)

    clashes = together(
        lambda: save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter),
        lambda: save_answers(draft=draft, answers=[number("luot_nguoi", "70")], by=colleague),
    )

    assert clashes == [[], []]
    assert entry_of(draft, "hoi_nghi") == (State.REPORTED, 12, 2)
    assert entry_of(draft, "luot_nguoi") == (State.REPORTED, 70, 2)
    draft.refresh_from_db()
    assert draft.version == 3


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_who_answer_one_question_the_second_is_told(
    _round: int, obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)

    mine, theirs = together(
        lambda: save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter),
        lambda: save_answers(draft=draft, answers=[number("hoi_nghi", "13")], by=colleague),
    )

    assert sorted(map(len, (mine, theirs))) == [0, 1]
    (clash,) = mine or theirs
    kept, lost = (13, 12) if mine else (12, 13)
    assert (clash.theirs.number, clash.mine.number) == (kept, Decimal(lost))
    assert entry_of(draft, "hoi_nghi") == (State.REPORTED, kept, 2)


def test_answer_saved_while_the_report_is_sent_is_never_half_in_it(
    monkeypatch: pytest.MonkeyPatch, obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = answered(obligation, reporter, number("hoi_nghi", "12"))
    late = Answer("hoi_nghi", 2, State.REPORTED, number=Decimal(99))

    with pausing(monkeypatch, submissions, "_write_revision") as meeting:
        sent, told = together(
            lambda: submit(
                obligation=obligation, token=draft.token, seen=draft.version, by=reporter, on=DUE
            ),
            meeting.after(lambda: save_answers(draft=draft, answers=[late], by=colleague)),
        )

    assert isinstance(told, NoDraft)
    assert (sent.values.get(element__code="hoi_nghi").number, agrees(sent)) == (12, True)


def test_report_sent_while_an_answer_is_saved_is_not_sent(
    monkeypatch: pytest.MonkeyPatch, obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = answered(obligation, reporter, number("hoi_nghi", "12"))
    late = Answer("hoi_nghi", 2, State.REPORTED, number=Decimal(99))

    with pausing(monkeypatch, answers, "_write") as meeting:
        clashes, told = together(
            lambda: save_answers(draft=draft, answers=[late], by=colleague),
            meeting.after(
                lambda: submit(
                    obligation=obligation, token=draft.token, seen=draft.version, by=reporter
                )
            ),
        )

    assert clashes == []
    assert isinstance(told, DraftChanged)
    assert entry_of(draft, "hoi_nghi") == (State.REPORTED, 99, 3)
    assert not SubmissionRevision.objects.exists()


def test_answer_on_a_page_whose_report_was_sent_is_told_on_the_report(
    obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = answered(obligation, reporter, number("hoi_nghi", "12"))
    submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter, on=DUE)

    response = browser(colleague).post(
        reverse("reporting:confirm", args=[obligation.pk]),
        {"code": "hoi_nghi", "act": "none", "hoi_nghi-seen": "2"},
        follow=True,
    )

    assert response.redirect_chain == [(reverse("reporting:report", args=[obligation.pk]), 302)]
    assert "chưa được lưu" in response.content.decode()


@pytest.mark.parametrize("_round", ROUNDS)
def test_draft_thrown_away_while_somebody_answers_ends_one_way(
    _round: int,
    monkeypatch: pytest.MonkeyPatch,
    obligation: Obligation,
    reporter: User,
    colleague: User,
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)

    with pausing(monkeypatch, answers, "_write") as meeting:
        saved, gone = together(
            lambda: save_answers(draft=draft, answers=[number("hoi_nghi", "1")], by=colleague),
            meeting.after(lambda: discard_draft(draft=draft, by=reporter)),
        )

    assert (saved, gone) == ([], None)
    assert not Draft.objects.exists()


def test_two_files_for_one_report_the_second_is_told(
    obligation: Obligation, reporter: User, colleague: User
) -> None:
    def send(by: User, text: str) -> Draft:
        return start_word_draft(
            obligation=obligation, data=text.encode(), name="bao-cao.txt", seen=None, by=by
        )

    results = together(
        lambda: send(reporter, "BÁO CÁO\nĐã tổ chức 12 hội nghị."),
        lambda: send(colleague, "BÁO CÁO\nĐã tổ chức 13 hội nghị."),
    )

    assert kinds(results) == ["Draft", "DraftChanged"]
    assert Draft.objects.count() == 1


def test_page_of_a_replaced_draft_confirms_nothing_of_the_new_one(
    obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    start_word_draft(
        obligation=obligation,
        data="BÁO CÁO\nĐã tổ chức 13 hội nghị.".encode(),
        name="bao-cao.txt",
        seen=draft.version,
        by=colleague,
    )

    response = browser(reporter).post(
        reverse("reporting:confirm", args=[obligation.pk]),
        {"code": "hoi_nghi", "act": "none", "hoi_nghi-seen": "1"},
    )

    assert response.status_code == 200  # the clash is shown on the page
    assert entry_of(Draft.objects.get(), "hoi_nghi")[0] == State.UNCONFIRMED


@pytest.mark.parametrize("_round", ROUNDS)
def test_first_visit_twice_at_once_makes_one_draft(
    _round: int, obligation: Obligation, reporter: User, colleague: User
) -> None:
    made = together(
        lambda: start_form_draft(obligation=obligation, by=reporter),
        lambda: start_form_draft(obligation=obligation, by=colleague),
    )

    assert [draft.pk for draft in made] == [Draft.objects.get().pk] * 2
    assert made[0].entries.count() == 3


@pytest.mark.parametrize("_round", ROUNDS)
def test_acceptance_meets_a_new_revision_and_counts_one_of_them(
    _round: int, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    old = send_form(obligation, reporter, number("hoi_nghi", "12"))
    draft = answered(obligation, reporter, number("hoi_nghi", "13"))

    decision, new = together(
        lambda: accept(revision=old, seen=old.sha256, by=scene.coordinator),
        lambda: submit(
            obligation=obligation, token=draft.token, seen=draft.version, by=reporter, on=DUE
        ),
    )

    assert new.n == 2
    check_acceptance(scene, decision)


def check_acceptance(scene: Scene, decision: object) -> None:
    """Accepted before and voided, or refused with the new one named; either way counted once."""
    if isinstance(decision, Decision):
        assert decision.revision.n == 1
    else:
        assert (type(decision).__name__, getattr(decision, "n", None)) == ("NewerRevision", 2)
        assert not Decision.objects.exists()
    assert counts(scene)["hoi_nghi"] == (0, 0, 1, 0, 1, 0)
    check_totals(scene)


@pytest.mark.parametrize("first", ["accept", "submit"])
def test_acceptance_and_new_revision_wait_for_each_other(
    first: str,
    monkeypatch: pytest.MonkeyPatch,
    scene: Scene,
    obligation: Obligation,
    reporter: User,
) -> None:
    old = send_form(obligation, reporter, number("hoi_nghi", "12"))
    draft = answered(obligation, reporter, number("hoi_nghi", "13"))

    def decide() -> Decision:
        return accept(revision=old, seen=old.sha256, by=scene.coordinator)

    def send() -> SubmissionRevision:
        return submit(
            obligation=obligation, token=draft.token, seen=draft.version, by=reporter, on=DUE
        )

    with pausing(monkeypatch, totals, "shares_of_many") as meeting:
        if first == "accept":
            decision, _new = together(decide, meeting.after(send))
        else:
            _new, decision = together(send, meeting.after(decide))

    assert isinstance(decision, Decision) == (first == "accept")
    check_acceptance(scene, decision)


def test_accept_and_return_at_once_is_one_decision(
    scene: Scene, obligation: Obligation, reporter: User, tree: Tree
) -> None:
    other = make_user("dieu-phoi-hai", "coordinator", unit=tree.parent)
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))

    results = together(
        lambda: accept(revision=sent, seen=sent.sha256, by=scene.coordinator),
        lambda: send_back(revision=sent, seen=sent.sha256, reason="Thiếu", by=other),
    )

    assert kinds(results) == ["AlreadyDecided", "Decision"]
    assert Decision.objects.count() == 1
    check_totals(scene)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_units_accepted_at_once_are_both_counted(
    _round: int, scene: Scene, obligation: Obligation, reporter: User, tree: Tree
) -> None:
    other = make_user("bao-cao-b", "reporter", unit=tree.sibling)
    a = send_form(obligation, reporter, number("hoi_nghi", "12"), number("luot_nguoi", "5"))
    b = send_form(scene.obligation(tree.sibling), other, number("hoi_nghi", "3"))

    results = together(
        lambda: accept(revision=a, seen=a.sha256, by=scene.coordinator),
        lambda: accept(revision=b, seen=b.sha256, by=scene.coordinator),
    )

    assert kinds(results) == ["Decision", "Decision"]
    assert counts(scene)["hoi_nghi"] == (15_000_000, 2, 0, 0, 0, 0)
    check_totals(scene)


def test_rebuild_during_an_acceptance_leaves_right_totals(
    monkeypatch: pytest.MonkeyPatch, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))

    with pausing(monkeypatch, totals, "sums_of", done=True) as meeting:
        results = together(
            lambda: rebuild_totals(period=scene.period),
            meeting.after(lambda: accept(revision=sent, seen=sent.sha256, by=scene.coordinator)),
        )

    assert kinds(results) == ["Decision", "int"]
    check_totals(scene)


def test_report_fixed_during_an_acceptance_names_what_it_counts(
    monkeypatch: pytest.MonkeyPatch, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))

    with pausing(monkeypatch, reports, "pins") as meeting:
        fixed, _decision = together(
            lambda: fix_report(period=scene.period, by=scene.coordinator),
            meeting.after(lambda: accept(revision=sent, seen=sent.sha256, by=scene.coordinator)),
        )

    assert (fixed.n, fixed.pins) == (1, [])


def test_report_fixed_twice_at_once_is_one(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)

    made = together(*[lambda: fix_report(period=scene.period, by=scene.coordinator)] * 2)

    assert [report.n for report in made] == [1, 1]
