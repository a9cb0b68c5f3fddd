"""One's own data: seen, taken away, asked about; consents off until given."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.rights.scene import make_talk
from tests.web.visit import send, visit

from minhbach_web.briefing.models import Question, Talk
from minhbach_web.core import clock, consents
from minhbach_web.reminders.services.choices import set_choice
from minhbach_web.rights.models import Consent, DataRequest
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
SWITCH = "/du-lieu/cua-toi/dong-y/briefing.speaker_name/"


@pytest.fixture
def speaker(tree: Tree) -> User:
    return make_user("bao-cao-vien", "speaker", unit=tree.own)


@pytest.fixture
def client(speaker: User) -> Client:
    client = Client()
    client.force_login(speaker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def talk(tree: Tree, speaker: User) -> Talk:
    by = make_user("dieu-phoi", "coordinator", unit=tree.own)
    return make_talk(tree.own, by, speaker=speaker)


def test_own_page_shows_what_is_stored_and_takes_a_request(client: Client, speaker: User) -> None:
    page = visit(client, "/du-lieu/cua-toi/")
    send(client, "/du-lieu/cua-toi/yeu-cau/", {"kind": "correct"}, status=422)
    asked = send(client, "/du-lieu/cua-toi/yeu-cau/", {"kind": "correct", "about": "name"})
    row = DataRequest.objects.get()
    back = send(client, f"/du-lieu/cua-toi/yeu-cau/{row.pk}/rut/", {})

    assert page.h1 == "Dữ liệu của tôi"
    assert any(words.startswith("Vai trò") for words in page.texts("//tbody/tr/th"))
    assert f"trước hết ngày {row.answer_by:%d/%m/%Y}" in asked.text("//*[@role='status']")
    assert "đã rút" in back.text()
    row.refresh_from_db()
    assert (row.person, row.taken_by, row.withdrawn_on) == (speaker, None, clock.today())


def test_export_opens_and_holds_own_rows_in_both_files(
    client: Client, speaker: User, talk: Talk
) -> None:
    set_choice(by=speaker, email=False, language="vi", not_before=None)
    Question.objects.create(talk=talk, text="Câu hỏi của ai đó?", day=clock.today())

    response = client.post("/du-lieu/cua-toi/tai-ve/")

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("du-lieu.json"))
        page = archive.read("du-lieu.html").decode()
    kinds = {kind["code"]: kind for kind in data["kinds"]}
    (account,) = kinds["units.account"]["rows"]
    assert (response["Content-Type"], names) == (
        "application/zip",
        ["du-lieu.json", "du-lieu.html", "du-lieu.css"],
    )
    assert (account["username"], account["full_name"]) == (speaker.username, speaker.full_name)
    assert kinds["briefing.talks"]["rows"][0]["title"] == talk.title
    assert kinds["reminders.choice"]["rows"][0]["email"] is False
    assert talk.title in page
    assert "Tự chọn" not in page
    everything = json.dumps(data, ensure_ascii=False) + page
    assert [
        word
        for word in ("Câu hỏi của ai đó", "dieu-phoi", "argon2", "pbkdf2")
        if word in everything
    ] == []


def test_speaker_is_named_to_the_audience_only_after_a_yes(
    client: Client, speaker: User, talk: Talk
) -> None:
    public = f"/hoi/{talk.code}/"
    stranger = Client()
    seen = [speaker.full_name in visit(stranger, public).text()]
    on = send(client, SWITCH, {"given": "1"})
    seen.append(speaker.full_name in visit(stranger, public).text())
    send(client, SWITCH, {"given": "1"})
    send(client, SWITCH, {"given": "0"})
    seen.append(speaker.full_name in visit(stranger, public).text())

    assert seen == [False, True, False]
    assert "Đang bật" in on.text()
    said = list(Consent.objects.order_by("pk").values_list("given", "version"))
    assert said == [(True, 1), (False, 1)]


def test_a_yes_to_older_words_is_no_yes(
    client: Client, speaker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, SWITCH, {"given": "1"})
    code = "briefing.speaker_name"
    before = consents.given(speaker.pk, code)
    newer = consents.Purpose(code, "Tên", "Lời mới", version=2)
    monkeypatch.setitem(consents._purposes, code, newer)

    assert (before, consents.given(speaker.pk, code)) == (True, False)
    assert client.post("/du-lieu/cua-toi/dong-y/khong-co/").status_code == 404


def test_another_person_s_request_is_no_page(client: Client, tree: Tree) -> None:
    other = make_user("nguoi-khac", "reporter", unit=tree.own)
    row = DataRequest.objects.create(
        person=other,
        kind="correct",
        asked_on=clock.today(),
        answer_by=clock.today(),
        done_by=clock.today(),
    )

    assert client.post(f"/du-lieu/cua-toi/yeu-cau/{row.pk}/rut/").status_code == 404
