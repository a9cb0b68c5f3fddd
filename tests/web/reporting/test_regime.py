"""Dates, days off, replacement, rules, carrying over: the regime as it binds units."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import Tree, make_user
from tests.web.reporting.scene import (
    FORM,
    REPORT,
    Scene,
    make_scene,
    number,
    send_form,
    upload,
)
from tests.web.reporting.test_pages import at, browser, file, hidden
from tests.web.visit import send, visit

from minhbach_web.activities.models import Activity
from minhbach_web.activities.services.logging import Done, log_activity
from minhbach_web.core import clock
from minhbach_web.reporting.models import DayOff, Draft, Obligation, Period, SubmissionRevision
from minhbach_web.reporting.problems import (
    BreaksRules,
    CantOpen,
    PeriodLocked,
    Replaced,
    TooLate,
    UpperLocked,
)
from minhbach_web.reporting.services.answers import save_answers, save_reasons
from minhbach_web.reporting.services.calendar import Due, due_on, forget_day, lay_out_year, set_day
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.services.drafts import check_open, start_form_draft
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, close_period, open_period
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.units.models import User

RULES = """
[[rule]]
kind = "required"
elements = ["hoi_nghi"]

[[rule]]
kind = "compare"
elements = ["hoi_nghi"]
operator = "<="
others = ["luot_nguoi"]
severity = "warning"
"""


def noon(day: date) -> datetime:
    return datetime.combine(day, time(5), tzinfo=UTC)


def opened(scene: Scene, tree: Tree, toml: str, code: str, due: date, **dates: object) -> Period:
    data_set = store_form(data=toml.encode(), by=scene.coordinator)
    opening = Opening(
        data_set=data_set, parent=tree.parent, code=code, due=due, units=[tree.own, tree.sibling]
    )
    return open_period(opening=replace(opening, **dates), by=scene.coordinator)  # type: ignore[arg-type]


def of(period: Period, unit: object) -> Obligation:
    return Obligation.every.select_related("period", "data_set", "unit").get(
        period=period, unit=unit
    )


# Days


def test_due_date_on_tet_moves_and_says_why(scene: Scene, tree: Tree) -> None:
    assert lay_out_year(year=2026, by=scene.coordinator) > 8
    assert lay_out_year(year=2026, by=scene.coordinator) == 0
    period = opened(scene, tree, FORM, "2025-Q4", date(2026, 2, 20))
    assert (period.due, period.asked_due) == (date(2026, 2, 23), date(2026, 2, 20))
    assert period.due_moved.startswith("20/02: ")
    assert period.due_moved.endswith("21/02: thứ Bảy, 22/02: Chủ nhật")


def test_weekend_worked_in_exchange_is_a_working_day(scene: Scene) -> None:
    saturday = date(2026, 8, 22)
    assert due_on(saturday).day == date(2026, 8, 24)
    set_day(day=saturday, kind="worked", name="Làm bù", by=scene.coordinator)
    assert due_on(saturday) == Due(saturday)
    forget_day(day=saturday, by=scene.coordinator)
    assert not DayOff.objects.exists()


def test_days_off_are_kept_on_their_page(scene: Scene) -> None:
    clerk = browser(scene.coordinator)
    empty = visit(clerk, at("days_off") + "?nam=2026")
    assert empty.h1 == "Ngày nghỉ năm 2026"
    url = at("change_days")
    page = send(clerk, url, {"day": "2026-07-01", "kind": "off", "name": "Nghỉ riêng"})
    assert page.texts("//tbody/tr/td") == ["Ngày nghỉ", "Nghỉ riêng", "Bỏ : 1/7/2026"]
    send(clerk, url, {"day": "không", "kind": "off", "name": "x"}, status=422)
    page = send(clerk, url, {"forget": "2026-07-01", "year": "2026"})
    assert not page.all("//tbody")
    page = send(clerk, url, {"lay_out": "1", "year": "2025"})
    assert "Tết Nguyên Đán" in page.text("//tbody")


def test_decree_09_period_holds_the_days_from_the_15th(scene: Scene, tree: Tree) -> None:
    toml = FORM.replace(
        'period = "quarter"',
        'period = "month"\nalso = ["quarter"]\ncut_off = { first_day = 15, months_back = 1 }',
    )
    month = opened(scene, tree, toml, "2026-M01", date(2026, 1, 20))
    quarter = opened(scene, tree, toml, "2026-Q1", date(2026, 3, 20))
    assert [(p.start, p.end, p.first_day) for p in (month, quarter)] == [
        (date(2025, 12, 15), date(2026, 1, 15), 15),
        (date(2025, 12, 15), date(2026, 3, 15), 15),
    ]


@pytest.mark.parametrize(
    "dates",
    [
        {"lock_at": noon(date(2024, 6, 1))},
        {"upper_due": date(2024, 6, 1)},
        {
            "lock_at": noon(date(2024, 7, 20)),
            "upper_lock_at": noon(date(2024, 7, 10)),
        },
    ],
    ids=["lock-before-due", "upper-before-units", "upper-lock-before-lock"],
)
def test_dates_that_contradict_each_other_are_refused(
    scene: Scene, tree: Tree, dates: dict[str, object]
) -> None:
    with pytest.raises(CantOpen):
        opened(scene, tree, FORM, "2024-Q2", date(2024, 6, 25), **dates)


# Three dates


@pytest.mark.parametrize(
    ("at_utc", "problem"),
    [
        (datetime(2024, 7, 2, 16, 59, 59, tzinfo=UTC), None),
        (datetime(2024, 7, 2, 17, 0, tzinfo=UTC), TooLate),
    ],
    ids=["23:59:59", "00:00"],
)
def test_first_report_is_taken_until_the_last_late_day_is_over(
    scene: Scene,
    tree: Tree,
    monkeypatch: pytest.MonkeyPatch,
    at_utc: datetime,
    problem: type[Exception] | None,
) -> None:
    period = opened(scene, tree, FORM, "2024-Q2", date(2024, 6, 25), late_until=date(2024, 7, 2))
    monkeypatch.setattr(clock, "now", lambda: at_utc)
    if problem is None:
        check_open(of(period, tree.own))
    else:
        with pytest.raises(problem, match="02/07/2024"):
            check_open(of(period, tree.own))


def test_correction_is_taken_after_the_last_late_day_until_the_lock(
    scene: Scene, tree: Tree, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = datetime(2024, 7, 10, 17, 0, tzinfo=UTC)
    period = opened(
        scene,
        tree,
        FORM,
        "2024-Q2",
        date(2024, 6, 25),
        late_until=date(2024, 7, 2),
        lock_at=lock,
    )
    owed = of(period, tree.own)
    monkeypatch.setattr(clock, "now", lambda: noon(date(2024, 6, 25)))
    send_form(owed, reporter, number("hoi_nghi", "1"))
    monkeypatch.setattr(clock, "now", lambda: lock - timedelta(seconds=1))
    check_open(owed)
    monkeypatch.setattr(clock, "now", lambda: lock)
    with pytest.raises(PeriodLocked):
        check_open(owed)


def test_office_decides_until_its_own_lock(
    scene: Scene, tree: Tree, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = datetime(2024, 7, 20, 17, 0, tzinfo=UTC)
    due = date(2024, 6, 25)
    period = opened(scene, tree, FORM, "2024-Q2", due, upper_lock_at=lock)
    revision = send_form(of(period, tree.own), reporter, number("hoi_nghi", "1"))
    monkeypatch.setattr(clock, "now", lambda: lock)
    with pytest.raises(UpperLocked):
        accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    monkeypatch.setattr(clock, "now", lambda: lock - timedelta(seconds=1))
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    assert period.totals.get(element__code="hoi_nghi").n_reported == 1


@pytest.mark.parametrize("name", ["enter", "check", "upload", "excel"])
def test_pages_of_a_report_ask_few_queries(
    ruled: Obligation, obligation: Obligation, reporter: User, name: str
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"))
    draft = start_form_draft(obligation=ruled, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    client = browser(reporter)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at(name, ruled.pk)).status_code == 200
    assert len(asked) <= 30


@pytest.mark.parametrize("name", ["form_list", "days_off", "period_excel", "period_state"])
def test_pages_of_the_office_ask_few_queries(scene: Scene, tree: Tree, name: str) -> None:
    lay_out_year(year=clock.today().year, by=scene.coordinator)
    for code in "abc":
        store_form(data=FORM.replace("thu-nghiem", code).encode(), by=scene.coordinator)
    client = browser(scene.coordinator)
    url = at(name, scene.period.pk) if name.startswith("period") else at(name)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 30


def test_closing_is_asked_first_and_done_then(scene: Scene) -> None:
    clerk, url = browser(scene.coordinator), at("period_state", scene.period.pk)
    page = visit(clerk, url)
    assert "2 đơn vị chưa gửi gì" in page.text()
    scene.period.refresh_from_db()
    assert scene.period.state == "open"
    send(clerk, url, {"state": "closed"})
    scene.period.refresh_from_db()
    assert scene.period.state == "closed"
    assert visit(clerk, url).h1 == "Mở lại kỳ?"


def test_opening_again_takes_a_reason_that_stays_on_the_page(scene: Scene) -> None:
    clerk, url = browser(scene.coordinator), at("period_state", scene.period.pk)
    close_period(period=scene.period, by=scene.coordinator)
    refused = send(clerk, url, {"state": "open", "reason": " "}, status=422)
    assert "Hãy nói vì sao mở lại kỳ" in refused.text("//*[@role='alert']")
    scene.period.refresh_from_db()
    assert scene.period.state == "closed"
    page = send(clerk, url, {"state": "open", "reason": "Hai chi bộ gửi thiếu biểu."})
    assert "Hai chi bộ gửi thiếu biểu." in page.text()
    scene.period.refresh_from_db()
    assert scene.period.state == "open"


# Replacement

MONTHLY = FORM.replace("thu-nghiem", "thang").replace('"quarter"', '"month"')
QUARTERLY = FORM.replace("thu-nghiem", "quy").replace(
    'period = "quarter"', 'period = "quarter"\nreplaces = ["thang"]'
)


def test_quarter_stands_for_its_last_month_where_nothing_was_sent(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    february = opened(scene, tree, MONTHLY, "2024-M02", date(2024, 3, 1))
    march = opened(scene, tree, MONTHLY, "2024-M03", date(2024, 4, 1))
    send_form(of(march, tree.own), reporter, number("hoi_nghi", "3"))
    quarter = opened(scene, tree, QUARTERLY, "2024-Q1", date(2024, 4, 10))
    assert [o.unit for o in march.obligations.all()] == [tree.own]
    assert of(march, tree.sibling).replaced_by == quarter
    assert february.obligations.count() == 2
    assert {t.n_expected for t in march.totals.all()} == {1}
    with pytest.raises(Replaced):
        check_open(of(march, tree.sibling))
    page = visit(browser(scene.coordinator), at("period", march.pk))
    assert "Đảng bộ Sở Gió Mát: Kết quả thử nghiệm, 2024-Q1" in page.texts("//main//li")


def test_month_opened_after_its_quarter_is_replaced_at_once(scene: Scene, tree: Tree) -> None:
    quarter = opened(scene, tree, QUARTERLY, "2024-Q1", date(2024, 4, 10))
    march = opened(scene, tree, MONTHLY, "2024-M03", date(2024, 4, 1))
    assert march.obligations.count() == 0
    assert {o.replaced_by for o in Obligation.every.filter(period=march)} == {quarter}


# Counting level


def test_element_counted_elsewhere_is_not_asked(scene: Scene, tree: Tree, reporter: User) -> None:
    toml = FORM.replace('unit = "buổi"', 'unit = "buổi"\nlevels = ["Loại khác"]')
    period = opened(scene, tree, toml, "2024-Q2", date(2024, 6, 25))
    draft = start_form_draft(obligation=of(period, tree.own), by=reporter)
    states = draft.entries.values_list("element__code", "state")
    assert dict(states)["hoi_nghi"] == "not_asked"
    page = visit(browser(reporter), at("enter", of(period, tree.own).pk))
    assert "Không hỏi đơn vị này" in page.text()
    assert not page.all("//input[@name='hoi_nghi-number']")


# Rules


@pytest.fixture
def ruled(scene: Scene, tree: Tree) -> Obligation:
    return of(opened(scene, tree, FORM + RULES, "2024-Q2", date(2024, 6, 25)), tree.own)


def test_error_stops_and_warning_asks_for_a_reason(ruled: Obligation, reporter: User) -> None:
    draft = start_form_draft(obligation=ruled, by=reporter)
    save_answers(draft=draft, answers=[number("luot_nguoi", "5")], by=reporter)

    def try_to_send() -> SubmissionRevision:
        draft.refresh_from_db()
        return submit(obligation=ruled, token=draft.token, seen=draft.version, by=reporter)

    with pytest.raises(BreaksRules) as stopped:
        try_to_send()
    assert stopped.value.sentences == (
        "Chưa có số của “Số hội nghị”. Hãy ghi số; nếu không phát sinh thì ghi 0.",
    )
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    with pytest.raises(BreaksRules, match="phải nhỏ hơn hoặc bằng"):
        try_to_send()
    save_reasons(draft=draft, reasons={"hoi_nghi": "Họp trực tuyến"}, by=reporter)
    revision = try_to_send()
    assert revision.values.get(element__code="hoi_nghi").note == "Họp trực tuyến"
    assert "Họp trực tuyến" in revision.canonical


def test_check_page_takes_the_reason_and_then_sends(ruled: Obligation, reporter: User) -> None:
    writer = browser(reporter)
    draft = start_form_draft(obligation=ruled, by=reporter)
    answers = [number("hoi_nghi", "12"), number("luot_nguoi", "5")]
    save_answers(draft=draft, answers=answers, by=reporter)
    url = at("check", ruled.pk)
    stopped = send(writer, url, hidden(visit(writer, url)))
    assert stopped.h1 == "Kiểm tra lại trước khi gửi"
    assert not SubmissionRevision.objects.exists()
    page = send(writer, url, {"reasons": "1", "note-hoi_nghi": "Đúng như sổ"})
    assert page.all("//textarea[@name='note-hoi_nghi']")[0].text.strip() == "Đúng như sổ"
    assert send(writer, url, hidden(page)).h1 == "Đã gửi báo cáo"


# Saving as one types


def test_answer_is_saved_by_itself(writer: Client, ruled: Obligation) -> None:
    page = visit(writer, at("enter", ruled.pk))
    assert page.all("//fieldset[@hx-post]")
    url = at("autosave", ruled.pk, "hoi_nghi")
    saved = writer.post(url, {"hoi_nghi-seen": "1", "hoi_nghi-number": "7"})
    assert (saved.status_code, 'value="2"' in saved.content.decode()) == (200, True)
    wrong = writer.post(url, {"hoi_nghi-seen": "2", "hoi_nghi-number": "bảy"})
    assert wrong.status_code == 422
    entry = Draft.objects.get().entries.get(element__code="hoi_nghi")
    assert (entry.number, entry.state) == (7, "reported")
    writer.post(url, {"hoi_nghi-seen": "2", "hoi_nghi-number": ""})
    entry.refresh_from_db()
    assert (entry.number, entry.state) == (None, "unconfirmed")


def test_answer_that_a_colleague_gave_first_is_not_overwritten(
    writer: Client, ruled: Obligation, colleague: User
) -> None:
    visit(writer, at("enter", ruled.pk))
    save_answers(draft=Draft.objects.get(), answers=[number("hoi_nghi", "5")], by=colleague)
    url = at("autosave", ruled.pk, "hoi_nghi")
    late = writer.post(url, {"hoi_nghi-seen": "1", "hoi_nghi-number": "7"})
    assert (late.status_code, "Người báo cáo A hai" in late.content.decode()) == (409, True)
    assert Draft.objects.get().entries.get(element__code="hoi_nghi").number == 5


def test_narrative_part_is_saved_by_itself(writer: Client, ruled: Obligation) -> None:
    visit(writer, at("enter", ruled.pk))
    url = at("autosave", ruled.pk, "danh_gia")
    assert writer.post(url, {"danh_gia-seen": "1", "text-danh_gia": "Tốt."}).status_code == 200
    assert Draft.objects.get().narratives.get().text == "Tốt."
    again = writer.post(url, {"danh_gia-seen": "1", "text-danh_gia": "Khác."})
    assert again.status_code == 409


@pytest.fixture
def writer(reporter: User) -> Client:
    return browser(reporter)


def test_last_period_is_a_hint_and_never_a_value(
    scene: Scene, obligation: Obligation, tree: Tree, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    following = of(opened(scene, tree, FORM, "2024-Q2", date(2024, 6, 25)), tree.own)
    page = visit(browser(reporter), at("enter", following.pk))
    assert "Kỳ trước (quý I năm 2024): 12" in page.text()
    assert page.all("//input[@name='hoi_nghi-number']")[0].get("value") == ""


# The same file once more, and one file for several forms


@pytest.mark.usefixtures("found")
def test_same_file_after_a_return_keeps_its_answers(
    scene: Scene, obligation: Obligation, reporter: User, writer: Client
) -> None:
    upload(obligation, reporter)
    draft = Draft.objects.get()
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    draft.refresh_from_db()
    revision = submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)
    send_back(revision=revision, seen=revision.sha256, reason="Xem lại", by=scene.coordinator)
    page = send(writer, at("upload", obligation.pk), {"file": file(REPORT), "seen": ""})
    assert "1 câu trả lời được giữ lại" in page.text()
    entries = Draft.objects.get().entries.values_list("element__code", "state", "carried")
    assert list(entries) == [
        ("hoi_nghi", "reported", 1),
        ("luot_nguoi", "unconfirmed", None),
        ("ty_le", "unconfirmed", None),
    ]


@pytest.mark.usefixtures("found")
def test_one_file_feeds_several_forms(
    scene: Scene, obligation: Obligation, tree: Tree, writer: Client
) -> None:
    other = of(opened(scene, tree, MONTHLY, "2024-M02", date(2024, 3, 1)), tree.own)
    opened(scene, tree, MONTHLY, "2024-M06", date(2024, 7, 1))
    page = visit(writer, at("upload", obligation.pk))
    assert page.texts("//fieldset//label") == ["Kết quả thử nghiệm, tháng 2 năm 2024"]
    data = {"file": file(), "seen": "", "others": [str(other.pk)]}
    send(writer, at("upload", obligation.pk), data)
    drafts = Draft.objects.order_by("obligation")
    assert [d.obligation_id for d in drafts] == sorted([obligation.pk, other.pk])
    assert len({d.source_id for d in drafts}) == 1


def test_units_of_another_scene_are_no_others(tree: Tree) -> None:
    scene = make_scene(tree.own, tree.child)
    page = visit(
        browser(make_user("con", "reporter", unit=tree.child)),
        at("upload", scene.obligation(tree.child).pk),
    )
    assert not page.all("//input[@name='others']")


# The activity log


def test_form_is_filled_in_from_the_log_and_says_so(obligation: Obligation, reporter: User) -> None:
    day = obligation.period.start
    for held, on in ((3, day), (4, day), (9, obligation.period.end)):  # the last is too late
        done = Done(day=on, kind="hoi-nghi", what="Hội nghị quán triệt", amounts={"hoi_nghi": held})
        log_activity(key=uuid.uuid4(), unit=obligation.unit, done=done, by=reporter)
    client, url = browser(reporter), at("enter", obligation.pk)
    page = visit(client, url)
    (field,) = page.all("//input[@name='hoi_nghi-number']")
    assert field.get("value") == "7"
    assert "Nhật ký hoạt động ghi 7: 2 hoạt động" in page.text()
    seen = {f.get("name"): f.get("value") for f in page.all("//form//input[@type='hidden']")}
    typed = {"hoi_nghi-number": "7", "luot_nguoi-number": "20", "ty_le-kind": "not_known"}
    send(client, url, {**{k: v for k, v in seen.items() if k.endswith("-seen")}, **typed})
    notes = dict(Draft.objects.get().entries.values_list("element__code", "note"))
    first, second = (a.pk for a in Activity.objects.order_by("pk")[:2])
    assert notes["hoi_nghi"] == f"Theo nhật ký hoạt động: {first}, {second}"
    assert notes["luot_nguoi"] == ""
