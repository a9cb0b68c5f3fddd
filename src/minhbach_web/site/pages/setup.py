"""The first run: tables, the tree of units, somebody who can sign in and go on from there."""

import datetime
from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction

from minhbach_web.units import queries, services


@dataclass(frozen=True)
class SetupResult:
    """What the first run did. ``password`` is None when the account was there already."""

    units: int
    username: str
    password: str | None
    problems: tuple[str, ...] = ()


def setup_site(
    *, table: bytes, today: datetime.date, username: str = "quantri", password: str | None = None
) -> SetupResult:
    """Bring the database up to date, take over ``table`` (CSV), make the first administrator.

    Done again it changes nothing that is right already; it never touches an existing account.
    """
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        result = services.import_units(data=table, by=None, today=today)
        if result.problems:
            lines = tuple(f"{problem.line}: {problem.text}" for problem in result.problems)
            return SetupResult(0, username, None, lines)
        if queries.user_by_name(username):
            return SetupResult(len(result.rows), username, None)
        return SetupResult(
            len(result.rows), username, _first_administrator(username, password, today)
        )


def _first_administrator(username: str, password: str | None, today: datetime.date) -> str:
    chosen = password or services.new_password()
    user = services.create_user(
        username=username,
        password=chosen,
        full_name="Quản trị",
        by=None,
        must_change_password=password is None,
    )
    root = queries.root_unit()
    services.grant(user=user, unit=root, role="administrator", by=None, valid_from=today)
    return chosen
