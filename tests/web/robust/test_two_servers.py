"""Two web servers and two workers over one PostgreSQL and one object store: from a plan to a report
that can be followed, every request to the other server than the one before."""

from __future__ import annotations

import re
import tarfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from tests.append_only import _append_only_tables_can_be_emptied  # noqa: F401 -- a fixture
from tests.conftest import LOUD
from tests.web.robust.object_store import object_store
from tools.killing import people, scene
from tools.killing.browser import Browser
from tools.killing.journal import Journal
from tools.killing.processes import Site

from minhbach.cli import main

PLAN = """ĐẢNG ỦY KHỐI CÁC CƠ QUAN
*
Số 12-KH/ĐUK
Ngày 05 tháng 01 năm 2024

KẾ HOẠCH
tuyên truyền kết quả phát triển kinh tế - xã hội năm 2024

Thực hiện Hướng dẫn số 130-HD/BTGTW ngày 10/01/2024 của Ban Tuyên giáo Trung ương, Đảng ủy Khối \
ban hành kế hoạch như sau:

I. NỘI DUNG TUYÊN TRUYỀN
1. Tuyên truyền kết quả phát triển kinh tế - xã hội năm 2023.

II. TỔ CHỨC THỰC HIỆN
1. Chi bộ Thanh tra đăng tin, bài trên trang thông tin điện tử của đơn vị.

Các đảng bộ, chi bộ cơ sở báo cáo kết quả thực hiện hằng quý về Đảng ủy Khối.
"""
CARD = re.compile(r'action="(/ke-hoach/\d+/xac-nhan/\d+/)".*?name="version" value="(\d+)"', re.S)
DATABASE = "minhbach_two_servers"
UPLOAD, LOGIN = "/van-ban/tai-len/", "/tai-khoan/dang-nhap/"


@pytest.fixture
def office(tmp_path: Path, transactional_db: None) -> Iterator[tuple[Site, people.Day, str]]:
    """An office in a database of its own: a copy of the tests' own, with people in it."""
    if connection.vendor != "postgresql":
        pytest.skip(f"{LOUD}PostgreSQL (DATABASE_URL): two servers share one database")
    made = scene.make(2, 1, 2)
    given = connection.get_connection_params()
    server = f"postgres://{given['user']}@{given['host']}:{given['port']}"
    own = f"{server}/{DATABASE}"
    connections.close_all()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as line:
        line.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        line.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{given["dbname"]}"')
    try:
        with object_store() as store:
            site = Site(tmp_path, webs=2, workers=2, each=1, more={"DATABASE_URL": own, **store})
            site.start()
            try:
                yield site, people.Day(site.ports, made, Journal(tmp_path / "journal")), own
            finally:
                site.end()
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as line:
            line.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')


