"""Talks: arranged without clashes, changed, cancelled, held, seen by whom they concern."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from tests.factories import Tree, make_user
from tests.web.briefing import scene
from tests.web.briefing.conftest import Desk
from tests.web.visit import send, visit

from minhbach_web.briefing.models import Talk, TalkState
from minhbach_web.core import reminding, slots

pytestmark = pytest.mark.django_db


def fields(desk: Desk, **more: Any) -> dict[str, Any]:
    return {
        "title": "Nói chuyện thời sự quý I",
        "owner": desk.unit.pk,
        "day": "2024-03-15",
        "begins": "08:00",
        "ends": "10:00",
        "place": "Hội trường tầng 2",
        "speaker_name": "Ông Thử Nghiệm, báo cáo viên",
        "units": [desk.unit.pk],
        **more,
    }


def test_talk_is_arranged_seen_changed_and_goes_into_calendars(desk: Desk, tree: Tree) -> None:
    released = scene.release(scene.kit(desk.unit, desk.by, "Không có số."), desk.by)
    visit(desk.client, reverse("briefing:talks"))
    given = fields(desk, units=[tree.child.pk], kit_version=released.pk)
    send(desk.client, reverse("briefing:new_talk"), given)

    talk = Talk.objects.get()
    assert (talk.who, talk.kit_version, talk.state) == (
        "Ông Thử Nghiệm, báo cáo viên",
        released,
        TalkState.PLANNED,
    )
    page = visit(desk.speaker, reverse("briefing:talk", args=[talk.pk]))
    assert "Hội trường tầng 2" in page.text()
    assert "Hủy buổi" not in page.text()
    first = desk.speaker.get(reverse("briefing:talk_calendar", args=[talk.pk])).content.decode()
    send(
        desk.client,
        reverse("briefing:edit_talk", args=[talk.pk]),
        given | {"seen": 0, "begins": "09:00"},
    )
    second = desk.speaker.get(reverse("briefing:talk_calendar", args=[talk.pk])).content.decode()
    uid = next(line for line in first.splitlines() if line.startswith("UID"))
    assert uid in second
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second) == (True, True)
    # Somebody who saw the talk as it was before can't overwrite the change.
    answer = desk.client.post(reverse("briefing:edit_talk", args=[talk.pk]), given | {"seen": 0})
    assert answer.status_code == 422


def test_speaker_place_and_units_are_booked_once_unless_one_insists(desk: Desk, tree: Tree) -> None:
    send(desk.client, reverse("briefing:new_talk"), fields(desk))
    again = fields(desk, begins="09:30", ends="11:00", place="hoi truong TANG 2", title="Buổi khác")

    page = send(desk.client, reverse("briefing:new_talk"), again, status=422)

    words = page.text()
    assert "cùng báo cáo viên" in words
    assert "cùng địa điểm" in words
    assert f"cùng đơn vị: {desk.unit.name}" in words
    assert Talk.objects.count() == 1
    send(desk.client, reverse("briefing:new_talk"), again | {"anyway": "1"})
    assert Talk.objects.count() == 2
    # Right after the first ends nothing clashes.
    later = fields(desk, begins="11:00", ends="12:00", title="Buổi sau")
    send(desk.client, reverse("briefing:new_talk"), later)
    assert Talk.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends": "07:00"}, "kết thúc trước khi bắt đầu"),
        ({"speaker_name": ""}, "Hãy nêu báo cáo viên"),
        ({"units": []}, "Hãy chọn các đơn vị"),
        ({"day": "31/02/2024"}, ""),
    ],
)
def test_what_is_missing_is_said(desk: Desk, wrong: dict[str, Any], words: str) -> None:
    page = send(desk.client, reverse("briefing:new_talk"), fields(desk) | wrong, status=422)

    assert words in page.text()
    assert not Talk.objects.exists()


def test_held_talk_is_counted_logged_and_shown_on_the_map(desk: Desk, tree: Tree) -> None:
    send(desk.client, reverse("briefing:new_talk"), fields(desk))
    talk = Talk.objects.get()
    given = {"attendance": "42", "note": "Giới thiệu hai chuyên đề."}

    send(desk.client, reverse("briefing:held", args=[talk.pk]), given)

    talk.refresh_from_db()
    assert (talk.state, talk.attendance) == (TalkState.HELD, 42)
    logged = slots.talk_for(desk.by, str(talk.pk))
    assert logged is not None
    assert (logged.title, logged.place, logged.speaker) == (talk.title, talk.place, talk.who)
    page = visit(desk.client, reverse("briefing:talk", args=[talk.pk]))
    assert "42" in page.text()
    # Held is held: it can't be cancelled any more.
    send(desk.client, reverse("briefing:cancel_talk", args=[talk.pk]), {"reason": "Bận"})
    talk.refresh_from_db()
    assert talk.state == TalkState.HELD


def test_talk_that_has_not_begun_was_not_held_and_is_cancelled_with_a_reason(desk: Desk) -> None:
    day = timezone.localdate() + datetime.timedelta(days=9)
    send(desk.client, reverse("briefing:new_talk"), fields(desk, day=day.isoformat()))
    talk = Talk.objects.get()

    send(desk.client, reverse("briefing:held", args=[talk.pk]), {"attendance": "3"})
    send(desk.client, reverse("briefing:cancel_talk", args=[talk.pk]), {"reason": ""}, status=422)
    page = send(
        desk.client, reverse("briefing:cancel_talk", args=[talk.pk]), {"reason": "Bão số 3"}
    )

    talk.refresh_from_db()
    assert (talk.state, talk.asking) == (TalkState.CANCELLED, False)
    assert "Bão số 3" in page.text()
    calendar = desk.client.get(reverse("briefing:talk_calendar", args=[talk.pk])).content.decode()
    assert "STATUS:CANCELLED" in calendar


def test_speaker_and_units_are_invited_told_of_changes_and_reminded(desk: Desk, tree: Tree) -> None:
    speaker = make_user("noi", "speaker", unit=tree.child)
    day = timezone.localdate() + datetime.timedelta(days=3)
    given = fields(
        desk, day=day.isoformat(), units=[tree.child.pk], speaker=speaker.pk, speaker_name=""
    )
    send(desk.client, reverse("briefing:new_talk"), given)
    talk = Talk.objects.get()
    today = timezone.localdate()

    def told(kind: str, on: datetime.date) -> list[tuple[str, str, tuple[int, ...]]]:
        rows = [row for row in reminding.matters(on, on) if row.kind == kind]
        return [(row.title, row.unit_name, row.people) for row in rows]

    with override("vi"):
        who = [
            ("Nói chuyện thời sự quý I", desk.unit.short_name or desk.unit.name, (speaker.pk,)),
            ("Nói chuyện thời sự quý I", tree.child.short_name or tree.child.name, ()),
        ]
        assert told("talk", day) == who
        assert [row[0] for row in told("talk_news", today)] == [f"Mời dự: {talk.title}"] * 2
        send(
            desk.client,
            reverse("briefing:edit_talk", args=[talk.pk]),
            given | {"seen": 0, "place": "Nhà văn hóa"},
        )
        assert [row[0] for row in told("talk_news", today)] == [f"Thay đổi: {talk.title}"] * 2
        send(desk.client, reverse("briefing:cancel_talk", args=[talk.pk]), {"reason": "Bão"})
        assert [row[0] for row in told("talk_news", today)] == [f"Đã hủy: {talk.title}"] * 2
        assert told("talk", day) == []
        (entry,) = [e for e in reminding.entries(speaker, day, day) if e.matter.startswith("talk")]
        assert (entry.cancelled, entry.place) == (True, "Nhà văn hóa")
