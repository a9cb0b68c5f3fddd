"""Who is reminded of what, when: once, on working days, until it is done."""

from __future__ import annotations

import datetime
import time

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_unit, make_user, merge
from tests.web.reminders.conftest import At, Office
from tests.web.reporting.scene import number, send_form

from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.reminders.models import Message, Notice
from minhbach_web.reminders.services.choices import mark_all_read, set_choice
from minhbach_web.reminders.services.delivering import CLAIM, deliver
from minhbach_web.reminders.services.rules import Timing, forget_rules, set_rules
from minhbach_web.reminders.services.sending import Ran, planned, remind
from minhbach_web.reporting.models import Obligation, Period, ReportDecision
from minhbach_web.reporting.services.calendar import days_off, set_day
from minhbach_web.reporting.services.decisions import send_back
from minhbach_web.reporting.services.publishing import decide_report
from minhbach_web.reporting.services.reports import fix_report

pytestmark = pytest.mark.django_db
TITLE = "Kết quả thử nghiệm, quý I năm 2024 – Đảng bộ Sở Ánh Sáng"


def said() -> list[tuple[str, str, str]]:
    rows = Notice.objects.order_by("pk").select_related("user")
    return [(n.user.username, n.matter.partition(":")[0], n.rule) for n in rows]


def test_reminders_run_twice_send_once(office: Office, at: At) -> None:
    at("2024-03-26 08:00")  # three working days before Friday 29/3

    first, second = remind(), remind()

    assert (first, second) == (Ran(notices=1, messages=1), Ran())
    assert said() == [("bao-cao", "obligation", "doer:report:-3")]
    (letter,) = mail.outbox
    owed = office.scene.obligation(office.tree.own)
    assert letter.to == ["bao-cao@example.test"]
    assert letter.subject == "Minh Bạch: 1 việc sắp đến hạn"
    assert f"- {TITLE}\n  còn 3 ngày, thứ Sáu 29/3/2024" in letter.body
    assert f"https://minhbach.example/bao-cao/{owed.pk}/" in letter.body
    assert "Vì bạn báo cáo cho Đảng bộ Sở Ánh Sáng" in letter.body
    assert "trước hạn 3 ngày làm việc" in letter.body
    assert AuditEvent.objects.filter(action="reminders.remind").count() == 1


def test_each_rule_speaks_on_its_day_and_late_ones_escalate(office: Office, at: At) -> None:
    for day in ("2024-03-25", "2024-03-26", "2024-03-28", "2024-03-29", "2024-04-01", "2024-04-02"):
        at(f"{day} 08:00")
        remind()

    assert said() == [
        ("bao-cao", "obligation", "doer:report:-3"),
        ("bao-cao", "obligation", "doer:report:+0"),
        ("bao-cao", "obligation", "doer:report:+1"),
        (office.coordinator.username, "period", "above:report:+2"),
    ]
    above = Notice.objects.get(user=office.coordinator)
    assert above.title == "Kết quả thử nghiệm, quý I năm 2024: 2 đơn vị chậm"
    assert above.detail == "Đảng bộ Sở Ánh Sáng; Đảng bộ Sở Gió Mát"
    assert len(mail.outbox) == 4


def test_run_that_was_missed_is_made_up_for_with_the_latest_rule_only(
    office: Office, at: At
) -> None:
    at("2024-04-01 08:00")

    remind()

    assert said() == [("bao-cao", "obligation", "doer:report:+1")]


def test_what_is_done_is_reminded_no_more(office: Office, at: At) -> None:
    at("2024-03-26 06:00")  # before messages go out
    quiet = remind()
    owed = office.scene.obligation(office.tree.own)
    at("2024-03-26 07:00")
    send_form(owed, office.reporter, number("hoi_nghi", "1"), on=datetime.date(2024, 3, 26))
    at("2024-03-26 08:00")

    ran = remind()

    assert (quiet, ran, mail.outbox) == (Ran(notices=1, quiet=True), Ran(), [])
    assert Notice.objects.get().settled_at is not None


def test_returned_report_comes_first_in_the_digest(office: Office, at: At) -> None:
    at("2024-03-20 08:00")
    owed = office.scene.obligation(office.tree.own)
    sent = send_form(owed, office.reporter, number("hoi_nghi", "1"), on=datetime.date(2024, 3, 20))
    why = "Thiếu số người dự."
    send_back(revision=sent, seen=sent.sha256, reason=why, by=office.coordinator)

    remind()

    (letter,) = mail.outbox
    assert letter.subject == "Minh Bạch: 1 việc cần xem lại"
    assert "Thiếu số người dự." in letter.body
    assert said() == [("bao-cao", "returned", "doer:returned:+0")]


