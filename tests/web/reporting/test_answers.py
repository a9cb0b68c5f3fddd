"""Answers in a draft: what counts, what keeps its sentence, and two people at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.web.reporting.scene import REPORT, number, upload

from minhbach_web.core.models import AuditEvent
from minhbach_web.reporting.models import Draft, DraftEntry, Obligation, State
from minhbach_web.reporting.problems import DraftChanged
from minhbach_web.reporting.services.answers import (
    Answer,
    TextAnswer,
    save_answers,
    save_texts,
)
from minhbach_web.reporting.services.drafts import start_word_draft
from minhbach_web.units.models import User

pytestmark = pytest.mark.usefixtures("found")


@pytest.fixture
def draft(obligation: Obligation, reporter: User) -> Draft:
    upload(obligation, reporter)
    return Draft.objects.get(obligation=obligation)


def entry(draft: Draft, code: str) -> DraftEntry:
    return draft.entries.get(element__code=code)


def test_found_figures_are_proposals(draft: Draft) -> None:
    assert list(draft.entries.values_list("state", "number", "qualifier", "decided_by")) == [
        ("unconfirmed", 12, "", None),
        ("unconfirmed", 1205, "", None),
        ("unconfirmed", None, "", None),
    ]
    assert draft.narratives.get().text == "Nhìn chung các buổi đều đạt yêu cầu."


def test_right_keeps_the_sentence_and_the_person(draft: Draft, reporter: User) -> None:
    clashes = save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    known = entry(draft, "hoi_nghi")
    assert clashes == []
    assert (known.state, known.number, known.quote) == (
        State.REPORTED,
        12,
        "đã tổ chức 12 hội nghị",
    )
    assert known.decided_by == reporter
    assert AuditEvent.objects.filter(action="reporting.answer").count() == 1


def test_corrected_number_loses_the_sentence_that_does_not_say_it(
    draft: Draft, reporter: User
) -> None:
    save_answers(draft=draft, answers=[number("hoi_nghi", "13")], by=reporter)
    known = entry(draft, "hoi_nghi")
    assert (known.number, known.anchor, known.quote) == (13, "", "")


def test_number_of_the_other_place_takes_its_sentence(draft: Draft, reporter: User) -> None:
    save_answers(draft=draft, answers=[number("luot_nguoi", "1250", "gần")], by=reporter)
    known = entry(draft, "luot_nguoi")
    assert (known.number, known.qualifier, known.quote) == (1250, "gần", "gần 1.250 lượt người dự")


def test_chosen_place_of_a_conflict_counts(draft: Draft, reporter: User) -> None:
    chosen = Answer("luot_nguoi", 1, State.REPORTED, candidate=1)
    save_answers(draft=draft, answers=[chosen], by=reporter)
    known = entry(draft, "luot_nguoi")
    assert (known.state, known.number, known.qualifier) == (State.REPORTED, 1250, "gần")
    assert len(known.candidates) == 2


def test_four_kinds_of_no_number_stay_apart(draft: Draft, reporter: User) -> None:
    answers = [
        number("hoi_nghi", "0"),
        Answer("luot_nguoi", 1, State.BLANK, blank_kind="later"),
        Answer("ty_le", 1, State.NOT_APPLICABLE),
    ]
    save_answers(draft=draft, answers=answers, by=reporter)
    assert list(draft.entries.values_list("state", "blank_kind", "number")) == [
        ("zero", "", 0),
        ("blank", "later", None),
        ("not_applicable", "", None),
    ]


def test_second_person_learns_what_the_first_did(
    draft: Draft, reporter: User, colleague: User
) -> None:
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    clashes = save_answers(draft=draft, answers=[number("hoi_nghi", "13")], by=colleague)
    assert [(c.theirs.number, c.theirs.decided_by, c.mine.number) for c in clashes] == [
        (12, reporter, Decimal(13))
    ]
    assert entry(draft, "hoi_nghi").number == 12


def test_two_people_on_different_figures_lose_nothing(
    draft: Draft, reporter: User, colleague: User
) -> None:
    first = save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    second = save_answers(draft=draft, answers=[number("ty_le", "95.5")], by=colleague)
    assert (first, second) == ([], [])
    assert list(draft.entries.values_list("number", "scale", "decided_by__username")) == [
        (12, 0, "bao-cao-a"),
        (1205, 0, None),
        (955, 1, "bao-cao-a2"),
    ]


def test_same_answer_of_two_people_is_no_clash(
    draft: Draft, reporter: User, colleague: User
) -> None:
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    assert save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=colleague) == []
    assert entry(draft, "hoi_nghi").decided_by == reporter


def test_text_changed_meanwhile_comes_back(draft: Draft, reporter: User, colleague: User) -> None:
    save_texts(draft=draft, answers=[TextAnswer("danh_gia", 1, "Bản của A")], by=reporter)
    clashes = save_texts(
        draft=draft, answers=[TextAnswer("danh_gia", 1, "Bản của B")], by=colleague
    )
    assert [(c.theirs.text, c.mine.text) for c in clashes] == [("Bản của A", "Bản của B")]
    assert draft.narratives.get().text == "Bản của A"


def test_same_file_again_keeps_the_answers(
    draft: Draft, obligation: Obligation, reporter: User
) -> None:
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    again = start_word_draft(
        obligation=obligation, data=REPORT.encode(), name="lai.txt", seen=None, by=reporter
    )
    assert again.pk == draft.pk
    assert entry(draft, "hoi_nghi").state == State.REPORTED


def test_other_file_over_a_changed_draft_is_stopped(
    draft: Draft, obligation: Obligation, reporter: User, colleague: User
) -> None:
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    other = (REPORT + "\nThêm một dòng.\n").encode()
    with pytest.raises(DraftChanged):
        start_word_draft(obligation=obligation, data=other, name="b.txt", seen=1, by=colleague)
    assert entry(draft, "hoi_nghi").state == State.REPORTED


def test_other_file_replaces_the_whole_set(
    draft: Draft, obligation: Obligation, reporter: User
) -> None:
    save_answers(draft=draft, answers=[number("ty_le", "95.5")], by=reporter)
    draft.refresh_from_db()
    other = (REPORT + "\nThêm một dòng.\n").encode()
    new = start_word_draft(
        obligation=obligation, data=other, name="b.txt", seen=draft.version, by=reporter
    )
    assert new.pk != draft.pk
    assert entry(new, "ty_le").state == State.UNCONFIRMED
