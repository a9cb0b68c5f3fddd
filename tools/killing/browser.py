"""Somebody with a browser: cookies, hidden fields, and the button pressed until an answer comes."""

from __future__ import annotations

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tools.killing.journal import Journal

LOGIN, LOGOUT = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-xuat/"
FIELD = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
BOUNDARY = "----minhbach-thu-nghiem"
PATIENCE = 600.0


class Stopped(Exception):
    """The day is over."""


class SignedOut(Exception):
    """The site asks for a password although this person has given it."""


@dataclass(frozen=True)
class Answer:
    status: int
    where: str
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode(errors="replace")

    def fields(self) -> dict[str, str]:
        """The hidden fields of the page, the last of each name."""
        return dict(FIELD.findall(self.text))


@dataclass
class Browser:
    """One person's. ``ports``: the servers that are asked in turn."""

    ports: list[int]
    journal: Journal
    stop: threading.Event
    password: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    turn: int = 0

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(
        self, path: str, data: dict[str, str], file: tuple[str, str, bytes] | None = None
    ) -> Answer:
        """The form sent; ``file`` as (field, name, bytes)."""
        if "csrftoken" in self.cookies:
            data = {**data, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        if file is None:
            kind = "application/x-www-form-urlencoded"
            return self.ask("POST", path, urlencode(data).encode(), kind)
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.ask("POST", path, _multipart(data, *file), kind)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "",
        *,
        signed_in: bool = True,
    ) -> Answer:
        """Until an answer comes that is one: no answer and "try again" are tried again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.stop.is_set():
                raise Stopped
            answer = self._once(method, path, body, kind)
            if answer is None:
                time.sleep(0.05)
                continue
            often = answer.status == 429 and path != LOGIN
            if often or answer.status in (500, 503):  # a fault of ours, busy
                if answer.status == 500:
                    self.journal.trouble(f"500 {method} {path}")
                time.sleep(0.2)
                continue
            if signed_in and answer.where.startswith(LOGIN) and not path.startswith(LOGIN):
                self.journal.trouble(f"signed out: {method} {path}")
                raise SignedOut
            if answer.status not in (200, 302, 409, 422) and path != LOGIN:
                self.journal.trouble(f"{answer.status} {method} {path}")
            return answer
        self.journal.trouble(f"no answer: {method} {path}")
        raise Stopped

    def _once(self, method: str, path: str, body: bytes | None, kind: str) -> Answer | None:
        self.turn += 1
        port = self.ports[self.turn % len(self.ports)]
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        for given in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: m.value for name, m in SimpleCookie(given).items()}
        self.journal.answers += 1
        return Answer(answer.status, answer.headers.get("Location") or "", data)

    def sign_in(self, username: str) -> None:
        """Sign in with the password that everybody has here."""
        self.cookies.clear()
        with self.journal.act("sign-in", who=username):
            for _ in range(3):  # a page of before the trouble may be too old
                self.get(LOGIN)
                answer = self.post(LOGIN, {"login": username, "password": self.password})
                if answer.status == 302:
                    break
            else:
                self.journal.trouble(f"{username} was not let in: {answer.status}")

    def sign_out(self) -> None:
        """The session ends; the cookies stay as they were."""
        cookies = dict(self.cookies)
        data = urlencode({"csrfmiddlewaretoken": cookies["csrftoken"]}).encode()
        kind = "application/x-www-form-urlencoded"
        self.ask("POST", LOGOUT, data, kind, signed_in=False)
        self.cookies = cookies


def _multipart(data: dict[str, str], name: str, filename: str, content: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in data.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"'
    parts += [f"{head}\r\n\r\n".encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()]
    return b"".join(parts)
