"""More time, asked for and answered once; who sees to what, and handing it over."""

from __future__ import annotations

import datetime

import pytest
from tests.factories import Tree, make_user
from tests.web.activities.scene import Running
from tests.web.activities.test_giving import hand
from tests.web.activities.test_log import browser
from tests.web.visit import send, visit

from minhbach_web.core import clock, slots
from minhbach_web.programme import errors_tasks as errors
from minhbach_web.programme import queries_tasks
from minhbach_web.programme.models import Assignment, Extension, ExtensionDecision, Holder
from minhbach_web.programme.services.extending import ask_extension, decide_extension
from minhbach_web.programme.services.handing_over import hand_over, hold
from minhbach_web.units import services as units
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db


def days(n: int) -> datetime.date:
    return clock.today() + datetime.timedelta(days=n)


@pytest.fixture
def row(running: Running, tree: Tree) -> Assignment:
    return running.give(running.task(due=days(5)), tree.own)[0]


def ask(row: Assignment, by: User, until: int = 9, reason: str = "Chờ số liệu") -> Extension:
    return ask_extension(assignment=row, new_due=days(until), reason=reason, by=by)


def test_time_given_moves_the_deadline_and_both_sides_are_kept(
    row: Assignment, running: Running, reporter: User
) -> None:
    asked = ask(row, reporter)
    assert ask(row, reporter) == asked
    with pytest.raises(errors.ExtensionWaiting):
        ask(row, reporter, until=20)

    answer = {"extension": asked, "granted": True, "due": days(8), "reason": "", "by": running.by}
    decision = decide_extension(**answer)  # type: ignore[arg-type]  # of the test
    assert decide_extension(**answer) == decision  # type: ignore[arg-type]  # of the test
    with pytest.raises(errors.ExtensionDecided):
        decide_extension(extension=asked, granted=False, due=None, reason="Không", by=running.by)

    row.refresh_from_db()
    assert (asked.was_due, row.deadline, row.task.due) == (days(5), days(8), days(5))
    assert ask(row, reporter, until=12).was_due == days(8)


def test_what_cant_be_asked_or_given_is_told(
    row: Assignment, running: Running, tree: Tree, reporter: User
) -> None:
    (open_end,) = running.give(running.task("Việc thường xuyên"), tree.own)
    (part,) = hand(row, tree.child, due=days(3))

    with pytest.raises(errors.NotLater):
        ask(row, reporter, until=5)
    with pytest.raises(errors.NoDeadline):
        ask(open_end, reporter)
    asked = ask(part, reporter, until=9)
    with pytest.raises(errors.LaterThanAbove):
        decide_extension(extension=asked, granted=True, due=None, reason="", by=running.by)
    with pytest.raises(errors.NotLater):
        decide_extension(extension=asked, granted=True, due=days(3), reason="", by=running.by)

    assert not ExtensionDecision.objects.exists()
    Assignment.objects.filter(pk=part.pk).update(ended_at=clock.now())
    with pytest.raises(errors.AssignmentEnded):
        ask(part, reporter)


def test_the_giver_finds_the_request_on_the_home_page_and_answers(
    row: Assignment, running: Running, reporter: User
) -> None:
    asker, giver = browser(reporter), browser(running.by)
    sent = {"new_due": days(9).isoformat(), "reason": "Chờ số liệu"}
    send(asker, f"/viec/{row.pk}/gia-han/", {**sent, "new_due": days(1).isoformat()}, status=422)
    send(asker, f"/viec/{row.pk}/gia-han/", sent)
    assert "Đã xin gia hạn" in visit(asker, "/").text()
    link, *_again = visit(giver, "/").all("//main//a[starts-with(@href, '/gia-han/')]")
    url = str(link.get("href"))

    refused = send(giver, url, {"granted": "no", "reason": ""}, status=422)
    assert "Hãy ghi lý do không cho gia hạn." in refused.text()
    answered = send(giver, url, {"granted": "no", "reason": "Đã đủ thời gian"})

    assert "Giữ nguyên thời hạn" in answered.text()
    assert "Đã đủ thời gian" in visit(asker, f"/viec/{row.pk}/").text()
    late = send(giver, url, {"granted": "yes", "due": days(9).isoformat()})
    assert "Đã có người trả lời trước bạn." in late.text()


