"""Questions of an audience: asked by nobody in particular, looked through, answered."""

from __future__ import annotations

import datetime
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import Tree, make_user
from tests.web.access_programme import adopted
from tests.web.briefing import scene
from tests.web.briefing.conftest import Desk
from tests.web.visit import check_page, send, visit

from minhbach_web.briefing.models import Answer, Disposition, Question, QuestionState, Talk
from minhbach_web.briefing.queries.questions import published
from minhbach_web.briefing.services import questions
from minhbach_web.briefing.services.kits import start_kit
from minhbach_web.briefing.services.talks import Arrangement, arrange, set_asking
from minhbach_web.briefing.views import audience
from minhbach_web.core import slots
from minhbach_web.core.throttle import Throttle

pytestmark = pytest.mark.django_db
AGENT = "ThuNghiemPhone/7.3 (kiem thu)"


@pytest.fixture
def talk(desk: Desk) -> Talk:
    start = timezone.now() - datetime.timedelta(hours=1)
    made = arrange(
        arrangement=Arrangement(
            title="Buổi thử", place="Nhà văn hóa", starts_at=start,
            ends_at=start + datetime.timedelta(hours=2), speaker=None, speaker_name="Người Nói",
            kit_version=scene.release(scene.kit(desk.unit, desk.by, "Không có số."), desk.by),
            programme=None,
        ),
        owner=desk.unit, units=[desk.unit], themes=[], by=desk.by,
    )  # fmt: skip
    set_asking(talk=made, asking=True, by=desk.by)
    made.refresh_from_db()
    return made


@pytest.fixture(autouse=True)
def _fresh_throttles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "asking", Throttle(burst=400, a_second=4))
    monkeypatch.setattr(audience, "voting", Throttle(burst=4000, a_second=40))


def phone(n: int) -> Client:
    """A browser of the audience: own address, own agent, a cookie it has from elsewhere."""
    client = Client(REMOTE_ADDR=f"203.0.113.{n}", HTTP_USER_AGENT=f"{AGENT} {n}")
    client.cookies["ve-vao-cua"] = f"banh-quy-{n}"
    return client


def token_of(client: Client, talk: Talk) -> str:
    page = client.get(reverse("briefing:audience", args=[talk.code]))
    assert not page.cookies
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def ask(client: Client, talk: Talk, text: str) -> Any:
    token = token_of(client, talk)
    return client.post(reverse("briefing:ask", args=[talk.code]), {"token": token, "text": text})


def test_question_waits_is_cleaned_shown_wanted_and_answered_with_its_source(
    desk: Desk, talk: Talk
) -> None:
    figure = scene.figure(desk.unit, desk.by, code="GDP-2023")
    sent = ask(phone(1), talk, "Tôi tên là Lan, số 0912 345 678, hỏi GDP năm qua tăng bao nhiêu?")
    assert (sent.status_code, sent.cookies) == (302, {})
    question = Question.objects.get()
    public = reverse("briefing:audience", args=[talk.code])
    assert "GDP" not in phone(2).get(public).content.decode()

    page = visit(desk.client, reverse("briefing:question", args=[talk.pk, question.pk]))
    shown = "Tôi tên là […], số […], hỏi GDP năm qua tăng bao nhiêu?"
    assert shown in page.html
    send(
        desk.client,
        reverse("briefing:question", args=[talk.pk, question.pk]),
        {"show": "1", "text": shown, "seen": question.version},
    )
    question.refresh_from_db()
    assert (question.text, question.state) == (shown, QuestionState.SHOWN)

    vote = reverse("briefing:vote", args=[talk.code, question.pk])
    for n in range(3):
        client = phone(n)
        assert client.post(vote, {"token": token_of(client, talk)}).status_code == 302
    question.refresh_from_db()
    assert question.votes == 3

    # A number without a source keeps the answer from being published.
    write = reverse("briefing:answer", args=[talk.pk, question.pk])
    send(desk.client, write, {"save": "1", "text": "GDP tăng 7,1%.", "seen": 0})
    page = send(desk.client, write, {"publish": "1", "seen": 1})
    assert "7,1%" in page.text()
    assert not published().exists()
    text = "GDP tăng {{số liệu:GDP-2023}}."
    send(desk.client, write, {"save": "1", "text": text, "seen": 1})
    send(desk.client, write, {"publish": "1", "seen": 2})
    answer = Answer.objects.get()
    assert (answer.published_on, answer.question.disposition) == (
        timezone.localdate(),
        Disposition.ANSWERED,
    )
    page = check_page(phone(4).get(public), public)
    assert "GDP tăng 5,05%" in page.text()
    assert scene.SOURCE in page.text()
    assert figure.code == "GDP-2023"


