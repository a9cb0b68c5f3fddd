"""Ask for a hidden thing and for one that isn't there, and keep everything that could differ."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from tools.probing.scene import Office, Thing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# <input name="csrfmiddlewaretoken" value="…">, hx-headers='{"X-CSRFToken": "…"}': drawn anew for
# each page
TOKEN = re.compile(rb'((?:name="csrfmiddlewaretoken" value=|"X-CSRFToken": )")[^"]{1,80}')
# The page repeats the address that was asked for, and so does its length; the other is the time.
OF_THE_MOMENT = ("Content-Length", "Expires")


@dataclass(frozen=True)
class Answer:
    """What came back: all that a person could see or measure, and the queries behind it.

    ``seconds`` of this thread's own work: what else the machine does is noise to whoever measures.
    """

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    seconds: float
    queries: int


@dataclass(frozen=True)
class Pair:
    """The hidden thing, and the same address about nothing (None where that can't be said)."""

    view: str
    role: str
    hidden: Answer
    absent: Answer | None


def pairs(office: Office, *, count: int, seed: int, compared: float = 1.0) -> Iterator[Pair]:
    """``count`` random requests out of scope; that share of them is ``compared`` with the same
    address about nothing. Which of the two comes first is drawn, too."""
    chance = random.Random(seed)  # noqa: S311 -- seeded, so that a run can be repeated
    clients: dict[int, Client] = {}
    for user, thing in islice(office.hidden(chance), count):
        client = clients.get(user.pk) or clients.setdefault(user.pk, _client(user))
        absent = thing.absent if chance.random() < compared else None
        asked: list[dict[str, Any]] = [dict(thing.kwargs)] + ([absent] if absent else [])
        order = list(range(len(asked)))
        chance.shuffle(order)
        answers = {n: ask(client, thing, asked[n]) for n in order}
        role = user.username.rpartition("-")[2]
        name = f"{thing.access.view} {thing.access.method}"
        yield Pair(name, role, answers[0], answers.get(1))


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def ask(client: Client, thing: Thing, kwargs: dict[str, Any]) -> Answer:
    """One request as a browser makes it."""
    url = reverse(thing.access.view, kwargs=kwargs) + thing.access.query
    count = _Count()
    with connection.execute_wrapper(count):
        begun = time.thread_time()
        if thing.access.method == "post":
            response = client.post(url, dict(thing.data))
        else:
            response = client.get(url)
        seconds = time.thread_time() - begun
    body = b"".join(response) if response.streaming else response.content
    body = TOKEN.sub(rb"\1", body).replace(url.encode(), b"URL")
    headers = tuple(
        sorted((k.lower(), v) for k, v in response.headers.items() if k not in OF_THE_MOMENT)
    )
    return Answer(response.status_code, body, headers, seconds, count.queries)


class _Count:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)
