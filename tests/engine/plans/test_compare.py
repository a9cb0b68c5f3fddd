"""Two versions of a plan, what a document amends, what a lower plan covers: invented texts."""

from __future__ import annotations

import pytest
from tests.web.programme.amended_plans import ADDING, PLAN, REPLACING

from minhbach.model.change import Entry, FieldChange, Run
from minhbach.model.document import Document
from minhbach.plans import extract_plan
from minhbach.plans.amends import amendment_of
from minhbach.plans.compare import compare_plans, field_changes, pair_entries, word_runs
from minhbach.plans.cover import cover
from minhbach.readers import read


def document(text: str) -> Document:
    return read(text.encode(), "ke-hoach.txt")


def task(key: str, text: str, section: str = "III.1", **fields: str) -> Entry:
    return Entry(key, "task", text, section, fields)


def test_compare_plans_tells_kept_changed_added_and_removed() -> None:
    old, new = (extract_plan(document(text)) for text in (PLAN, REPLACING))

    pairs = compare_plans(old, new)

    assert [(p.old, p.new, p.reason) for p in pairs] == [
        ("theme:1", "theme:1", "same-text"),
        ("task:1", "task:1", "similar"),
        ("task:2", "task:2", "same-text"),
        ("task:3", "task:3", "same-text"),
        (None, "task:4", None),
        ("task:5", "task:5", "same-text"),
        ("duty:1", "duty:1", "same-text"),
        ("task:4", None, None),
    ]
    assert pairs[1].changes == (
        FieldChange("deadline", "trước ngày 15/3/2024", "trước ngày 30/6/2024"),
        FieldChange("due", "2024-03-15", "2024-06-30"),
    )


def test_pairs_of_the_same_words_stay_with_their_lead() -> None:
    old = [task("a", "Tổ chức hội nghị", lead="Sở A"), task("b", "Tổ chức hội nghị", lead="Sở B")]
    new = [task("c", "Tổ chức hội nghị.", lead="Sở B"), task("d", "Tổ chức hội nghị", lead="Sở A")]

    pairs = pair_entries(old, new)

    assert [(p.old, p.new, p.sure) for p in pairs] == [("b", "c", False), ("a", "d", False)]


def test_spelling_of_tones_and_case_is_no_change() -> None:
    old = task("a", "Uỷ ban nhân dân xã tổ chức", lead="Uỷ ban nhân dân xã")
    new = task("b", "Ủy ban  nhân dân xã tổ chức", lead="Ủy ban nhân dân xã")

    assert pair_entries([old], [new])[0].reason == "same-text"
    assert field_changes(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "Xây dựng đề cương tuyên truyền gửi các chi bộ",
            "Xây dựng đề cương tuyên truyền gửi các chi bộ, đăng trên trang thông tin điện tử, "
            "bản tin nội bộ và in thành tờ gấp phát tại các hội nghị báo cáo viên",
            "part",
        ),
        ("Bố trí kinh phí thực hiện", "Tổ chức hội nghị báo cáo viên", None),
        ("Tổ chức hội nghị", "Tổ chức kiểm tra việc thực hiện Kế hoạch", None),
    ],
)
def test_pairing_needs_more_than_a_few_words(old: str, new: str, reason: str | None) -> None:
    assert pair_entries([task("a", old)], [task("b", new, "IV")])[0].reason == reason


def test_scope_is_never_paired_across() -> None:
    out = Entry("a", "task", "Nắm bắt dư luận xã hội", "III.1", {}, in_scope=False)

    assert len(pair_entries([out], [task("b", "Nắm bắt dư luận xã hội")])) == 2


def test_word_runs_show_both_texts() -> None:
    assert word_runs("Gửi trước ngày 15/3", "Gửi các chi bộ trước ngày 20/3") == (
        Run("same", "Gửi"),
        Run("in", "các chi bộ"),
        Run("same", "trước ngày"),
        Run("out", "15/3"),
        Run("in", "20/3"),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (REPLACING, ("replace", "15/KH-UBND")),
        (ADDING, ("supplement", "15/KH-UBND")),
        ("Kế hoạch số 12-KH/ĐUK đã được thay thế bởi Kế hoạch số 13-KH/ĐUK.", None),
        ("Bổ sung nhân sự theo tinh thần của Kế hoạch số 13-KH/ĐUK.", None),
        (
            "Sửa đổi, bổ sung điểm a khoản 2 mục III Kế hoạch số 13-KH/ĐUK.",
            ("supplement", "13-KH/ĐUK"),
        ),
        (PLAN, None),
    ],
)
def test_amendment_of_reads_only_what_stands_before_the_plan(
    text: str, found: tuple[str, str] | None
) -> None:
    amends = amendment_of(document(text))

    assert (amends and (amends.mode, amends.notation)) == found


LOWER = """ĐẢNG ỦY CỤC HẢI SƠN
KẾ HOẠCH
thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2024
I. NỘI DUNG
1. Xây dựng đề cương tuyên truyền gửi các đơn vị thuộc Cục trước ngày 01/3/2024.
2. Niêm yết thủ tục hành chính.
"""


def test_cover_shows_the_passage_and_puts_what_is_missing_first() -> None:
    upper = document(PLAN)

    found = cover(extract_plan(upper), upper, document(LOWER))

    states = [(item.state, item.text[:18]) for item in found.items]
    assert states[-1] == ("covered", "Xây dựng đề cương ")
    assert {state for state, _ in states[:4]} == {"uncovered"}
    outline = found.items[-1]
    assert outline.passage is not None
    assert outline.passage.text.startswith("1. Xây dựng đề cương")
    assert outline.passage.shared[0] == "xây dựng đề cương tuyên truyền gửi các đơn vị"
    assert [passage.text for passage in found.references] == [
        "thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2024"
    ]


def test_cover_of_an_empty_document_finds_nothing() -> None:
    upper = document(PLAN)

    found = cover(extract_plan(upper), upper, document("Không liên quan."))

    assert {(item.state, item.passage) for item in found.items} == {("uncovered", None)}