def test_same_questions_are_merged_with_their_votes_and_taken_out_again(
    desk: Desk, talk: Talk
) -> None:
    for text in ("Bao giờ đường liên xã làm xong?", "Đường liên xã bao giờ thì làm xong ạ?"):
        ask(phone(1), talk, text)
    first, second = Question.objects.order_by("text")
    Question.objects.filter(pk=first.pk).update(votes=2)
    Question.objects.filter(pk=second.pk).update(state=QuestionState.SHOWN, votes=5)
    page = visit(desk.client, reverse("briefing:question", args=[talk.pk, first.pk]))
    assert second.text in page.text()
    act = reverse("briefing:question_act", args=[talk.pk, first.pk])

    send(desk.client, act, {"act": "merge", "into": second.pk})
    second.refresh_from_db()
    assert second.votes == 8
    send(desk.client, act, {"act": "take-out"})
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.votes, first.state, first.votes) == (5, QuestionState.WAITING, 2)


def test_question_set_aside_or_passed_on_has_its_reason(desk: Desk, talk: Talk) -> None:
    ask(phone(1), talk, "Câu này hỏi chuyện khác hẳn?")
    question = Question.objects.get()
    page = reverse("briefing:question", args=[talk.pk, question.pk])
    send(
        desk.client,
        page,
        {"aside": "1", "text": question.text, "seen": 1, "reason": ""},
        status=422,
    )
    send(
        desk.client,
        page,
        {"aside": "1", "text": question.text, "seen": 1, "reason": "Không thuộc chủ đề"},
    )
    question.refresh_from_db()
    assert (question.state, question.reason) == (QuestionState.ASIDE, "Không thuộc chủ đề")
    act = reverse("briefing:question_act", args=[talk.pk, question.pk])
    given = {
        "act": "dispose",
        "becomes-disposition": "passed_on",
        "becomes-seen": question.version,
    }
    send(desk.client, act, given)
    question.refresh_from_db()
    assert question.disposition == Disposition.OPEN
    send(desk.client, act, given | {"becomes-reason": "Đã chuyển Sở Ánh Sáng trả lời"})
    question.refresh_from_db()
    assert question.disposition == Disposition.PASSED_ON


@pytest.mark.parametrize(
    ("text", "words"),
    [("Hả?", "quá ngắn"), ("x" * 700, "quá dài"), ("", "quá ngắn")],
)
def test_what_is_no_question_is_told_and_kept_in_the_field(
    talk: Talk, text: str, words: str
) -> None:
    page = check_page(ask(phone(1), talk, text), "/hoi/", status=422)

    assert words in page.text()
    assert text in page.html
    assert not Question.objects.exists()


def test_nothing_is_taken_without_the_words_of_the_page_or_when_closed(
    desk: Desk, talk: Talk
) -> None:
    path = reverse("briefing:ask", args=[talk.code])
    assert phone(1).post(path, {"text": "Một câu hỏi đủ dài?"}).status_code == 422
    token = token_of(phone(1), talk)
    set_asking(talk=talk, asking=False, by=desk.by)
    assert phone(1).post(path, {"text": "Một câu hỏi đủ dài?", "token": token}).status_code == 422
    assert phone(1).get(reverse("briefing:audience", args=["nosuchcode"])).status_code == 404
    assert not Question.objects.exists()


def test_question_sent_again_while_it_waits_is_kept_once(talk: Talk) -> None:
    words = ["Bao giờ có điện ở xóm mới?", " Bao giờ  có điện ở xóm mới?", "Bao giờ có nước?"]

    answers = [ask(phone(1), talk, text).status_code for text in words]

    assert answers == [302, 302, 302]
    assert sorted(Question.objects.values_list("text", flat=True)) == [words[2], words[0]]


