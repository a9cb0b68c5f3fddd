"""``minhbach serve`` as an office starts it: from an empty folder, with production settings."""

from __future__ import annotations

import re
import socket
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from tests import migrated
from tests.flow.server import PROGRAM, environment, served

from minhbach_web import commands

UNITS = Path(__file__).parents[2] / "examples/quy-1-2024/don-vi.csv"


@pytest.fixture(autouse=True)
def _nothing_to_migrate(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Once from nothing at all; the other starts need not wait for the tables."""
    if "from_nothing" not in request.node.name:
        migrated.lay(tmp_path / "var")


def serve_fails(var: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a start that can't succeed."""
    done = subprocess.run(
        [PROGRAM, "serve", *arguments],
        cwd=var.parent,
        env=environment(MINHBACH_VAR=str(var)),
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    return done.returncode, done.stdout, done.stderr


def test_serve_gives_pages_and_static_files_from_nothing(tmp_path: Path) -> None:
    with served(tmp_path / "var") as site:
        page = site.visitor().get("/")
        links = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)))
        files = {link: site.visitor().get(link) for link in links}
        missing = site.visitor().get("/khong-co/")

    assert page.url == site.url + "/bat-dau/"
    assert "Minh Bạch" in page.text
    assert {link: answer.status for link, answer in files.items()} == dict.fromkeys(links, 200)
    style = next(answer for link, answer in files.items() if link.endswith(".css"))
    assert style.kind == "text/css"
    assert "immutable" in style.headers["cache-control"]
    assert b"@layer" in style.body
    assert {answer.kind for answer in files.values()} >= {"text/css", "text/javascript"}
    assert "Traceback" not in missing.text


def test_serve_says_how_to_make_the_first_administrator(tmp_path: Path) -> None:
    with served(tmp_path / "var") as empty:
        printed = empty.printed
    assert "minhbach serve --setup don-vi.csv" in printed
    assert re.search(r"http://\S+/bat-dau/ và nhập mã (\w{4}-){2}\w{4} ", printed)

    with served(tmp_path / "var", "--setup", str(UNITS)) as site:
        found = re.search(r"Người quản trị: (\S+), .*: (\S+)$", site.printed, re.MULTILINE)
        assert found, site.printed
        page = site.visitor().sign_in(found[1], found[2])
        assert "--setup" not in site.printed

    # The password stands on a screen, so somebody else may know it: an own one comes first.
    assert page.url == site.url + "/tai-khoan/mat-khau/"
    assert page.status == 200


def test_serve_never_makes_a_second_first_administrator(tmp_path: Path) -> None:
    with served(tmp_path / "var", "--setup", str(UNITS)):
        pass
    with served(tmp_path / "var", "--setup", str(UNITS)) as again:
        printed = again.printed

    assert "Đã nhận 15 đơn vị. Tài khoản quan-tri đã có từ trước" in printed
    assert "mật khẩu" not in printed


def test_serve_refuses_a_bad_table_of_units(tmp_path: Path) -> None:
    table = tmp_path / "don-vi.csv"
    table.write_text("code,name,parent_code\nA,Đơn vị A,KHONG-CO\n", encoding="utf-8")

    code, printed, complaint = serve_fails(tmp_path / "var", "--setup", str(table))

    assert (code, printed) == (2, "")
    assert "KHONG-CO" in complaint
    assert "chưa có gì được lưu" in complaint
    code, _printed, complaint = serve_fails(tmp_path / "var", "--setup", str(tmp_path / "x.csv"))
    assert code == 2
    assert complaint.startswith("Không tìm thấy tệp")


def test_serve_says_that_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, _printed, complaint = serve_fails(tmp_path / "var", "--port", str(port))

    assert code == 2
    assert complaint.startswith(f"Cổng {port} của 127.0.0.1 đang được chương trình khác dùng")


def test_demo_serves_from_a_process_that_wrote_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF after a fork from one that wrote PDF would never come."""
    became: list[list[str]] = []
    monkeypatch.setattr(commands.os, "execv", lambda _path, program: became.append(program))
    monkeypatch.setattr(commands, "_let_go", lambda: None)

    commands._serve_afresh(Namespace(host="127.0.0.1", port=8123, lang="vi"))

    assert [program[1:4] for program in became] == [["-m", "minhbach.cli", "serve"]]
    assert became[0][-4:] == ["--port", "8123", "--lang", "vi"]
