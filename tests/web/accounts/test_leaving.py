"""Hand-over and leaving on one page."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.activities.scene import make_running
from tests.web.visit import send, visit

from minhbach_web.briefing.models import Talk
from minhbach_web.core import clock
from minhbach_web.programme.models import Holder
from minhbach_web.programme.services.handing_over import hold
from minhbach_web.units import queries
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db


def make_talk(tree: Tree, speaker: User) -> Talk:
    start = clock.now() + datetime.timedelta(days=3)
    talk = Talk.objects.create(
        owner=tree.own,
        title="Tình hình quý I",
        place="Hội trường",
        place_key="hoi truong",
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=2),
        speaker=speaker,
        code="abc",
        created_by=speaker,
        created_at=clock.now(),
    )
    talk.units.add(tree.child)
    return talk


def test_what_a_person_holds_goes_to_others_and_the_account_is_closed(tree: Tree) -> None:
    keeper = make_user("quan-tri", "administrator", unit=tree.parent)
    lan = make_user("lan", "reporter", "speaker", unit=tree.own)
    nam = make_user("nam", "checker", unit=tree.own)
    viet = make_user("viet", "reporter", unit=tree.sibling)
    running = make_running(tree.parent)
    (row,) = running.give(running.task(due=clock.today()), tree.own)
    hold(assignment=row, user=lan, by=lan)
    talk = make_talk(tree, lan)
    office = Client()
    office.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = f"/nguoi-dung/{lan.pk}/ban-giao/"

    page = visit(office, url)
    fields = {str(name) for name in page.all("//main//select/@name")}
    role = next(name for name in fields if name.startswith("role-"))
    wrong = dict.fromkeys(fields, "end") | {f"task-{row.pk}": viet.pk, "close": "on"}
    refused = send(office, url, wrong, status=422)
    untouched = (Holder.objects.get().user, User.objects.get(pk=lan.pk).is_active)
    data = dict.fromkeys(fields, nam.pk) | {role: "end", "close": "on"}
    done = send(office, url, data)
    talk.refresh_from_db()
    lan.refresh_from_db()

    assert len(fields) == 4
    assert "không có vai trò ở Đảng bộ Sở Ánh Sáng" in refused.text("//*[@role='alert']")
    assert untouched == (lan, True)
    assert done.text("//*[@role='status']").startswith("Đã bàn giao.")
    assert (Holder.objects.get().user, talk.speaker, lan.is_active) == (nam, nam, False)
    assert len(queries.roles_of(nam)) == 2
    assert "Không có gì để bàn giao" in visit(office, url).text()
