"""What has been kept long enough goes by itself; the log says how much and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import Tree, make_user
from tests.web.rights.scene import make_talk
from tests.web.visit import send, visit

from minhbach_web.briefing.models import Answer, Disposition, Question, QuestionState, Talk
from minhbach_web.core import clock, retention
from minhbach_web.core.jobs.queue import enqueue_once
from minhbach_web.core.models import AuditEvent, Job
from minhbach_web.rights.models import Period, Removal
from minhbach_web.rights.services.clearing import clear, set_period
from minhbach_web.rights.tasks import CLEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(tree: Tree) -> Talk:
    return make_talk(tree.own, make_user("dieu-phoi", "coordinator", unit=tree.own))


def question(talk: Talk, age: int, text: str, **fields: object) -> Question:
    day = clock.today() - datetime.timedelta(days=age)
    return Question.objects.create(talk=talk, text=text, day=day, votes=3, **fields)


def settled(talk: Talk, age: int, text: str) -> Question:
    reason = "Đã chuyển Sở Ánh Sáng"
    return question(talk, age, text, disposition=Disposition.PASSED_ON, reason=reason)


def left() -> list[tuple[str, int]]:
    return sorted(Question.objects.values_list("text", "votes"))


def test_words_of_old_questions_go_and_what_became_of_them_stays(talk: Talk) -> None:
    settled(talk, 366, "Câu hỏi cũ đã chuyển đi?")
    settled(talk, 364, "Câu hỏi mới đã chuyển đi?")
    question(talk, 366, "Câu hỏi cũ chưa xử lý?")
    question(talk, 731, "Câu hỏi rất cũ chưa xử lý?")
    public = question(talk, 900, "Câu hỏi có trả lời?", state=QuestionState.SHOWN)
    Answer.objects.create(
        question=public, text="Có.", written_by=talk.created_by, published_on=clock.today()
    )

    gone = clear()
    again = clear()

    assert (gone, again) == ({"briefing.questions": 1, "briefing.open_questions": 1}, {})
    assert left() == [
        ("Câu hỏi có trả lời?", 3),
        ("Câu hỏi cũ chưa xử lý?", 3),
        ("Câu hỏi mới đã chuyển đi?", 3),
        ("[…]", 0),
        ("[…]", 0),
    ]
    blanked = Question.objects.filter(text="[…]", disposition=Disposition.PASSED_ON)
    assert [row.reason for row in blanked] == ["Đã chuyển Sở Ánh Sáng"]


def test_log_of_removals_holds_kind_number_and_day_only(talk: Talk) -> None:
    settled(talk, 400, "Câu hỏi cũ đã chuyển đi?")

    clear()

    (row,) = Removal.objects.values("kind", "rows", "day", "why")
    assert row == {
        "kind": "briefing.questions",
        "rows": 1,
        "day": clock.today(),
        "why": "period",
    }
    assert {f.name for f in Removal._meta.concrete_fields} == {"id", *row}
    noted = AuditEvent.objects.get(action="rights.clear")
    assert (noted.object_type, noted.object_key) == ("day", clock.today().isoformat())


def test_administrator_shortens_a_period_after_seeing_what_goes(
    tree: Tree, talk: Talk, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("administrator", tree.parent)
    settled(talk, 100, "Câu hỏi trăm ngày?")
    url = "/du-lieu/thoi-han/briefing.questions/"

    plain = visit(client, url)
    wrong = send(client, url, {"days": "5"}, status=422)
    previewed = send(client, url, {"days": "90"})
    before = (Period.objects.count(), left())
    send(client, url, {"days": "90", "sure": "1"})
    terms = visit(client, "/du-lieu/thoi-han/")
    asked = visit(client, "/du-lieu/don-dep/")
    done = send(client, "/du-lieu/don-dep/", {})

    assert plain.all("//input[@name='days']")[0].get("value") == "365"
    assert wrong.texts("//*[@id='id_days_error']/p") == ["Lỗi: Nhập một số từ 30 đến 1825."]
    assert "Với 90 ngày, lần chạy tới sẽ xóa 1 dòng." in previewed.text()
    assert before == (0, [("Câu hỏi trăm ngày?", 3)])
    assert "90 ngày" in terms.text()
    assert "Lời câu hỏi đã xử lý" in asked.text("//main//ul[not(@class)]")
    assert done.h1 == "Đã xóa những gì"
    assert left() == [("[…]", 0)]


def test_period_outside_its_bounds_or_fixed_is_no_page(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("administrator", tree.parent)

    codes = ("accounts.sessions", "no.such", "request.no")
    found = [client.get(f"/du-lieu/thoi-han/{code}/").status_code for code in codes]

    assert found == [404, 404, 404]


def test_stored_number_outside_the_bounds_counts_as_the_bound(tree: Tree) -> None:
    by = make_user("quan-tri", "administrator", unit=tree.parent)
    term = retention.term("briefing.questions")
    assert term is not None
    set_period(term=term, days=40, by=by)
    Period.objects.update(days=1)

    assert term.days == 30


def test_pages_of_keeping_ask_few_questions_and_say_that_no_worker_runs(
    tree: Tree,
    talk: Talk,
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = signed_in("administrator", tree.parent)
    for n in range(3):
        person = make_user(f"cu-{n}", unit=tree.own)
        person.is_active = False
        person.save()

    with django_assert_max_num_queries(30):  # type: ignore[attr-defined] # a context
        terms = visit(client, "/du-lieu/thoi-han/")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # a context
        kinds = visit(client, "/du-lieu/")

    assert "Không có tiến trình nền nào đang chạy" in terms.text()
    rows = dict(zip(kinds.texts("//tbody/tr/th"), kinds.texts("//tbody/tr/td[1]"), strict=True))
    told = next(n for words, n in rows.items() if "Các buổi đã hoặc sắp nói" in words)
    assert told == "1"


def test_work_of_every_day_is_known_and_done_jobs_go(tree: Tree) -> None:
    job = enqueue_once(CLEAR, key="rights.clear@1")
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, finished_at=timezone.now() - datetime.timedelta(days=31)
    )

    assert clear() == {"core.jobs": 1}
    assert not Job.objects.exists()
