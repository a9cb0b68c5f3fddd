"""The log: written once, corrected and withdrawn by further entries, counted for reports."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.activities.scene import Running, log
from tests.web.visit import send, visit

from minhbach_web.activities import queries
from minhbach_web.activities.errors import EntryChanged, EntryWithdrawn, KeyTaken
from minhbach_web.activities.models import Activity, Entry, Evidence
from minhbach_web.activities.queries.log import entries_of
from minhbach_web.activities.services.evidence import Kept
from minhbach_web.activities.services.logging import (
    Done,
    correct_activity,
    log_activity,
    withdraw_activity,
)
from minhbach_web.core import clock
from minhbach_web.core.services import files
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2024, 3, 5)
DONE = Done(day=MARCH, kind="hoi-nghi", what="Hội nghị", amounts={"hoi_nghi": 1, "luot_nguoi": 45})
PAPER = Kept("bien-ban.txt", "text/plain", b"Bi\xc3\xaan b\xe1\xba\xa3n")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_same_key_is_the_same_activity_and_never_anothers(tree: Tree, reporter: User) -> None:
    key = uuid.uuid4()
    first = log_activity(key=key, unit=tree.own, done=DONE, by=reporter, evidence=[PAPER])

    again = log_activity(key=key, unit=tree.own, done=DONE, by=reporter, evidence=[PAPER])
    with pytest.raises(KeyTaken):
        log_activity(key=key, unit=tree.child, done=DONE, by=reporter)

    assert (again, Entry.objects.count(), Evidence.objects.count()) == (first, 1, 1)
    assert files.load(Evidence.objects.get().sha256) == PAPER.data


def test_a_correction_holds_and_the_old_entry_stays(tree: Tree, reporter: User) -> None:
    made = log_activity(key=uuid.uuid4(), unit=tree.own, done=DONE, by=reporter, evidence=[PAPER])
    right = Done(day=MARCH, kind="hoi-nghi", what="Hội nghị", amounts={"luot_nguoi": 54})
    change = {"activity": made, "seen": 1, "done": right, "reason": "Đếm lại", "by": reporter}

    second = correct_activity(**change)  # type: ignore[arg-type]  # of the test
    assert correct_activity(**change) == second  # type: ignore[arg-type]  # of the test
    with pytest.raises(EntryChanged):
        correct_activity(**{**change, "reason": "Khác"})  # type: ignore[arg-type]  # of the test

    now, before = entries_of(made)
    assert [(row.code, row.number) for row in now.amounts.all()] == [("luot_nguoi", 54)]
    assert [row.number for row in before.amounts.all()] == [1, 45]
    assert [row.name for row in now.files.all()] == ["bien-ban.txt"]
    third = correct_activity(
        activity=made, seen=2, done=right, reason="Bỏ tệp", by=reporter, without=[PAPER.sha256]
    )
    assert third.files.count() == 0


def test_a_withdrawn_activity_counts_nowhere_and_is_read_only(tree: Tree, reporter: User) -> None:
    made = log_activity(key=uuid.uuid4(), unit=tree.own, done=DONE, by=reporter)

    last = withdraw_activity(activity=made, seen=1, reason="Ghi nhầm", by=reporter)
    again = withdraw_activity(activity=made, seen=1, reason="Ghi nhầm", by=reporter)

    assert (again, last.withdrawn, queries.counts(tree.own, MARCH, MARCH)) == (last, True, [])
    with pytest.raises(EntryWithdrawn):
        correct_activity(activity=made, seen=2, done=DONE, reason="Lại", by=reporter)


def test_counts_of_a_period_are_the_units_own_and_name_their_activities(
    tree: Tree, reporter: User
) -> None:
    other = make_user("so-b", "reporter", unit=tree.sibling)
    one = log(tree.own, reporter, day=MARCH, amounts={"hoi_nghi": 1, "luot_nguoi": 45})
    two = log(tree.own, reporter, day=MARCH, amounts={"luot_nguoi": 5, "pano": 3})
    three = log(tree.own, reporter, day=datetime.date(2024, 3, 31), amounts={"pano": 2})
    log(tree.own, reporter, day=datetime.date(2024, 4, 1), amounts={"hoi_nghi": 7})
    log(tree.sibling, other, day=MARCH, amounts={"hoi_nghi": 9})

    found = queries.counts(tree.own, datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))

    url = f"/hoat-dong/?don-vi={tree.own.pk}&tu=2024-03-01&den=2024-03-31"
    assert found == [
        ("hoi_nghi", Decimal(1), url, (one.pk,)),
        ("luot_nguoi", Decimal(50), url, (one.pk, two.pk)),
        ("pano", Decimal(2), url, (three.pk,)),
    ]


def form(**given: str) -> dict[str, str]:
    return {"kind": "hoi-nghi", "what": "Hội nghị", "day": clock.today().isoformat(), **given}


def test_the_page_logs_once_and_offers_what_was_written_last(
    running: Running, tree: Tree, reporter: User
) -> None:
    client = browser(reporter)
    (row,) = running.give(running.task(due=clock.today()), tree.own)
    theme = running.theme("Kết quả năm 2023")
    page = visit(client, f"/hoat-dong/ghi/?nhiem-vu={row.pk}")
    assert page.all("//select[@name='assignment']/option[@selected]")[0].get("value") == str(row.pk)
    key = page.all("//input[@name='key']")[0].get("value")
    sent = form(key=key, unit=str(tree.own.pk), assignment=str(row.pk), theme=str(theme.pk))
    sent |= {"n-hoi_nghi": "1", "n-luot_nguoi": "1.245", "place": "Hội trường", "completes": "on"}

    shown = send(client, "/hoat-dong/ghi/", sent)
    send(client, "/hoat-dong/ghi/", sent)

    made = Activity.objects.get()
    assert shown.h1 == "Hội nghị"
    assert "1.245 lượt người" in shown.text()
    again = visit(client, "/hoat-dong/ghi/")
    assert "lần trước: 1.245" in again.text()
    like = visit(client, f"/hoat-dong/ghi/?nhu={made.pk}")
    assert like.all("//input[@name='place']")[0].get("value") == "Hội trường"
    assert queries.progress([row.pk])[row.pk].state == "done"
    assert visit(client, "/hoat-dong/").texts("//a[@class='task-list__title']") == ["Hội nghị"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"what": ""}, "Hãy ghi ngắn gọn việc đã làm."),
        ({"day": "2999-01-01"}, "Ngày này chưa tới."),
        ({"day": "1899-01-01"}, "Hãy xem lại năm."),
        ({"n-luot_nguoi": "1,5"}, "Hãy nhập số nguyên"),
        ({"n-luot_nguoi": "9999999999"}, "Số này quá lớn."),
        ({"completes": "on"}, "Hãy chọn nhiệm vụ đã hoàn thành bằng việc này."),
        ({"kind": "ghi-y-kien"}, "không"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_logged(
    given: dict[str, str], words: str, tree: Tree, reporter: User
) -> None:
    page = send(browser(reporter), "/hoat-dong/ghi/", form(**given), status=422)

    assert words in page.text("//*[@class='error-summary']")
    assert not Activity.objects.exists()


def test_pages_correct_and_withdraw_with_a_reason(tree: Tree, reporter: User) -> None:
    client = browser(reporter)
    made = log(tree.own, reporter, amounts={"luot_nguoi": 45})
    url = f"/hoat-dong/{made.pk}/"

    send(client, f"{url}sua/", form(seen="1", reason=""), status=422)
    page = send(client, f"{url}sua/", {**form(seen="1", reason="Đếm lại"), "n-luot_nguoi": "54"})
    assert "Lý do sửa: Đếm lại" in page.text()
    late = send(client, f"{url}sua/", form(seen="1", reason="Cũng sửa"))
    assert "Có người đã sửa nội dung này" in late.text()
    gone = send(client, f"{url}rut/", {"seen": "2", "reason": "Trùng"})

    assert "Đã rút Trùng" in gone.text()
    assert visit(client, "/hoat-dong/?loai=hoi-nghi&tu=2020-01-01").texts("//h1") == [
        "Nhật ký hoạt động"
    ]
    assert Entry.objects.count() == 3
    assert not queries.readable_entries(reporter).exists()


def test_a_bad_file_keeps_what_was_typed_and_logs_nothing(tree: Tree, reporter: User) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- of this test

    heic = SimpleUploadedFile("anh.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40))
    page = send(browser(reporter), "/hoat-dong/ghi/", {**form(), "evidence": heic}, status=422)

    assert "HEIC" in page.text("//*[@class='error-summary']")
    assert page.all("//input[@name='what']")[0].get("value") == "Hội nghị"
    assert not Activity.objects.exists()


def test_the_list_costs_the_same_for_one_and_many(
    tree: Tree, reporter: User, django_assert_max_num_queries: object
) -> None:
    client = browser(reporter)
    for count in (1, 5):
        while Activity.objects.count() < count:
            log(tree.own, reporter, amounts={"luot_nguoi": 45})
        with django_assert_max_num_queries(16):  # type: ignore[operator]  # a fixture
            visit(client, "/hoat-dong/")
