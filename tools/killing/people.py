"""What people do all day: report, decide, consolidate, log, ask, back up. Each act is written down.

Every person is a thread; none does the next act before the last one was answered.
"""

from __future__ import annotations

import queue
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.generate.unit_reports import UnitPaper, unit_paper

from tools.killing.browser import Answer, Browser, SignedOut, Stopped
from tools.killing.journal import Journal
from tools.killing.scene import COORDINATOR, KEEPER

CODES = ("hoi_nghi", "luot_nguoi", "tin_bai")
VERSION = {code: re.compile(rf'name="{code}-seen" value="(\d+)"') for code in CODES}
RECEIPT = re.compile(r"/lan/(\d+)/bien-nhan/")
JOB = re.compile(r"/viec-nen/(\d+)/")


@dataclass
class Day:
    """The site, the office, and everything that the people share."""

    ports: list[int]
    made: dict[str, Any]
    journal: Journal
    seed: int = 1
    stop: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)
    sent: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)
    waiting: set[int] = field(default_factory=set)  # obligations that nobody has decided on yet
    reached: set[str] = field(default_factory=set)
    threads: list[threading.Thread] = field(default_factory=list)
    resting: int = 0

    def browser(self) -> Browser:
        return Browser(self.ports, self.journal, self.stop, self.made["password"])

    def begin(self) -> None:
        """Everybody comes in."""
        people: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
            (reporter, (name, owed)) for name, owed in self.made["reporters"].items()
        ]
        people += [(coordinator, ()), (audience, ()), (keeper, ())]
        for n, (work, more) in enumerate(people):
            dice = random.Random(f"{self.seed}-{n}")  # noqa: S311 -- the same order each time
            thread = threading.Thread(target=self._run, args=(work, dice, *more), daemon=True)
            thread.start()
            self.threads.append(thread)

    def _run(self, work: Callable[..., None], dice: random.Random, *more: Any) -> None:
        try:
            work(self, dice, *more)
        except Stopped:
            return
        except Exception as error:
            self.journal.trouble(f"{work.__name__}: {type(error).__name__}: {error}")

    def between(self, seconds: float = 0.0) -> None:
        """Between two acts: a moment's rest, longer while everything is looked at."""
        if self.pause.is_set():
            with self.journal.lock:
                self.resting += 1
            while self.pause.is_set() and not self.stop.is_set():
                self.stop.wait(0.02)
            with self.journal.lock:
                self.resting -= 1
        if self.stop.wait(seconds):
            raise Stopped

    def quiet(self) -> bool:
        """Whether nobody is in the middle of anything."""
        return self.resting == sum(thread.is_alive() for thread in self.threads)

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(60)


def reporter(day: Day, dice: random.Random, name: str, owed: list[dict[str, Any]]) -> None:
    """Report after report, by Word or by form; corrects what comes back; logs what was done."""
    browser, turn = day.browser(), 0
    browser.sign_in(name)
    while True:
        day.between()
        turn += 1
        free = [o for o in owed if o["pk"] not in day.waiting]
        if not free:
            day.between(0.05)
            continue
        task = dice.choice(free)
        try:
            report(day, browser, dice, task)
            if dice.random() < 0.5:
                log(day, browser, task["unit"], f"Hội nghị {name} lần {turn}")
            if turn % 7 == 0:
                browser.sign_in(name)
        except SignedOut:
            browser.sign_in(name)


def report(day: Day, browser: Browser, dice: random.Random, task: dict[str, Any]) -> None:
    """One report, from the first answer to the receipt."""
    pk = task["pk"]
    if dice.random() < 0.6:
        values = by_word(day, browser, pk, unit_paper(dice.randrange(10**6)))
        day.reached.add("word")
    else:
        values = by_form(day, browser, pk, dice)
    if values is None:
        return
    page = browser.get(f"/bao-cao/{pk}/kiem-tra/")
    hidden = page.fields()
    if "token" not in hidden:
        day.journal.trouble(f"nothing to send: {pk}: {page.status} {page.where}")
        return
    data = {"token": hidden["token"], "seen": hidden["seen"]}
    with day.journal.act("send", obligation=pk, period=task["period"], values=values) as act:
        day.waiting.add(pk)
        answer = browser.post(f"/bao-cao/{pk}/kiem-tra/", data)
        found = RECEIPT.search(answer.where)
        act.refused = not found
        act.about["n"] = int(found[1]) if found else 0
    if not act.done:
        day.waiting.discard(pk)
        return
    shown = browser.get(answer.where)
    if "receipt" not in day.reached and shown.status == 200:
        day.reached.add("receipt")
    day.sent.put({**task, "n": act.about["n"]})


def by_word(day: Day, browser: Browser, pk: int, paper: UnitPaper) -> dict[str, int] | None:
    """Upload a Word report and confirm its figures one by one."""
    page = browser.get(f"/bao-cao/{pk}/tai-len/")
    seen = page.fields().get("seen", "")
    with day.journal.act("upload", obligation=pk, name=paper.name) as act:
        answer = browser.post(
            f"/bao-cao/{pk}/tai-len/", {"seen": seen}, ("file", paper.name, paper.data)
        )
        act.refused = answer.status != 302
    if act.refused:
        day.journal.trouble(f"upload refused: {pk}: {answer.status}")
        return None
    page = browser.get(f"/bao-cao/{pk}/xac-nhan/")
    for code in CODES:
        with day.journal.act("confirm", obligation=pk, code=code, value=paper.values[code]):
            _confirm(browser, pk, page, code, paper.values[code])
    return paper.values