def test_due_day_on_tet_moves_and_says_why(office: Office, at: At) -> None:
    # Tết Bính Ngọ: Tuesday 17/2/2026; off from Monday 16 to Friday 20.
    for day in range(16, 21):
        tet = datetime.date(2026, 2, day)
        set_day(day=tet, kind="off", name="Tết Bính Ngọ", by=office.coordinator)
    Period.objects.update(due=datetime.date(2026, 2, 17))
    at("2026-02-18 08:00")
    on_tet = remind()
    at("2026-02-23 08:00")

    remind()

    assert on_tet.quiet
    notice = Notice.objects.get(rule="doer:report:+0")
    assert notice.due == datetime.date(2026, 2, 23)
    assert notice.detail == (
        "Hạn 17/2/2026 rơi vào ngày nghỉ (17/02: Tết Bính Ngọ; 18/02: Tết Bính Ngọ; "
        "19/02: Tết Bính Ngọ; 20/02: Tết Bính Ngọ; 21/02: thứ Bảy; 22/02: Chủ nhật): "
        "chuyển sang 23/2/2026."
    )
    assert notice.detail in mail.outbox[-1].body


@pytest.mark.parametrize("hour", ["2024-03-26 07:00", "2024-03-26 17:30", "2024-03-30 09:00"])
def test_nothing_goes_out_at_night_or_on_a_day_off(office: Office, at: At, hour: str) -> None:
    at("2024-03-26 06:00")
    remind()
    at(hour)

    ran = remind()

    assert (ran.quiet, mail.outbox) == (True, [])