def test_everything_a_person_has_passes_on_in_one_act(
    row: Assignment, running: Running, tree: Tree, reporter: User
) -> None:
    (second,) = running.give(running.task("Việc hai"), tree.own)
    other = make_user("nguoi-moi", "reporter", unit=tree.own)
    for one in (row, second):
        hold(assignment=one, user=reporter, by=reporter)

    passed = hand_over(unit=tree.own, leaver=reporter, to=other, by=running.by)
    again = hand_over(unit=tree.own, leaver=reporter, to=other, by=running.by)

    assert (passed, again) == (2, 0)
    assert [(user, len(rows)) for user, rows in queries_tasks.held_in(tree.own)] == [(other, 2)]
    assert Holder.everything.filter(user=reporter, ended_by=running.by).count() == 2


def test_only_a_member_of_the_unit_sees_to_its_tasks(
    row: Assignment, running: Running, tree: Tree, reporter: User
) -> None:
    stranger = make_user("so-b", "reporter", unit=tree.sibling)
    hold(assignment=row, user=reporter, by=reporter)

    for act in (
        lambda: hold(assignment=row, user=stranger, by=reporter),
        lambda: hand_over(unit=tree.own, leaver=reporter, to=stranger, by=reporter),
    ):
        with pytest.raises(errors.NotAMember):
            act()
    hold(assignment=row, user=None, by=reporter)

    assert queries_tasks.holder_of(row) is None
    assert [one.pk for one in queries_tasks.not_held_in(tree.own)] == [row.pk]


def test_pages_show_who_left_and_hand_over(
    row: Assignment, running: Running, tree: Tree, reporter: User
) -> None:
    head = make_user("truong-a", "coordinator", unit=tree.own)
    client = browser(head)
    send(client, f"/viec/{row.pk}/phu-trach/", {"user": str(reporter.pk)})
    administrator = make_user("quan-tri", "administrator", unit=tree.parent)
    units.revoke(membership=reporter.memberships.get(), by=administrator)
    page = visit(client, f"/don-vi/{tree.own.pk}/phan-viec/")
    assert "không còn vai trò trong đơn vị" in page.text()
    url = page.link(f"Bàn giao mọi việc của {reporter}")

    assert visit(client, url).all("//option[@selected]")[0].get("value") == str(reporter.pk)
    send(client, url, {"leaver": str(reporter.pk), "to": ""}, status=422)
    done = send(client, url, {"leaver": str(reporter.pk), "to": str(head.pk)})

    assert "Đã bàn giao 1 nhiệm vụ." in done.text()
    assert queries_tasks.holder_of(row).user == head  # type: ignore[union-attr]  # there is one


def test_home_page_shows_what_is_late_until_it_is_done(
    running: Running, tree: Tree, reporter: User
) -> None:
    late, soon, far = (
        running.give(running.task(text, due=days(n)), tree.own)[0]
        for text, n in (("Trễ", -1), ("Sắp đến", 3), ("Còn lâu", 30))
    )
    from tests.web.activities.scene import log  # noqa: PLC0415 -- of this test

    before = [(item.title, item.state) for item in slots.items(slots.TODO, reporter)]
    log(tree.own, reporter, assignment=late, completes=True)
    log(tree.own, reporter, assignment=far)

    assert before == [("Trễ", "overdue"), ("Sắp đến", "due")]
    after = [(item.title, item.state) for item in slots.items(slots.TODO, reporter)]
    assert after == [("Sắp đến", "due")]
    states = {pk: one.state for pk, one in slots.progress_of([late.pk, soon.pk, far.pk]).items()}
    assert states == {late.pk: "done", soon.pk: "due", far.pk: "in_progress"}