def test_two_servers_and_two_workers_are_one_site(
    office: tuple[Site, people.Day, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, day, own = office
    keeper, clerk = day.browser(), day.browser()
    keeper.sign_in(scene.KEEPER)
    clerk.sign_in(scene.COORDINATOR)
    adopt_the_plan(clerk)
    papers = report_everything(day, clerk, tmp_path / "sources")
    consolidate(day, clerk, tmp_path, papers, capsys)
    ask_for_work(day, keeper)
    locked_out_everywhere(day)
    signed_out_everywhere(clerk)
    both_worked(site, own)

    assert day.journal.troubles == []


def ask_for_work(day: people.Day, keeper: Browser) -> None:
    for act in ("verify", "back-up"):
        answer = keeper.post("/sao-luu/lam/", {"act": act})
        assert people.JOB.search(answer.where), answer


def adopt_the_plan(clerk: Browser) -> None:
    """Sent to one server, confirmed item by item on both, issued; the words are told by either."""
    unit = clerk.get(UPLOAD).fields()["unit"]
    kept = clerk.post(UPLOAD, {"unit": unit}, ("file", "ke-hoach.txt", PLAN.encode()))
    answer = clerk.post(f"{kept.where}lap-ke-hoach/", {"owner": unit})
    page = answer.where.partition("?")[0]
    for kind in ("citation", "gap"):
        clerk.post(f"{page}con-lai/", {"kind": kind})
    for _ in range(20):
        text = clerk.get(page).text
        card = CARD.search(text, text.find('id="muc"'))
        if card is None or 'name="decision" value="accept"' not in text:
            break
        clerk.post(card[1], {"version": card[2], "decision": "accept", "lead": "none"})
    plan = page.removesuffix("xac-nhan/")
    adopted = clerk.post(f"{plan}ban-hanh/", {})
    assert adopted.where == plan
    assert "Đã ban hành nhiệm vụ." in clerk.get(plan).text


def report_everything(day: people.Day, clerk: Browser, folder: Path) -> list[dict[str, int]]:
    """Each unit's Word report, sent to both servers at the same moment: one revision of it."""
    folder.mkdir()
    papers = []
    for n, (name, owed) in enumerate(day.made["reporters"].items()):
        reporter, pk = day.browser(), owed[0]["pk"]
        reporter.sign_in(name)
        paper = people.unit_paper(n)
        (folder / paper.name).write_bytes(paper.data)
        papers.append(people.by_word(day, reporter, pk, paper) or {})
        hidden = reporter.get(f"/bao-cao/{pk}/kiem-tra/").fields()
        data = {"token": hidden["token"], "seen": hidden["seen"]}
        twins = [Browser([port], day.journal, day.stop) for port in day.ports]
        with (
            ThreadPoolExecutor(2) as both,
            day.journal.act("send", obligation=pk, values=papers[-1], n=1),
        ):
            for twin in twins:
                twin.cookies = dict(reporter.cookies)
            sent = [both.submit(t.post, f"/bao-cao/{pk}/kiem-tra/", dict(data)) for t in twins]
            assert {s.result().where for s in sent} == {f"/bao-cao/{pk}/lan/1/bien-nhan/"}
        people.decide(day, clerk, {"pk": pk, "n": 1}, back=False)
    return papers


def consolidate(
    day: people.Day,
    clerk: Browser,
    folder: Path,
    papers: list[dict[str, int]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Fixed on one, taken from the other; every number is followed back to the units' files."""
    period = day.made["periods"][0]
    with day.journal.act("fix", period=period):
        clerk.post(f"/tong-hop/{period}/chot/", {})
    report = folder / "tong-hop.docx"
    report.write_bytes(clerk.get(f"/tong-hop/{period}/lan/1/tai-ve/docx/").data)
    assert main(["trace", str(report), "--verify", str(folder / "sources")]) == 0
    capsys.readouterr()
    assert main(["trace", str(report), "hoi_nghi"]) == 0
    assert str(sum(paper["hoi_nghi"] for paper in papers)) in capsys.readouterr().out


def locked_out_everywhere(day: people.Day) -> None:
    """Wrong passwords are counted for both servers together."""
    stranger = day.browser()
    stranger.password = "khong phai mat khau"
    login = {"login": "bao-cao-0", "password": stranger.password}
    stranger.get(LOGIN)
    tried = [stranger.post(LOGIN, login) for _ in range(6)]
    right = stranger.post(LOGIN, {**login, "password": day.made["password"]})
    assert right.status != 302, [answer.status for answer in tried]


def signed_out_everywhere(clerk: Browser) -> None:
    clerk.sign_out()
    for port in clerk.ports:
        late = Browser([port], clerk.journal, threading.Event())
        late.cookies = dict(clerk.cookies)
        answer = late.ask("GET", "/ky-bao-cao/", signed_in=False)
        assert answer.where.startswith(LOGIN)


def both_worked(site: Site, url: str) -> None:
    """The queue ran empty, both workers had a part in it, and a backup holds the stored files."""
    sql = "SELECT DISTINCT worker_ids->>0 FROM django_tasks_database_dbtaskresult WHERE status = %s"
    waiting = (
        "SELECT count(*) FROM core_job WHERE state IN ('waiting', 'running')"
        " AND kind <> 'operations.prove'"
    )
    end = time.monotonic() + 60
    with psycopg.connect(url, autocommit=True) as line:
        while time.monotonic() < end:
            workers = line.execute(sql, ["SUCCESSFUL"]).fetchall()
            left = line.execute(waiting).fetchone()
            if len(workers) == 2 and left == (0,):
                break
            time.sleep(0.1)
        jobs = line.execute("SELECT kind, state, error FROM core_job ORDER BY id").fetchall()
    assert len(workers) == 2, jobs
    assert {state for kind, state, _error in jobs if kind != "operations.prove"} == {"done"}, jobs
    backup = max((site.var / "backups").glob("*.tar"))
    with tarfile.open(backup) as pack:
        assert any(name.startswith("files/") for name in pack.getnames())
    assert not (site.var / "files").exists()
