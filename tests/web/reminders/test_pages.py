"""The pages: one's own list and choices, an office's rules, asking units, the calendar feed."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Callable

import icalendar
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import make_user
from tests.web.reminders.conftest import At, Office
from tests.web.reporting.scene import number, send_form
from tests.web.visit import send, visit

from minhbach_web.core.models import AuditEvent
from minhbach_web.reminders.models import Choice, Feed, Notice, Rule, RuleSet, SendingHours
from minhbach_web.reminders.services.rules import usual
from minhbach_web.reminders.services.sending import remind
from minhbach_web.reporting.models import Period
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def browser() -> Browser:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def test_list_shows_each_thing_once_with_why_and_opens_it(
    office: Office, at: At, browser: Browser
) -> None:
    client = browser(office.reporter)
    empty = visit(client, "/nhac-viec/").text()
    for day in ("2024-03-26", "2024-03-29"):
        at(f"{day} 08:00")
        remind()

    page = visit(client, "/nhac-viec/")
    everything = visit(client, "/nhac-viec/?tat-ca=1")
    notice = Notice.objects.get(rule="doer:report:+0")
    opened = client.get(reverse("reminders:open", args=[notice.pk]))
    after = visit(client, "/nhac-viec/")

    owed = office.scene.obligation(office.tree.own)
    assert "Không có việc nào phải nhắc" in empty
    assert (
        len(page.all("//li[@class='task-list__item']")),
        "1 lời nhắc chưa đọc" in page.text(),
    ) == (1, True)
    assert (
        "Vì bạn báo cáo cho Đảng bộ Sở Ánh Sáng; nhắc đúng hạn (quy tắc mặc định)." in page.text()
    )
    assert len(everything.all("//li[@class='task-list__item']")) == 2
    assert (opened.status_code, opened.headers["Location"]) == (302, f"/bao-cao/{owed.pk}/")
    assert "Bạn đã đọc hết." in after.text()
    stranger = make_user("nguoi-khac", "reporter", unit=office.tree.own)
    other = browser(stranger).get(reverse("reminders:open", args=[notice.pk]))
    assert other.status_code == 404


def test_list_asks_the_database_as_often_for_many_as_for_few(
    office: Office, at: At, browser: Browser
) -> None:
    at("2024-03-26 08:00")
    remind()
    client, counts = browser(office.reporter), []
    for n in range(2):
        with CaptureQueriesContext(connection) as asked:
            visit(client, "/nhac-viec/")
        counts.append(len(asked))
        for extra in range(20 * (1 - n)):
            row = Notice.objects.order_by("pk")[0]
            row.pk, row.matter = None, f"obligation:{900 + extra}"
            row.save()

    assert counts[0] == counts[1] <= 12


def test_all_are_marked_as_read_at_once(office: Office, at: At, browser: Browser) -> None:
    at("2024-03-26 08:00")
    remind()

    page = send(browser(office.reporter), "/nhac-viec/da-doc/", {})

    assert "Đã đánh dấu 1 lời nhắc là đã đọc." in page.text("//body")
    assert Notice.objects.filter(read_at=None).count() == 0


def test_person_chooses_how_to_be_reminded(office: Office, browser: Browser) -> None:
    client = browser(office.reporter)

    wrong = send(client, "/nhac-viec/cach-nhan/", {"language": "xx"}, status=422)
    kept = send(client, "/nhac-viec/cach-nhan/", {"language": "en", "not_before": "09:15"})

    choice = Choice.objects.get(user=office.reporter)
    assert wrong.texts("//*[@class='error-summary__list']/li")
    assert "Đã lưu lựa chọn của bạn." in kept.text("//body")
    assert (choice.email, choice.language, choice.not_before) == (False, "en", datetime.time(9, 15))


def test_office_makes_own_rules_and_gives_them_up(office: Office, browser: Browser) -> None:
    client = browser(office.coordinator)
    url = reverse("reminders:rules", args=[office.tree.parent.pk])

    before = visit(client, url)
    add = {"add": "1", "matter": "report", "days": "10", "side": "before", "audience": "doer"}
    added = send(client, url, add)
    send(client, url, {"remove": "doer:report:-3"})
    removed = set(Rule.objects.values_list("matter", "days"))
    wrong = send(client, url, {**add, "days": "0"}, status=422)
    off = send(client, url, {"off": "1"})
    below = visit(client, reverse("reminders:rules", args=[office.tree.own.pk]))
    send(client, url, {"on": "1"})
    on_again = Rule.objects.count()
    send(client, url, {"reset": "1"})

    assert "Đang dùng quy tắc mặc định." in before.text()
    assert "trước hạn 10 ngày làm việc" in added.text()
    assert (("report", -10) in removed, ("report", -3) in removed) == (True, False)
    assert "Hãy nhập số từ 1 trở lên" in wrong.text()
    assert "Đã tắt nhắc việc ở đây" in off.text()
    assert "Đang dùng quy tắc của Đảng bộ Khối thử nghiệm." in below.text()
    assert (on_again, RuleSet.objects.count()) == (len(usual()), 0)
    assert client.get(url + "?chuong-trinh=99").status_code == 404
    assert client.get(url + "?chuong-trinh=x").status_code == 404


def test_hours_are_set_at_the_top_and_nowhere_else(office: Office, browser: Browser) -> None:
    top = browser(office.coordinator)
    below = browser(make_user("duoi", "coordinator", unit=office.tree.own))

    wrong = send(top, "/nhac-viec/gio-gui/", {"opens": "10:00", "closes": "09:00"}, status=422)
    send(top, "/nhac-viec/gio-gui/", {"opens": "08:00", "closes": "16:00"})

    hours = SendingHours.objects.get()
    assert "Giờ kết thúc phải sau giờ bắt đầu." in wrong.text()
    assert (hours.opens, hours.closes) == (datetime.time(8), datetime.time(16))
    assert below.get("/nhac-viec/gio-gui/").status_code == 404


def test_units_are_asked_after_a_preview_and_only_once(
    office: Office, at: At, browser: Browser
) -> None:
    at("2024-04-02 08:00")
    client = browser(office.coordinator)
    matrix = visit(client, reverse("reporting:matrix", args=[office.scene.period.pk]))
    url = matrix.link("Đôn đốc đơn vị")

    page = visit(client, url)
    keys = [str(box.get("value")) for box in page.all("//input[@name='chosen']")]
    data = {"chosen": keys, "text": "Gửi ngay hôm nay.", "token": str(uuid.uuid4())}
    nobody = send(client, url, {**data, "chosen": []}, status=422)
    preview = send(client, url, data)
    told_before = Notice.objects.count()
    done = send(client, url, {**data, "send": "1"})
    send(client, url, {**data, "send": "1"})

    owed = office.scene.obligation(office.tree.own)
    assert url == f"/nhac-viec/don-doc/ky/{office.scene.period.pk}/"
    assert "chưa có người để nhắc: hãy gọi điện" in page.text()
    assert "Hãy chọn ít nhất một đơn vị." in nobody.text()
    assert ("Gửi ngay hôm nay." in preview.text(), told_before) == (True, 0)
    assert "Chưa có ai: hãy gọi điện" in preview.text()
    assert "Đã nhắc 1 người." in done.text("//body")
    (letter,) = mail.outbox
    assert letter.subject == "Minh Bạch: Người dieu-phoi-khoi đôn đốc – 1 việc quá hạn"
    assert "Gửi ngay hôm nay." in letter.body
    assert f"https://minhbach.example/bao-cao/{owed.pk}/" in letter.body
    assert "hôm nay đã đôn đốc" in visit(client, url).text()
    assert AuditEvent.objects.filter(action="reminders.chase").count() == 1


def test_period_that_takes_no_reports_offers_nobody_to_ask(
    office: Office, at: At, browser: Browser
) -> None:
    at("2024-03-20 08:00")
    for unit, name in ((office.tree.own, "a"), (office.tree.sibling, "b")):
        by = make_user(f"gui-{name}", "reporter", unit=unit)
        send_form(
            office.scene.obligation(unit),
            by,
            number("hoi_nghi", "1"),
            on=datetime.date(2024, 3, 20),
        )

    page = visit(
        browser(office.coordinator),
        reverse("reminders:chase", args=["ky", office.scene.period.pk]),
    )

    assert "Không có gì phải đôn đốc" in page.text()
    assert browser(office.coordinator).get("/nhac-viec/don-doc/la/1/").status_code == 404


def address(client: Client) -> str:
    page = send(client, "/lich-cua-toi/", {"renew": "1"})
    return page.text("//code").removeprefix("https://minhbach.example")


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_feed_has_stable_entries_whose_number_grows_with_each_change(
    office: Office, at: At, browser: Browser
) -> None:
    at("2024-03-20 08:00")
    url = address(browser(office.reporter))
    first = Client().get(url)
    at("2024-03-21 08:00")
    same = Client().get(url).content
    Period.objects.update(due=datetime.date(2024, 4, 5))

    (moved,) = events(Client().get(url).content)

    owed = office.scene.obligation(office.tree.own)
    (event,) = events(first.content)
    assert first.content == same
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, max-age=900"
    assert "Set-Cookie" not in first.headers
    assert str(event["UID"]) == f"obligation-{owed.pk}@minhbach"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        datetime.date(2024, 3, 29),
        datetime.date(2024, 3, 30),
    )
    assert str(event["SUMMARY"]) == "Hạn: Kết quả thử nghiệm, quý I năm 2024 – Đảng bộ Sở Ánh Sáng"
    assert str(event["URL"]) == f"https://minhbach.example/bao-cao/{owed.pk}/"
    assert (str(moved["UID"]), event["SEQUENCE"], moved["SEQUENCE"]) == (str(event["UID"]), 0, 1)
    assert moved.decoded("DTSTART") == datetime.date(2024, 4, 5)


def test_feed_address_is_secret_renewed_and_closed(office: Office, browser: Browser) -> None:
    client = browser(office.reporter)
    old = address(client)
    new = address(client)
    secret = re.fullmatch(r"/lich/([\w-]+)\.ics", new)
    assert secret is not None
    kept = Feed.objects.get().sha256
    statuses = [Client().get(url).status_code for url in (old, new, "/lich/khong-co.ics")]
    office.reporter.is_active = False
    office.reporter.save()
    closed_account = Client().get(new).status_code
    office.reporter.is_active = True
    office.reporter.save()
    send(client, "/lich-cua-toi/", {"close": "1"})

    assert kept == hashlib.sha256(secret[1].encode()).hexdigest()
    assert statuses == [404, 200, 404]
    assert (closed_account, Client().get(new).status_code) == (404, 404)
    assert new not in visit(client, "/lich-cua-toi/").html
