"""Commands of the site inside the program ``minhbach``: ``serve``, ``worker``, ``demo`` …"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minhbach_web import engine, first_run

if TYPE_CHECKING:
    from minhbach_web.demo.build import Built

STAGES = ("quarter-2024", "july-2025")
HOST, PORT = "127.0.0.1", 8000
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Whoever sets one of these means the site for others than this machine.
FOR_OTHERS = ("MINHBACH_ADDRESS", "MINHBACH_HOSTS", "MINHBACH_PROXIES")


def serve(argv: list[str]) -> int:
    """Migrate, collect the static files, and serve the site until stopped."""
    parser = _parser("serve")
    parser.add_argument(
        "--setup",
        type=Path,
        metavar="UNITS.csv",
        help="lần đầu: nhận cây đơn vị và tạo người quản trị / first run",
    )
    parser.add_argument("--admin", default="quan-tri", help="tên đăng nhập của người quản trị")
    options = parser.parse_args(argv)
    configure(Path(os.environ.get("MINHBACH_VAR") or "var").resolve(), options.host)
    if not safe(options.lang):
        return 2
    _migrate()
    if options.setup and not _set_up(options):
        return 2
    return _serve(options)


def demo(argv: list[str]) -> int:
    """Build the demonstration in its own folder, write the report, perhaps serve it."""
    parser = _parser("demo")
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--examples", type=Path, default=None)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument(
        "--stage",
        choices=STAGES,
        default=STAGES[0],
        help="july-2025: thêm đợt sắp xếp tháng 7/2025 / then the re-organisation of July 2025",
    )
    options = parser.parse_args(argv)
    from minhbach_web.demo import folder  # noqa: PLC0415  # commands start quickly

    examples = options.examples or _examples()
    if not (examples / "ke-hoach-2024.txt").exists():
        return fail("demo-no-examples", options.lang, folder=examples)
    if options.serve and not _free(options.host, options.port):
        return fail("serve-port", options.lang, host=options.host, port=options.port)
    try:
        prepared = folder.prepare(folder.folder())
    except folder.NotOurs as error:
        return fail("demo-not-ours", options.lang, folder=error)
    if prepared.existed:
        say("demo-again", options.lang, folder=_short(prepared.path))
    os.environ.pop("DATABASE_URL", None)  # the demonstration keeps to its own folder
    configure(prepared.path, options.host)
    _migrate()
    from minhbach_web.demo.build import build  # noqa: PLC0415  # needs Django set up

    built = build(examples=examples, out=options.out)
    _tell(built, options.lang, _short(prepared.path))
    if options.stage == STAGES[1]:
        _reorganise(built, examples, options.lang)
    if options.serve:
        _serve_afresh(options)
    say("demo-serve", options.lang)
    return 0


def worker(argv: list[str]) -> int:
    """Do the work in the background until stopped; ``--once``: what is due now, then stop."""
    parser = argparse.ArgumentParser(prog="minhbach worker")
    parser.add_argument(
        "--once", action="store_true", help="làm hết việc đang chờ rồi dừng / then stop"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    configure(Path(os.environ.get("MINHBACH_VAR") or "var").resolve(), HOST)
    if not safe(options.lang):
        return 2
    from minhbach_web.core.jobs.worker import work  # noqa: PLC0415  # after the setup

    if not options.once:
        say("worker-started", options.lang)
        sys.stdout.flush()
    work(once=options.once)
    return 0


def remind(argv: list[str]) -> int:
    """Remind who has something to do, for a site without a worker: run it by a timer.

    Prints one line, or with ``--dry-run`` one line per person and thing, and changes nothing.
    """
    parser = argparse.ArgumentParser(prog="minhbach remind")
    parser.add_argument(
        "--now",
        action="store_true",
        help="gửi cả ngoài giờ và ngày nghỉ / also outside the sending hours",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="chỉ in ra, không gửi gì / print, change nothing"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    configure(Path(os.environ.get("MINHBACH_VAR") or "var").resolve(), HOST)
    if not safe(options.lang):
        return 2
    from minhbach_web.reminders.services import previewing, sending  # noqa: PLC0415  # set up

    if options.dry_run:
        lines = previewing.lines(options.lang)
        for line in lines:
            print(line)
        say("remind-would", options.lang, n=len(lines))
        return 0
    ran = sending.remind(at_once=options.now)
    say("remind-ran", options.lang, notices=ran.notices, messages=ran.messages)
    for code, holds in (
        ("remind-no-email", not ran.email),
        ("remind-quiet", ran.email and ran.quiet),
        ("remind-failed", ran.failed),
    ):
        if holds:
            say(code, options.lang, n=ran.failed)
    return 0


def rebuild_totals(argv: list[str]) -> int:
    """Make the totals of every period anew from the values; says how many rows were wrong."""
    parser = argparse.ArgumentParser(prog="minhbach rebuild-totals")
    parser.add_argument("--period", help="2024-Q1: chỉ kỳ này / only this period")
    parser.add_argument(
        "--regroup",
        action="store_true",
        help="xếp lại theo cây đơn vị hôm nay / place units by today's tree",
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    configure(Path(os.environ.get("MINHBACH_VAR") or "var").resolve(), HOST)
    from minhbach_web.reporting.services.rebuilding import rebuild_all  # noqa: PLC0415  # set up

    for line in rebuild_all(code=options.period, by_tree=options.regroup):
        say("rebuilt-period", options.lang, period=line.period, form=line.form, wrong=line.wrong)
    return 0


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"minhbach {name}")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    return parser


def _examples() -> Path:
    """``examples`` here, or beside the source of this package."""
    here = Path("examples")
    return here if here.exists() else Path(__file__).resolve().parents[2] / "examples"


def configure(var: Path, host: str) -> None:
    """Django with production settings over ``var``; without TLS only on this machine.

    Raises Unsafe when the environment asks for something that no site should start with.
    """
    os.environ["MINHBACH_VAR"] = str(var)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhbach_web.site.settings.production")
    if host in LOOPBACK and not any(os.environ.get(name) for name in FOR_OTHERS):
        os.environ.setdefault("MINHBACH_PLAIN_HTTP", "1")
    import django  # noqa: PLC0415  # after the environment is set
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  # as above

    try:
        django.setup()
    except ImproperlyConfigured as error:
        problems = getattr(error, "problems", None)
        if problems is None:
            raise
        raise Unsafe(problems) from error
    except PermissionError as error:
        raise engine.UsageError("start-folder", folder=var) from error


class Unsafe(engine.UsageError):
    """Why the program won't start: one sentence a line."""

    def __init__(self, problems: list[Any]) -> None:
        self.problems = problems
        super().__init__(problems[0].code, **dict(problems[0].params))

    def text(self, lang: str = "vi") -> str:
        return "\n".join(engine.message(p.code, lang, **dict(p.params)) for p in self.problems)


