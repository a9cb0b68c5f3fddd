"""The very first administrator, made on a page by whoever can read what the server printed."""

from __future__ import annotations

import csv
import hmac
import io
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.accounts.models import StartCode
from minhbach_web.accounts.services.links import sha256
from minhbach_web.core import clock, db
from minhbach_web.core.services import audit
from minhbach_web.units import queries
from minhbach_web.units import services as units

if TYPE_CHECKING:
    from minhbach_web.units.models import User

LOCK = 0x4D42_5354  # "MBST": one first administrator


class NotNow(Exception):
    """Somebody has an account already: the first administrator was made."""


class BadTable(Exception):
    """The office at the top can't be made like this; the sentences say why."""


@transaction.atomic
def new_code() -> str:
    """The code to print: ``hk7w-2mfe-v9xq``. The one before works no longer."""
    code = units.new_password()
    StartCode.objects.all().delete()
    StartCode.objects.create(sha256=sha256(code), made_at=clock.now())
    return code


def fits(code: str) -> bool:
    """Whether this is the code that was printed last."""
    row = StartCode.objects.first()
    given = sha256("".join(code.split()).lower())
    return row is not None and hmac.compare_digest(row.sha256, given)


@transaction.atomic
def start(*, office: str, office_code: str, full_name: str, username: str, password: str) -> User:
    """The office at the top, where there is no unit yet, and its administrator.

    Raises NotNow, BadTable.
    """
    db.lock(LOCK)
    if not queries.nobody_yet():
        raise NotNow
    if office:
        _make_office(office, office_code)
    user = units.create_user(username=username, password=password, full_name=full_name, by=None)
    units.grant(user=user, unit=queries.root_unit(), role="administrator", by=None)
    StartCode.objects.all().delete()
    audit.record(actor=user, action="accounts.start", obj=f"user:{user.pk}")
    return user


def _make_office(name: str, code: str) -> None:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["code", "name", "parent_code"])
    rows.writerow([code, name, ""])
    result = units.import_units(data=table.getvalue().encode(), by=None, today=clock.today())
    if result.problems:
        raise BadTable(" ".join(problem.text for problem in result.problems))