def test_day_is_vietnams_wherever_the_server_stands(
    office: Office, at: At, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 07:45 on Tuesday in Hà Nội is Monday evening in Los Angeles.
    at("2024-03-26 07:45")
    for zone in ("UTC", "America/Los_Angeles"):
        settings.TIME_ZONE = zone
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        remind()
    monkeypatch.undo()
    time.tzset()

    assert [n.rule for n in Notice.objects.all()] == ["doer:report:-3"]
    assert len(mail.outbox) == 1
    assert "còn 3 ngày, thứ Sáu 29/3/2024" in mail.outbox[0].body


def test_second_thing_of_the_day_waits_for_tomorrows_message(office: Office, at: At) -> None:
    at("2024-03-26 08:00")
    remind()
    Period.objects.update(due=datetime.date(2024, 3, 26))
    at("2024-03-26 09:00")
    later = remind()
    at("2024-03-27 08:00")

    remind()

    assert later == Ran(notices=1)
    assert [letter.subject for letter in mail.outbox] == [
        "Minh Bạch: 1 việc sắp đến hạn",
        "Minh Bạch: 1 việc quá hạn",
    ]


def test_person_chooses_language_and_hour_or_no_email(office: Office, at: At) -> None:
    set_choice(by=office.reporter, email=True, language="en", not_before=datetime.time(9, 0))
    at("2024-03-26 08:00")
    early = remind()
    at("2024-03-26 09:00")
    remind()
    (letter,) = mail.outbox
    mail.outbox.clear()
    set_choice(by=office.reporter, email=False, language="vi", not_before=None)
    at("2024-03-29 09:00")
    remind()

    assert early == Ran(notices=1)
    assert letter.subject == "Minh Bạch: 1 coming due"
    assert "3 working days before the due day" in letter.body
    assert (mail.outbox, Notice.objects.count()) == ([], 2)


def test_what_was_read_here_is_not_sent_too(office: Office, at: At) -> None:
    at("2024-03-26 06:00")
    remind()
    mark_all_read(by=office.reporter)
    at("2024-03-26 08:00")

    assert (remind(), mail.outbox) == (Ran(), [])


def test_closed_account_and_person_without_address_get_no_letter(office: Office, at: At) -> None:
    office.reporter.is_active = False
    office.reporter.save()
    silent = make_user("khong-thu", "reporter", unit=office.tree.own)
    at("2024-03-26 08:00")

    ran = remind()

    assert (ran, mail.outbox) == (Ran(notices=1), [])
    assert Notice.objects.get().user == silent


def test_letter_has_no_link_without_a_configured_address(
    office: Office, at: At, settings: LazySettings
) -> None:
    settings.SITE_ADDRESS = ""
    at("2024-03-26 08:00")

    remind()

    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    assert "http" not in letter.body
    assert "href" not in html
    assert "List-Unsubscribe" not in letter.extra_headers


def test_title_with_markup_is_text_in_the_letter(office: Office, at: At) -> None:
    office.tree.own.name = "Chi bộ <b>A</b>\r\nBcc: x@example.test"
    office.tree.own.save()
    at("2024-03-26 08:00")

    remind()

    (letter,) = mail.outbox
    assert "<b>A</b>" not in letter.alternatives[0][0]
    assert "\n" not in letter.subject
    assert letter.recipients() == ["bao-cao@example.test"]


def test_many_units_cost_no_more_questions(office: Office, at: At) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            planned(clock.today(), days_off())
        return len(asked)

    at("2024-04-02 08:00")
    few = ask()
    for n in range(12):
        unit = make_unit(f"CB-{n}", f"Chi bộ {n}", office.tree.own)
        make_user(f"nguoi-{n}", "reporter", unit=unit)
        Obligation.objects.create(
            period=office.scene.period, data_set=office.scene.period.data_set, unit=unit
        )

    assert ask() == few


def test_rules_of_an_office_and_of_nobody(office: Office, at: At) -> None:
    own = [Timing("report", -2, "doer")]
    set_rules(unit=office.tree.parent, programme=None, on=True, timings=own, by=office.coordinator)
    at("2024-03-26 08:00")
    none_yet = remind()
    at("2024-03-27 08:00")
    remind()
    named = Notice.objects.get().why
    set_rules(unit=office.tree.parent, programme=None, on=False, timings=own, by=office.coordinator)
    at("2024-03-29 08:00")
    off = remind()
    forget_rules(unit=office.tree.parent, programme=None, by=office.coordinator)

    usual = remind()

    assert (none_yet, off) == (Ran(), Ran())
    assert "quy tắc của Đảng bộ Khối thử nghiệm" in named
    assert (usual.notices, said()[-1][2]) == (1, "doer:report:+0")


def test_letter_that_cannot_be_sent_is_tried_again_then_given_up(
    office: Office, at: At, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> int:
        raise ConnectionRefusedError("smtp.example.test refused bao-cao@example.test")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
        at("2024-03-26 08:00")
        first = remind()
        message = Message.objects.get()
        assert (first.failed, message.state, message.error) == (
            1,
            "waiting",
            "ConnectionRefusedError",
        )
        for _again in range(4):
            remind()
    message.refresh_from_db()

    assert (message.state, message.tries, mail.outbox) == ("failed", 5, [])


def test_letter_of_a_process_that_died_while_sending_goes_out_with_the_same_id(
    office: Office, at: At
) -> None:
    at("2024-03-26 08:00")
    remind()
    first = mail.outbox[0].extra_headers["Message-ID"]
    Message.objects.update(state="sending")
    too_early = deliver(clock.now())
    late = deliver(clock.now() + CLAIM + datetime.timedelta(seconds=1))

    assert (too_early, late) == ((0, 0), (1, 0))
    assert mail.outbox[1].extra_headers["Message-ID"] == first


def test_what_a_closed_unit_owes_is_asked_of_its_successor(office: Office, at: At) -> None:
    heir = make_user("ke-thua", "reporter", unit=office.tree.sibling)
    at("2024-03-22 08:00")
    merge({office.tree.own: office.tree.sibling}, top=office.tree.parent)
    at("2024-03-26 08:00")

    remind()

    owed = office.scene.obligation(office.tree.own)
    theirs = office.scene.obligation(office.tree.sibling)
    told = {(n.user, n.matter) for n in Notice.objects.filter(user=heir)}
    assert told == {(heir, f"obligation:{owed.pk}"), (heir, f"obligation:{theirs.pk}")}


def test_office_is_reminded_of_its_own_consolidated_report(office: Office, at: At) -> None:
    Period.objects.update(upper_due=datetime.date(2024, 4, 5), due=datetime.date(2024, 4, 4))
    at("2024-04-03 08:00")
    remind()
    said_before = Notice.objects.get(kind="consolidated")
    report = fix_report(period=office.scene.period, by=office.coordinator)
    decide_report(
        report=report,
        kind=ReportDecision.Kind.PUBLISH,
        seen=report.docx_sha256,
        by=office.coordinator,
    )
    at("2024-04-05 08:00")

    remind()

    said_before.refresh_from_db()
    assert (said_before.user, said_before.rule) == (office.coordinator, "doer:consolidated:-2")
    assert said_before.title == "Báo cáo tổng hợp: Kết quả thử nghiệm, quý I năm 2024"
    assert said_before.settled_at is not None
    assert Notice.objects.filter(kind="consolidated").count() == 1
