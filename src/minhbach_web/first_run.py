"""The first run of an office's site: its units, and somebody who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from minhbach_web import engine


@dataclass(frozen=True)
class FirstRun:
    """What to say: a message's code and parameters. ``problems``: why nothing was done."""

    code: str
    params: dict[str, object]
    problems: tuple[str, ...] = ()


def nobody_yet() -> bool:
    """Whether there is no account at all."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415  # after the setup

    return not get_user_model().objects.exists()


def take_units(table: Path, username: str) -> FirstRun:
    """Take the tree of units over and make the first administrator; never a second one.

    Raises UsageError when there is no such file.
    """
    from minhbach_web.core import clock  # noqa: PLC0415  # after the setup
    from minhbach_web.site.pages.setup import setup_site  # noqa: PLC0415  # after the setup

    try:
        data = table.read_bytes()
    except OSError as error:
        raise engine.UsageError("file-not-found", file=table) from error
    result = setup_site(table=data, today=clock.today(), username=username)
    params: dict[str, object] = {
        "n": result.units,
        "username": result.username,
        "password": result.password,
    }
    code = "serve-made" if result.password else "serve-made-before"
    return FirstRun(code, params, result.problems)


def start_code() -> str:
    """The code with which the first administrator is made on the site's first page."""
    from minhbach_web.accounts.services import starting  # noqa: PLC0415  # after the setup

    return starting.new_code()