def safe(lang: str) -> bool:
    """Whether the site that is set up may start; says why not, and what is odd."""
    from minhbach_web.site import starting  # noqa: PLC0415  # after the setup

    found = starting.problems()
    for problem in found:
        print(starting.sentence(problem, lang), file=sys.stderr)
    return not any(problem.serious for problem in found)


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415  # after the setup

    call_command("migrate", verbosity=0, interactive=False)


def _set_up(options: argparse.Namespace) -> bool:
    """The first run; whether it could be done."""
    done = first_run.take_units(options.setup, options.admin)
    for problem in done.problems:
        print(problem, file=sys.stderr)
    if done.problems:
        fail("serve-no-units", options.lang, file=options.setup)
        return False
    say(done.code, options.lang, **done.params)
    return True


def _free(host: str, port: int) -> bool:
    """Whether nobody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _serve(options: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415  # after the setup

    from minhbach_web.serving import Server  # noqa: PLC0415  # needs gunicorn

    if not _free(options.host, options.port):
        return fail("serve-port", options.lang, host=options.host, port=options.port)
    call_command("collectstatic", verbosity=0, interactive=False)
    address = f"http://{options.host}:{options.port}/"
    if first_run.nobody_yet():
        say("serve-first", options.lang, address=address, start_code=first_run.start_code())
    say("serve-address", options.lang, address=address)
    sys.stdout.flush()
    _let_go()
    Server(options.host, options.port).run()
    return 0


def _serve_afresh(options: argparse.Namespace) -> None:
    """Become the server. This process wrote PDF files, and the typesetter's threads do not live on
    in the copies that a server makes of its process: each PDF would wait for them for ever."""
    sys.stdout.flush()
    _let_go()
    asked = ["--host", options.host, "--port", str(options.port), "--lang", options.lang]
    program = [sys.executable, "-m", "minhbach.cli", "serve", *asked]
    os.execv(sys.executable, program)  # noqa: S606  # our own program, no shell


def _let_go() -> None:
    """The web processes are copies of this one: none of them may inherit its connections."""
    from django.db import connections  # noqa: PLC0415  # after the setup

    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's


def _reorganise(built: Built, examples: Path, lang: str) -> None:
    from minhbach_web.core import clock  # noqa: PLC0415  # after the setup
    from minhbach_web.demo.july_2025 import reorganise  # noqa: PLC0415  # after the setup

    done = reorganise(
        examples=examples, people=built.people, period=built.period, today=clock.today()
    )
    say(
        "demo-reorganised",
        lang,
        number=done.number,
        day=f"{done.day:%d/%m/%Y}",
        ended=done.ended,
        new=done.established,
        accounts=", ".join(done.accounts),
    )


def _tell(built: Built, lang: str, folder: str) -> None:
    from minhbach_web.demo.people import PASSWORD  # noqa: PLC0415  # after the setup

    count = built.count
    say("demo-units", lang, n=len(built.people.units), parent=built.people.parent.name)
    say(
        "demo-plan",
        lang,
        name=built.programme.name,
        tasks=built.programme.tasks.filter(in_scope=True).count(),
        aside=built.programme.tasks.filter(in_scope=False).count(),
    )
    say("demo-reports", lang, n=built.reports, m=len(built.people.units))
    say(
        "demo-figures",
        lang,
        found=count.found,
        confirmed=count.confirmed,
        not_given=count.not_given,
        unconfirmed=count.unconfirmed,
    )
    say("demo-missing", lang, names="; ".join(built.missing))
    for path in built.files:
        print(f"  {path}")
    say("demo-accounts", lang, password=PASSWORD, reporter=next(iter(built.people.units)).lower())
    say("demo-folder", lang, folder=folder)


def say(code: str, lang: str, **params: object) -> None:
    """Print a message."""
    print(engine.message(code, lang, **params))


def fail(code: str, lang: str, **params: object) -> int:
    """Print a message as an error; gives the exit code 2."""
    print(engine.message(code, lang, **params), file=sys.stderr)
    return 2


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
