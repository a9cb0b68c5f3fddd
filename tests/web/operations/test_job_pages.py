"""Pages about background work; what watchdogs and monitors get; logs without persons."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.visit import send, visit

from minhbach_web.core import clock, jobs
from minhbach_web.core.jobs import kinds, running
from minhbach_web.core.jobs.models import Job, WorkerBeat
from minhbach_web.core.jobs.queue import enqueue_once, start
from minhbach_web.core.logs import JsonFormatter, PlainFormatter
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def works() -> Iterator[list[str]]:
    """A kind of work that fails while ``works`` is empty."""
    fine: list[str] = []

    @jobs.kind("tests.work", title="Đếm lại", tries=1, results={"n": "Đã đếm"})
    def work(progress: jobs.Progress) -> dict[str, int]:
        progress.say("Counting", 2, 5)
        if not fine:
            raise ValueError("ông Nguyễn Văn A")
        return {"n": 7}

    yield fine
    kinds._kinds.pop("tests.work")


@pytest.fixture
def keeper(tree: Tree) -> User:
    return make_user("quan-tri", "administrator", unit=tree.parent)


@pytest.fixture
def browser() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


def alive() -> None:
    WorkerBeat.objects.create(name="w", started_at=clock.now(), seen_at=clock.now())


def test_failed_work_is_shown_tried_again_and_given_up(
    works: list[str], keeper: User, browser: Callable[[User], Client]
) -> None:
    client = browser(keeper)
    empty = visit(client, "/viec-nen/")
    alive()
    job = enqueue_once("tests.work", key="a")
    running.run(job.pk, 1)

    listed = visit(client, "/viec-nen/?trang-thai=failed")
    page = visit(client, f"/viec-nen/{job.pk}/")
    send(client, f"/viec-nen/{job.pk}/xu-ly/", {"retry": "1"})
    works.append("now")
    running.run(job.pk, 2)
    done = visit(client, f"/viec-nen/{job.pk}/")
    other = enqueue_once("tests.work", key="b")
    given_up = send(client, f"/viec-nen/{other.pk}/xu-ly/", {"discard": "1"})

    assert "Chưa có việc chạy nền" in empty.text()
    assert "Không có tiến trình nền nào đang chạy." in empty.text()
    assert ("Đếm lại" in listed.text(), "1 tiến trình nền đang chạy." in listed.text()) == (
        True,
        True,
    )
    assert "ValueError" in page.text()
    assert "Nguyễn Văn A" not in page.html
    assert ("Đã đếm" in done.text(), "Hoàn thành" in done.text()) == (True, True)
    assert "Đã bỏ việc này." in given_up.text("//body")
    assert Job.objects.get(key="b").state == "discarded"


def test_who_asked_sees_the_progress_of_own_work_only(
    works: list[str], tree: Tree, browser: Callable[[User], Client]
) -> None:
    works.append("now")
    alive()
    asker, other = make_user("hoi", "reporter", unit=tree.own), make_user("khac")
    job = enqueue_once("tests.work", key="a", by=asker)
    Job.objects.update(state="running", step="Counting", steps_done=2, steps_total=5)
    mine = browser(asker)

    page = visit(mine, f"/viec-nen/{job.pk}/")
    part = mine.get(f"/viec-nen/{job.pk}/", headers={"HX-Request": "true"}).content.decode()

    (bar,) = page.all("//progress")
    assert (bar.get("value"), bar.get("max")) == ("2", "5")
    assert part.startswith('<div id="viec" hx-get=')
    assert browser(other).get(f"/viec-nen/{job.pk}/").status_code == 404
    assert mine.post(f"/viec-nen/{job.pk}/xu-ly/", {"discard": "1"}).status_code == 404
    assert mine.get("/viec-nen/").status_code == 404


def test_without_a_worker_work_is_done_in_the_request(
    works: list[str], keeper: User, browser: Callable[[User], Client]
) -> None:
    works.append("now")
    waiting = enqueue_once("tests.work", key="a")
    client = browser(keeper)

    page = visit(client, f"/viec-nen/{waiting.pk}/")
    done = send(client, f"/viec-nen/{waiting.pk}/xu-ly/", {"here": "1"})
    at_once = start("tests.work", key="b")
    alive()
    queued = start("tests.work", key="c")

    assert "Không có tiến trình nền nào đang chạy." in page.text()
    assert "Hoàn thành" in done.text()
    assert (at_once.state, queued.state) == ("done", "waiting")


def test_home_tells_the_keeper_what_failed_and_what_stands_still(
    keeper: User, tree: Tree, browser: Callable[[User], Client]
) -> None:
    other = make_user("ke-toan", "administrator", unit=tree.own)
    well = visit(browser(keeper), "/").text()
    running.run(enqueue_once("tests.work", key="a").pk, 1)
    enqueue_once("tests.work", key="b")
    Job.objects.update(asked_at=clock.now() - datetime.timedelta(hours=1))

    troubled = visit(browser(keeper), "/").text()
    hidden = visit(browser(other), "/").text()
    alive()

    assert "chạy nền" not in well.split("Cần làm")[1]
    assert "1 việc chạy nền không thành công" in troubled
    assert "không có tiến trình nền nào đang chạy" in troubled
    assert "không thành công" not in hidden
    assert "đứng yên" not in visit(browser(keeper), "/").text()


def test_watchdog_is_told_whether_the_site_can_take_reports(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    well = Client().get("/suc-khoe/san-sang/")
    monkeypatch.setattr("minhbach_web.operations.views.watching.ROOM", 10**18)
    full = Client().get("/suc-khoe/san-sang/")

    assert (well.status_code, well.json()) == (
        200,
        {"status": "ok", "database": "ok", "disk": "ok", "migrations": "ok", "workers": 0},
    )
    assert (full.status_code, full.json()["status"], full.json()["disk"]) == (
        503,
        "not-ready",
        "full",
    )


def test_metrics_are_counts_for_who_has_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue_once("tests.work", key="a")
    closed = Client().get("/suc-khoe/so-lieu/", headers={"Authorization": "Bearer "})
    monkeypatch.setenv("MINHBACH_METRICS_KEY", "khoa")
    wrong = Client().get("/suc-khoe/so-lieu/", headers={"Authorization": "Bearer sai"})

    right = Client().get("/suc-khoe/so-lieu/", headers={"Authorization": "Bearer khoa"})

    lines = right.content.decode().splitlines()
    assert (closed.status_code, wrong.status_code, right.status_code) == (404, 404, 200)
    assert 'minhbach_jobs{state="waiting"} 1' in lines
    assert "minhbach_workers 0" in lines
    assert all(
        line.startswith(("# HELP minhbach_", "# TYPE minhbach_", "minhbach_")) for line in lines
    )


def record(text: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("x", logging.ERROR, "f.py", 1, text, args, info)


@pytest.mark.parametrize("formatter", [PlainFormatter(), JsonFormatter()])
def test_log_line_holds_nobody(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("Key (email)=(lan@example.test) của bà Lan")
    except ValueError as error:
        caught = error
    secret = "AbCdEfGhIjKlMnOpQrStUvWx_1234567890-abcdefg"
    text = "Not Found: /lich/%s.ics?q=Lan from 192.0.2.7 to lan@example.test"

    line = formatter.format(record(text, secret, error=caught))

    for word in ("Lan", "lan@", secret[:10], "192.0.2.7"):
        assert word not in line
    assert "ValueError" in line
    assert "Not Found: /lich/….ics?… from … to …@…" in line
    if isinstance(formatter, JsonFormatter):
        assert json.loads(line)["level"] == "ERROR"
        assert "\n" not in line