def _confirm(browser: Browser, pk: int, page: Answer, code: str, value: int) -> None:
    seen = VERSION[code].search(page.text)
    data = {"code": code, f"{code}-number": str(value), f"{code}-kind": ""}
    data |= {f"{code}-qualifier": "", f"{code}-seen": seen[1] if seen else "1"}
    browser.post(f"/bao-cao/{pk}/xac-nhan/", data)


def by_form(day: Day, browser: Browser, pk: int, dice: random.Random) -> dict[str, int] | None:
    """Type the figures into the web form: all of them in one act."""
    path = f"/bao-cao/{pk}/nhap/"
    page = browser.get(path)
    values = {code: dice.randint(1, 999) for code in CODES}
    data: dict[str, str] = {}
    for code, value in values.items():
        seen = VERSION[code].search(page.text)
        data |= {f"{code}-number": str(value), f"{code}-kind": "", f"{code}-qualifier": ""}
        data[f"{code}-seen"] = seen[1] if seen else "1"
    with day.journal.act("enter", obligation=pk, values=values) as act:
        answer = browser.post(path, data)
        act.refused = answer.status != 302
    if act.refused:
        day.journal.trouble(f"form refused: {pk}: {answer.status}")
    return None if act.refused else values


def log(day: Day, browser: Browser, unit: int, mark: str) -> None:
    """An activity in the log of the unit."""
    page = browser.get(f"/hoat-dong/ghi/?don-vi={unit}")
    data = {"key": page.fields().get("key", ""), "unit": str(unit), "kind": "hoi-nghi"}
    data |= {"what": mark, "day": "2026-01-05", "n-hoi_nghi": "1", "talk": ""}
    with day.journal.act("log", mark=mark) as act:
        answer = browser.post("/hoat-dong/ghi/", data)
        act.refused = answer.status != 302
    if act.refused:
        day.journal.trouble(f"log refused: {answer.status}")


def coordinator(day: Day, dice: random.Random) -> None:
    """Accepts, returns one in four, consolidates now and then."""
    browser, decided = day.browser(), 0
    browser.sign_in(COORDINATOR)
    while True:
        day.between()
        try:
            task = day.sent.get(timeout=0.05)
        except queue.Empty:
            continue
        decide(day, browser, task, back=dice.random() < 0.25)
        day.waiting.discard(task["pk"])
        decided += 1
        if decided % 6 == 0:
            hidden = browser.get(f"/tong-hop/{task['period']}/").fields()
            with day.journal.act("fix", period=task["period"]):
                browser.post(f"/tong-hop/{task['period']}/chot/", {"seen": hidden.get("seen", "")})


def decide(day: Day, browser: Browser, task: dict[str, Any], *, back: bool) -> None:
    path = f"/bao-cao/{task['pk']}/lan/{task['n']}/"
    hidden = browser.get(path).fields()
    data = {"sha256": hidden.get("sha256", ""), "level": hidden.get("level", "1")}
    data |= {"act": "return", "reason": "Xem lại số hội nghị."} if back else {"act": "accept"}
    about = {"obligation": task["pk"], "n": task["n"]}
    with day.journal.act("return" if back else "accept", **about) as act:
        answer = browser.post(f"{path}quyet-dinh/", data)
        # Back to the period: it was taken. Back to the revision: it was refused.
        act.refused = answer.status != 302 or "/lan/" in answer.where
    if act.refused:
        day.journal.trouble(f"decision refused: {path}: {answer.status} {answer.where}")


def audience(day: Day, _dice: random.Random) -> None:
    """Somebody in the hall, without a name."""
    browser, turn, path = day.browser(), 0, f"/hoi/{day.made['talk']}/"
    while True:
        day.between(0.3)
        turn += 1
        token = browser.get(path).fields().get("token", "")
        mark = f"Câu hỏi số {turn} của buổi thử nghiệm, về điện, đường, trường, trạm?"
        with day.journal.act("ask", mark=mark) as act:
            answer = browser.post(f"{path}gui/", {"token": token, "text": mark})
            act.refused = answer.status != 302
        if act.refused:
            day.journal.trouble(f"question refused: {answer.status}")


def keeper(day: Day, _dice: random.Random) -> None:
    """Asks for backups and proofs in the background."""
    browser, turn = day.browser(), 0
    browser.sign_in(KEEPER)
    while True:
        day.between(2.0)
        turn += 1
        act_name = "verify" if turn % 2 else "back-up"
        with day.journal.act("job", act=act_name) as act:
            answer = browser.post("/sao-luu/lam/", {"act": act_name})
            found = JOB.search(answer.where)
            act.refused = not found
            act.about["pk"] = int(found[1]) if found else 0
