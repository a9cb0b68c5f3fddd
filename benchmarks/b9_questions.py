"""B9: a hall of a thousand phones opens the page of a talk within a minute, asks, wants to know,
and reads again. Then what is stored is counted: every question and every vote, and no trace.

The server runs as in an office (two workers of four threads), on the same machine as the phones.
``DATABASE_URL`` chooses the engine.
"""

from __future__ import annotations

import datetime
import http.client
import os
import random
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from benchmarks.b8_deadline import free_port, serve
from benchmarks.tables import publish, table

PHONES, SECONDS, QUESTIONS, VOTES, POLLS = 1000, 60, 200, 2000, 2000
LINE = 0.3
TOKEN = re.compile(r'name="token" value="([^"]+)"')


class Hall:
    """The phones of one talk."""

    def __init__(self, port: int, code: str) -> None:
        self.port, self.path = port, f"/hoi/{code}/"
        self.seconds: list[float] = []
        self.wrong: list[str] = []

    def send(self, method: str, path: str, data: dict[str, str] | None = None) -> str:
        """One request; its time is kept, and what was no answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)  # a phone's own
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
        start = time.perf_counter()
        line.request(method, path, urlencode(data) if data else None, headers)
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        self.seconds.append(time.perf_counter() - start)
        if answer.status not in (200, 302) or answer.headers.get("Set-Cookie"):
            self.wrong.append(f"{answer.status} {method} {path}")
        return body

    def token(self) -> str:
        found = TOKEN.search(self.send("GET", self.path))
        return found[1] if found else ""

    def ask(self, n: int) -> None:
        text = f"Câu hỏi số {n} của buổi thử nghiệm, về điện, đường, trường, trạm?"
        self.send("POST", f"{self.path}gui/", {"token": self.token(), "text": text})

    def want(self, key: int) -> None:
        self.send("POST", f"{self.path}muon-biet/{key}/", {"token": self.token()})


def run() -> None:
    """Prints and keeps the table of this engine."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "MINHBACH_VAR": folder,
            "MINHBACH_SECRET_KEY": "benchmarks-only",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        import django  # noqa: PLC0415 - the settings come first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - as above
        from django.db import connection, connections  # noqa: PLC0415 - as above

        call_command("migrate", verbosity=0, interactive=False)
        talk = _talk()
        engine = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
        connections.close_all()
        hall = Hall(free_port(), talk.code)
        server = serve(hall.port)
        try:
            asked = _ask(hall)
            keys = _show(talk)
            wanted = _want(hall, keys)
        finally:
            server.terminate()
            server.wait()
        stored = _stored(talk)
    if hall.wrong or stored != (QUESTIONS, VOTES):
        raise SystemExit(f"{stored}; not answered: {hall.wrong[:5]}")
    _tell(engine, hall, asked, wanted, load)


def _ask(hall: Hall) -> list[float]:
    """A thousand open the page within a minute; two hundred of them ask."""
    dice = random.Random(9)
    acts = sorted((dice.uniform(0, SECONDS), n) for n in range(PHONES))
    start = time.perf_counter()

    def phone(at: float, n: int) -> None:
        time.sleep(max(0.0, start + at - time.perf_counter()))
        if n < QUESTIONS:
            hall.ask(n)
        else:
            hall.send("GET", hall.path)

    with ThreadPoolExecutor(32) as phones:
        list(phones.map(lambda act: phone(*act), acts))
    seconds, hall.seconds = hall.seconds, []
    return seconds


def _want(hall: Hall, keys: list[int]) -> list[float]:
    """Two thousand votes, and as many looks again, spread over a minute."""
    dice = random.Random(10)
    acts: list[tuple[float, int]] = [
        (dice.uniform(0, SECONDS), keys[dice.randrange(len(keys))]) for _n in range(VOTES)
    ]
    acts += [(dice.uniform(0, SECONDS), 0) for _n in range(POLLS)]
    acts.sort()
    token, start = hall.token(), time.perf_counter()

    def phone(at: float, key: int) -> None:
        time.sleep(max(0.0, start + at - time.perf_counter()))
        if key:
            hall.send("POST", f"{hall.path}muon-biet/{key}/", {"token": token})
        else:
            hall.send("GET", hall.path)

    with ThreadPoolExecutor(32) as phones:
        list(phones.map(lambda act: phone(*act), acts))
    seconds, hall.seconds = hall.seconds, []
    return seconds


def _talk() -> Any:
    from django.utils import timezone  # noqa: PLC0415 - after the settings
    from tests.factories import make_user  # noqa: PLC0415 - as above

    from minhbach_web.briefing.services import talks  # noqa: PLC0415 - as above
    from minhbach_web.units.models import OrganisationUnit  # noqa: PLC0415 - as above
    from minhbach_web.units.services import rebuild_ancestors  # noqa: PLC0415 - as above

    unit = OrganisationUnit.objects.create(code="H", name="Đơn vị thử nghiệm")
    rebuild_ancestors(today=datetime.date(2026, 1, 1))
    by = make_user("dieu-phoi", "coordinator", unit=unit)
    start = timezone.now()
    talk = talks.arrange(
        arrangement=talks.Arrangement(
            title="Buổi thử nghiệm",
            place="Hội trường",
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=2),
            speaker=None,
            speaker_name="Người Nói",
            kit_version=None,
            programme=None,
        ),
        owner=unit,
        units=[unit],
        themes=[],
        by=by,
    )
    talks.set_asking(talk=talk, asking=True, by=by)
    return talk


def _show(talk: Any) -> list[int]:
    """A moderator has let forty questions through, as many as one reads on a phone."""
    from minhbach_web.briefing.models import Question  # noqa: PLC0415 - after the settings

    keys = list(Question.objects.filter(talk=talk).values_list("pk", flat=True)[:40])
    Question.objects.filter(pk__in=keys).update(state="shown")
    return keys


def _stored(talk: Any) -> tuple[int, int]:
    from django.db.models import Sum  # noqa: PLC0415 - after the settings

    from minhbach_web.briefing.models import Question  # noqa: PLC0415 - as above

    rows = Question.objects.filter(talk=talk)
    return rows.count(), rows.aggregate(n=Sum("votes"))["n"] or 0


def _tell(engine: str, hall: Hall, asked: list[float], wanted: list[float], load: float) -> None:
    rows = []
    for what, seconds in (("page opened, question sent", asked), ("vote, page read again", wanted)):
        cuts = quantiles(seconds, n=100)
        rows.append(
            (
                what,
                f"{len(seconds):,}",
                f"{cuts[49] * 1000:.0f} ms",
                f"{cuts[94] * 1000:.0f} ms",
                f"< {LINE * 1000:.0f} ms",
            )
        )
    notes = (
        f"{engine}; {PHONES:,} phones within {SECONDS} s, {QUESTIONS} questions, then {VOTES:,} "
        f"votes and {POLLS:,} looks within {SECONDS} s more, forty questions on the page. Phones "
        f"and server share the machine; load before the run {load:.1f} on {os.cpu_count()} cores. "
        "All questions and votes were stored, no answer set a cookie."
    )
    heads = ("what", "requests", "half within", "95 of 100 within", "line")
    publish(
        f"B9-{engine}", f"question board on {engine}", [table(heads, rows), notes], cores="shared"
    )
