"""What administrators do with one person's data: answer, correct, delete; with the law's clock."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import Tree, make_unit, make_user
from tests.web.activities.scene import make_running
from tests.web.reporting.scene import make_scene, number, send_form
from tests.web.visit import send, visit

from minhbach_web.core import clock, holding, proving, reminding, slots
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.models import Holder
from minhbach_web.reminders.services.choices import set_choice
from minhbach_web.reporting.models import DayOff
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.rights import clock as days
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.filling import matters, requests_to_answer
from minhbach_web.rights.models import DataRequest, Removal
from minhbach_web.rights.services import asking
from minhbach_web.rights.services.clearing import clear
from minhbach_web.rights.services.erasing import erase_person
from minhbach_web.units.models import User
from minhbach_web.units.services import set_active

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(tree: Tree) -> User:
    return make_user("quan-tri", "administrator", unit=tree.parent)


@pytest.fixture
def reporter(tree: Tree) -> User:
    return make_user("nguoi-gui", "reporter", unit=tree.own)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def with_a_past(tree: Tree, person: User) -> None:
    """A report that the person sent and that was accepted; a choice of theirs."""
    scene = make_scene(tree.parent, tree.own)
    sent = send_form(scene.obligation(tree.own), person, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    set_choice(by=person, email=True, language="vi", not_before=None)


def closed(person: User, by: User) -> User:
    set_active(user=person, active=False, by=by)
    person.refresh_from_db()
    return person


@pytest.mark.once
def test_answer_is_due_in_two_working_days_past_weekend_and_holiday(boss: User) -> None:
    DayOff.objects.create(day=datetime.date(2026, 9, 2), name="Quốc khánh", at=clock.now())

    # A Friday, then the eve of the holiday.
    found = [days.answer_by(datetime.date(2026, m, d)) for m, d in ((8, 28), (9, 1))]

    assert found == [datetime.date(2026, 9, 1), datetime.date(2026, 9, 4)]


def test_request_goes_its_way_and_administrators_hear_of_it(
    tree: Tree, boss: User, reporter: User
) -> None:
    row = asking.ask(person=reporter, kind="restrict", about="all", by=reporter)
    twice = asking.ask(person=reporter, kind="restrict", about="all", by=reporter)
    far = clock.today() + datetime.timedelta(days=60)
    (matter,) = matters(clock.today(), far)
    (todo,) = requests_to_answer(boss)
    none = list(requests_to_answer(reporter))
    asking.answer(request=row, outcome="granted", reason="", by=boss)
    (second,) = matters(clock.today(), far)
    put_off = asking.put_off(request=row, by=boss)
    with pytest.raises(NotPossible):
        asking.put_off(request=row, by=boss)
    done = asking.finish(request=row, by=boss)

    assert (twice, none) == (row, [])
    assert (matter.due, matter.roles, matter.unit) == (
        row.answer_by,
        ("administrator",),
        tree.parent.pk,
    )
    assert todo.state == slots.DUE
    assert second.due == row.done_by == row.asked_on + datetime.timedelta(days=15)
    assert put_off.done_by == row.done_by + datetime.timedelta(days=15)
    assert (done.done_on, list(matters(clock.today(), far))) == (clock.today(), [])
    assert "data_request" in reminding.kinds()


def test_administrator_answers_on_the_page_and_a_refusal_needs_its_reason(
    boss: User, reporter: User
) -> None:
    row = asking.ask(person=reporter, kind="delete", about="records", by=reporter)
    client, url = client_of(boss), f"/du-lieu/yeu-cau/{row.pk}/"

    listed = visit(client, "/du-lieu/yeu-cau/")
    home = visit(client, "/")
    send(client, url, {"act": "answer", "outcome": "refused"}, status=422)
    answered = send(client, url, {"act": "answer", "outcome": "refused", "reason": "records"})
    late = send(client, url, {"act": "answer", "outcome": "granted"})
    mine = visit(client_of(reporter), "/du-lieu/cua-toi/")

    assert "Xóa dữ liệu: Người nguoi-gui" in listed.text()
    assert "Cần trả lời: Xóa dữ liệu" in home.text()
    assert "phải lưu theo pháp luật về lưu trữ" in answered.text()
    assert "Yêu cầu đã khép lại." in late.text()
    assert "bị từ chối: Dữ liệu nằm trong hồ sơ của cơ quan" in mine.text()


def test_name_is_corrected_on_request(boss: User, reporter: User) -> None:
    client, url = client_of(boss), f"/du-lieu/nguoi/{reporter.pk}/sua/"

    send(client, url, {"full_name": " ", "email": "x"}, status=422)
    send(client, url, {"full_name": "Người  Thử Nghiệm", "email": "thu@example.vn"})
    found = visit(client, "/du-lieu/nguoi/?q=thu+nghiem")

    reporter.refresh_from_db()
    assert (reporter.full_name, reporter.email) == ("Người Thử Nghiệm", "thu@example.vn")
    assert "Người Thử Nghiệm" in found.texts("//main//li//a")


def test_person_with_tasks_in_hand_or_an_open_account_is_not_deleted(
    tree: Tree, boss: User, reporter: User
) -> None:
    running = make_running(tree.parent)
    (row,) = running.give(running.task(due=clock.today()), tree.own)
    Holder.objects.create(assignment=row, user=reporter, since=clock.now(), by=boss)

    page = send(client_of(boss), f"/du-lieu/nguoi/{reporter.pk}/xoa/", {})
    closed(reporter, boss)
    with pytest.raises(NotPossible) as held:
        erase_person(person=reporter, by=boss)

    assert "Tài khoản còn mở. Hãy đóng tài khoản trước." in page.text()
    assert [words.split(" Hãy")[0] for words in held.value.reasons] == [
        "Người này đang phụ trách 1 việc."
    ]
    assert User.objects.get(pk=reporter.pk).username == "nguoi-gui"
    with pytest.raises(NotPossible):
        erase_person(person=boss, by=boss)


def test_deletion_takes_the_name_and_what_may_go_and_every_proof_holds(
    tree: Tree, boss: User, reporter: User
) -> None:
    with_a_past(tree, reporter)
    ask = asking.ask(person=reporter, kind="delete", about="all", by=reporter)
    closed(reporter, boss)
    before = {row.kind.code: row.rows for row in holding.counts(reporter)}
    client, url = client_of(boss), f"/du-lieu/nguoi/{reporter.pk}/xoa/"

    asked = visit(client, url)
    done = send(client, url, {})
    again = visit(client, url)

    reporter.refresh_from_db()
    ask.refresh_from_db()
    after = {row.kind.code: row.rows for row in holding.counts(reporter)}
    assert "Ở lại, và vì sao" in asked.text()
    assert done.h1 == f"Tài khoản đã xóa, số {reporter.pk}"
    assert "Dữ liệu của người này đã được xóa." in again.text()
    assert (reporter.username, reporter.email, reporter.is_active, reporter.search_key) == (
        f"da-xoa-{reporter.pk}",
        "",
        False,
        f"tai khoan da xoa so {reporter.pk} da xoa {reporter.pk}",
    )
    assert not reporter.has_usable_password()
    assert (before["reminders.choice"], after["reminders.choice"]) == (1, 0)
    assert after["reporting.sent"] == before["reporting.sent"] > 0
    assert (ask.outcome, ask.done_on) == ("granted", clock.today())
    assert Removal.objects.filter(why="person", kind="reminders.choice", rows=1).exists()
    assert [proof.name for proof in proving.prove() if not proof.holds] == []
    assert not AuditEvent.objects.filter(digests__icontains="nguoi-gui").exists()


def test_accounts_closed_long_ago_lose_their_name_by_themselves(
    tree: Tree, boss: User, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_user("con-viec", "reporter", unit=make_unit("CB-Z", "Chi bộ Quạt Mo", tree.own))
    running = make_running(tree.parent)
    (row,) = running.give(running.task(due=clock.today()), tree.own)
    Holder.objects.create(assignment=row, user=other, since=clock.now(), by=boss)
    for person in (reporter, other):
        closed(person, boss)
    early = clear().get("units.accounts", 0)
    later = clock.now() + datetime.timedelta(days=731)
    monkeypatch.setattr(clock, "now", lambda: later)

    late = clear().get("units.accounts", 0)

    assert (early, late) == (0, 1)
    names = User.objects.filter(pk__in=(reporter.pk, other.pk)).values_list("username", flat=True)
    assert sorted(names) == ["con-viec", f"da-xoa-{reporter.pk}"]


@pytest.mark.once
def test_pages_are_for_administrators_of_the_whole_tree(
    tree: Tree,
    boss: User,
    reporter: User,
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    asking.ask(person=reporter, kind="correct", about="name", by=boss)
    pk = DataRequest.objects.get().pk
    pages = ["", "thoi-han/", "don-dep/", "da-xoa/", "yeu-cau/", f"yeu-cau/{pk}/", "nguoi/"]
    pages += [f"nguoi/{reporter.pk}/", f"nguoi/{reporter.pk}/sua/", f"nguoi/{reporter.pk}/xoa/"]
    pages += [f"nguoi/{reporter.pk}/yeu-cau/"]
    urls = [f"/du-lieu/{page}" for page in pages]

    found = {}
    for name, client in (
        ("below", signed_in("administrator", tree.own)),
        ("auditor", signed_in("auditor", tree.parent)),
    ):
        found[name] = {client.get(url).status_code for url in urls}
    client = client_of(boss)
    for url in urls:
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined] # a context
            visit(client, url)

    assert found == {"below": {404}, "auditor": {404}}