def test_flood_of_one_address_is_slowed_and_others_are_not(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    throttle = Throttle(burst=3, a_second=1, timer=lambda: now[0])
    monkeypatch.setattr(audience, "asking", throttle)
    answers = [ask(phone(1), talk, f"Câu hỏi thứ {n} của một máy?").status_code for n in range(5)]
    assert answers == [302, 302, 302, 422, 422]
    assert ask(phone(2), talk, "Câu hỏi của máy khác?").status_code == 302
    now[0] = 2.0
    assert ask(phone(1), talk, "Câu hỏi sau khi chờ?").status_code == 302
    now[0] = 60.0
    assert throttle.takes("198.51.100.1")
    assert len(throttle) == 1  # the buckets that are full again were forgotten


def test_small_audience_is_shown_nowhere(desk: Desk, talk: Talk) -> None:
    ask(phone(1), talk, "Câu hỏi trong phòng có ba người?")
    question = Question.objects.get()
    Question.objects.update(state=QuestionState.SHOWN)
    send(
        desk.client,
        reverse("briefing:answer", args=[talk.pk, question.pk]),
        {"save": "1", "text": "Trả lời.", "seen": 0},
    )
    send(
        desk.client,
        reverse("briefing:answer", args=[talk.pk, question.pk]),
        {"publish": "1", "seen": 1},
    )
    assert published().count() == 1
    Talk.objects.update(attendance=4)

    page = phone(1).get(reverse("briefing:audience", args=[talk.code])).content.decode()

    assert "ba người" not in page
    assert not published().exists()


def test_writer_does_not_publish_where_the_office_has_another_person(
    desk: Desk, talk: Talk
) -> None:
    other = make_user("duyet", "approver", unit=desk.unit)
    ask(phone(1), talk, "Ai duyệt câu trả lời này?")
    question = Question.objects.get()
    Question.objects.update(state=QuestionState.SHOWN)
    write = reverse("briefing:answer", args=[talk.pk, question.pk])
    send(desk.client, write, {"save": "1", "text": "Người khác duyệt.", "seen": 0})
    send(desk.client, write, {"publish": "1", "seen": 1})
    assert not published().exists()
    second = make_user("dieu-phoi-2", "coordinator", unit=desk.unit)
    client = Client()
    client.force_login(second, backend="allauth.account.auth_backends.AuthenticationBackend")
    send(client, write, {"publish": "1", "seen": 1})
    assert published().get().published_by == second
    assert other.is_active


def test_tables_of_questions_have_these_columns_and_no_others() -> None:
    columns = {
        model._meta.model_name: {field.column for field in model._meta.local_concrete_fields}
        for model in (Question, Answer)
    }

    assert columns == {
        "question": {
            "id", "talk_id", "text", "day", "state", "votes", "merged_into_id", "theme_id",
            "disposition", "reason", "version",
        },
        "answer": {
            "id", "question_id", "text", "content", "version", "written_by_id",
            "published_by_id", "published_on",
        },
    }  # fmt: skip


def test_nobody_who_asked_or_voted_is_found_anywhere_afterwards(
    desk: Desk, talk: Talk, caplog: pytest.LogCaptureFixture, tmp_path: Path, settings: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    before = set(Path(tempfile.gettempdir()).iterdir())
    phones = [phone(n) for n in range(1, 41)]
    tokens = {id(client): token_of(client, talk) for client in phones}
    for n, client in enumerate(phones):
        sent = {
            "token": tokens[id(client)],
            "text": f"Câu hỏi số {n} về điện, đường, trường, trạm?",
        }
        answer = client.post(reverse("briefing:ask", args=[talk.code]), sent)
        assert (answer.status_code, answer.cookies) == (302, {})
    Question.objects.update(state=QuestionState.SHOWN)
    keys = list(Question.objects.values_list("pk", flat=True))
    for n, client in enumerate(phones):
        for key in keys[n : n + 5]:
            path = reverse("briefing:vote", args=[talk.code, key])
            assert client.post(path, {"token": tokens[id(client)]}).status_code == 302

    assert sum(Question.objects.values_list("votes", flat=True)) == 190
    traces = [AGENT, "203.0.113.", "banh-quy", "ve-vao-cua"]
    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert [trace for trace in traces if trace in said] == []
    assert [trace for trace in traces if trace in _everything_stored()] == []
    assert [trace for trace in traces if trace in repr(getattr(cache, "_cache", {}))] == []
    fresh = set(Path(tempfile.gettempdir()).iterdir()) - before
    kept = [path for path in [*fresh, tmp_path] if path.exists()]
    assert [
        path for path in _files(kept) if any(t.encode() in path.read_bytes() for t in traces)
    ] == []
    # Keys are drawn by lot: their order is not the order in which the questions came.
    numbers = [int(re.search(r"số (\d+)", q.text)[1]) for q in Question.objects.order_by("pk")]  # type: ignore[index]
    assert numbers != sorted(numbers)
    assert {q.day for q in Question.objects.all()} == {timezone.localdate()}


def _everything_stored() -> str:
    """Every value of every table."""
    rows: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.managed:
            rows += map(repr, model._base_manager.values_list())
    return "\n".join(rows)


def _files(roots: list[Path]) -> Iterator[Path]:
    for root in roots:
        yield from (p for p in ([root] if root.is_file() else root.rglob("*")) if p.is_file())


def test_likely_names_and_numbers_are_marked_and_office_names_are_not() -> None:
    shown = questions.without_persons(
        "Em là Hoa ở số nhà 12 ngõ 3. Đồng chí Bí thư cho hỏi Nghị quyết 103/2023/QH15 nói gì?"
    )

    assert shown == (
        "Em là […] ở số nhà […]. Đồng chí Bí thư cho hỏi Nghị quyết 103/2023/QH15 nói gì?"
    )


def test_answers_go_into_the_next_kit_and_counts_into_the_log(
    desk: Desk, talk: Talk, tree: Tree
) -> None:
    programme = adopted(desk.unit)[0]
    Talk.objects.update(programme=programme, attendance=60, state="held")
    theme = programme.themes.first()
    scene.figure(desk.unit, desk.by, code="GDP-2023")
    for text in ("Kinh tế năm qua ra sao?", "Câu này chờ trả lời?", "Chỉ là lời chào thôi ạ."):
        ask(phone(1), talk, text)
    first = Question.objects.get(text__startswith="Kinh tế")
    Question.objects.filter(text__startswith="Chỉ là").update(disposition="no_question")
    shown = {"show": "1", "text": first.text, "seen": 1, "theme": theme.pk}
    send(desk.client, reverse("briefing:question", args=[talk.pk, first.pk]), shown)
    write = reverse("briefing:answer", args=[talk.pk, first.pk])
    text = "GDP tăng {{số liệu:GDP-2023}}."
    send(desk.client, write, {"save": "1", "text": text, "seen": 0})
    other = Client()
    other.force_login(
        make_user("duyet", "coordinator", unit=desk.unit),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    send(other, write, {"publish": "1", "seen": 1})
    kit = start_kit(
        title="Đề cương kỳ sau", kind="outline", layout="party", owner=desk.unit,
        programme=programme, by=desk.by,
    )  # fmt: skip

    take = reverse("briefing:into_kit", args=[kit.pk])
    assert first.text in visit(desk.client, take).text()
    send(desk.client, take, {"chosen": [Answer.objects.get().pk]})

    section = kit.sections.order_by("-order").first()
    assert section is not None
    assert section.text == f"Hỏi: {first.text}\nĐáp: {text}"
    assert section.pins["GDP-2023"] > 0
    # Nothing released yet: the public page has the answers only, each with its source.
    (block,) = slots.public_blocks(programme.pk)
    (line,) = block.lines
    assert (line.text, line.value) == (first.text, "GDP tăng 5,05%.")
    assert scene.SOURCE in line.source
    scene.release(kit, desk.by)
    figures, _answers = slots.public_blocks(programme.pk)
    assert [(row.value, scene.SOURCE in row.source) for row in figures.lines] == [("5,05%", True)]
    logged = slots.talk_for(desk.by, str(talk.pk))
    assert logged is not None
    assert logged.counts == (("luot_nguoi", 60), ("cau_hoi", 2), ("da_tra_loi", 1))
    page = visit(desk.client, f"{reverse('activities:log')}?buoi={talk.pk}")
    assert page.all("//input[@name='n-cau_hoi']/@value") == ["2"]
