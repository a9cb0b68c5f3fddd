"""``minhbach serve`` in a process of its own, and a visitor who keeps cookies."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

PROGRAM = str(Path(sys.executable).with_name("minhbach"))
LOGIN = "/tai-khoan/dang-nhap/"
ELSEWHERE = (
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "MINHBACH_REQUIRE_ALL",
    "MINHBACH_SECRET_KEY",
    "MINHBACH_VAR",
)


def environment(**given: str) -> dict[str, str]:
    """A machine where nothing of the tests' own site is set."""
    clean = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**clean, "PYTHONUTF8": "1", **given}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True)
class Answer:
    """What a visitor got, after all redirections."""

    status: int
    url: str
    kind: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody with a browser's cookies, without scripts."""

    site: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str, data: dict[str, str] | None = None) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        body = urlencode(data).encode() if data is not None else None
        try:
            with opener.open(self.site + path, body, timeout=30) as answer:
                return answer_of(answer)
        except urllib.error.HTTPError as error:
            with error:
                return answer_of(error)

    def sign_in(self, username: str, password: str) -> Answer:
        """The page after signing in, or the login page again."""
        page = self.get(LOGIN)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        secrets = {"login": username, "password": password, "csrfmiddlewaretoken": token[1]}
        return self.get(LOGIN, secrets)


def answer_of(answer: HTTPResponse | urllib.error.HTTPError) -> Answer:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    kind = headers.get("content-type", "").partition(";")[0]
    return Answer(answer.status or 0, answer.url, kind, answer.read(), headers)


@dataclass(frozen=True)
class Site:
    """A running site: where, and what it has printed."""

    url: str
    log: Path

    @property
    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def visitor(self) -> Visitor:
        return Visitor(self.url)


@contextmanager
def served(var: Path, *arguments: str, **given: str) -> Iterator[Site]:
    """The site over the folder ``var`` until the block ends; stopping it must be clean.

    ``given``: more of its environment.
    """
    port = free_port()
    log = var.parent / f"serve-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port), *arguments],
            cwd=var.parent,
            env=environment(MINHBACH_VAR=str(var), **given),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        site = Site(f"http://127.0.0.1:{port}", log)
        try:
            wait_for(site, process)
            yield site
        finally:
            process.terminate()
            code = process.wait(timeout=30)
    assert code == 0, site.printed


def wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert process.poll() is None, site.printed
        try:
            site.visitor().get(LOGIN)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the site does not answer\n" + site.printed)
