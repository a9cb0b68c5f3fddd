"""Signing in through an office's own provider: a real one, run here, over HTTP."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from tests import migrated
from tests.flow.server import LOGIN, Answer, Site, Visitor, free_port, served

UNITS = Path(__file__).parents[2] / "examples/quy-1-2024/don-vi.csv"
ROLES = """
[[role]]
group = "van-phong"
role = "reporter"
unit = "{unit}"
[[role]]
group = "lanh-dao"
role = "approver"
unit = "{unit}"
[[role]]
group = "van-phong"
role = "reporter"
unit = "KHONG-CO"
"""
UNIT = UNITS.read_text(encoding="utf-8-sig").splitlines()[2].split(",")[0]


@pytest.fixture
def provider() -> Iterator[str]:
    """In a process of its own: its libraries complain of each other there, not here."""
    port = free_port()
    program = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                requests.get(address, timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield address
        process.terminate()


@pytest.fixture
def site(tmp_path: Path, provider: str) -> Iterator[Site]:
    migrated.lay(tmp_path / "var")
    (tmp_path / "roles.toml").write_text(ROLES.format(unit=UNIT), encoding="utf-8")
    (tmp_path / "secret").write_text("bi-mat\n", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    given = {
        "MINHBACH_OIDC_ISSUER": provider,
        "MINHBACH_OIDC_CLIENT": "minh-bach",
        "MINHBACH_OIDC_SECRET_FILE": str(tmp_path / "secret"),
        "MINHBACH_OIDC_ROLES_FILE": str(tmp_path / "roles.toml"),
        "MINHBACH_OIDC_NAME": "Cổng cán bộ",
    }
    with served(tmp_path / "var", "--setup", str(UNITS), **given) as running:
        yield running


def known(provider: str, sub: str, *groups: str, name: str = "") -> None:
    claims = {
        "preferred_username": name or sub,
        "name": f"Người {sub}",
        "email": f"{sub}@coquan.test",
        "groups": list(groups),
    }
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=10).raise_for_status()


def come_in(site: Site, sub: str, **form: str) -> Answer:
    """Press the button, say who one is at the provider, come back."""
    visitor = Visitor("")
    page = visitor.get(site.url + LOGIN)
    (action,) = re.findall(r'action="([^"]*co-quan[^"]*)"', page.text)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token
    asked = visitor.get(site.url + action.replace("&amp;", "&"), {"csrfmiddlewaretoken": token[1]})
    assert "/oauth2/authorize" in asked.url, asked.text
    return visitor.get(asked.url, {"sub": sub, **form})


def words(answer: Answer) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_groups_of_the_provider_give_roles_and_take_them(
    site: Site, provider: str, tmp_path: Path
) -> None:
    def rows(sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(tmp_path / "var/minhbach.sqlite3") as base:
            return base.execute(sql).fetchall()

    held = (
        "SELECT u.username, m.role, m.valid_to IS NULL FROM units_membership m"
        " JOIN units_user u ON u.id = m.user_id WHERE u.username <> 'quan-tri' ORDER BY m.id"
    )
    known(provider, "s-1", "van-phong", "nhom-la", name="lan")
    known(provider, "s-2", "nhom-la", name="nam")
    known(provider, "s-3", "lanh-dao", name="quan-tri")

    first = come_in(site, "s-1")
    with_role = rows(held)
    stranger, taken = come_in(site, "s-2"), come_in(site, "s-3")
    denied = come_in(site, "s-1", action="deny")
    known(provider, "s-1", "lanh-dao", name="lan")
    again = come_in(site, "s-1")
    changed = rows(held)
    known(provider, "s-1", name="lan")
    come_in(site, "s-1")

    assert (first.status, first.url) == (200, site.url + "/"), first.text
    assert with_role == [("lan", "reporter", 1)]
    assert (stranger.status, taken.status, denied.status) == (403, 403, 403)
    assert "không nhóm nào của bạn có vai trò ở đây" in words(stranger)
    assert "đã có tài khoản trùng tên đăng nhập của bạn" in words(taken)
    assert "không trả lời đúng, hoặc bạn đã hủy" in words(denied)
    assert again.url == site.url + "/"
    assert changed == [("lan", "reporter", 0), ("lan", "approver", 1)]
    assert rows(held) == [("lan", "reporter", 0), ("lan", "approver", 0)]
    # Nothing of what the provider said is kept but who it was.
    assert rows("SELECT uid, extra_data FROM socialaccount_socialaccount") == [("s-1", "{}")]
    assert rows("SELECT count(*) FROM socialaccount_socialtoken") == [(0,)]
    assert rows("SELECT username FROM units_user ORDER BY id") == [("quan-tri",), ("lan",)]
    assert "Traceback" not in site.printed
