"""Đôn đốc: a person asks chosen units for what they owe, in words shown first."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.reminding import Matter
from minhbach_web.core.services import audit
from minhbach_web.reminders import when
from minhbach_web.reminders.models import Chase, Choice, Message, Notice
from minhbach_web.reminders.services.planning import answered
from minhbach_web.reminders.services.sending import CHASED, read_older
from minhbach_web.reporting.services.calendar import days_off
from minhbach_web.units.queries.holders import holders, people_by_key

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@dataclass(frozen=True)
class Reached:
    """Who would get it for one matter: in the site, and by e-mail too."""

    matter: Matter
    people: tuple[User, ...]
    by_email: tuple[User, ...]

    @property
    def nobody(self) -> bool:
        return not self.people


def reached(matters: Iterable[Matter]) -> list[Reached]:
    """The people behind each matter, with one question for all of them."""
    rows = answered(list(matters))
    held: dict[tuple[str, ...], dict[int, list[tuple[int, str]]]] = {}
    for roles in {m.roles for m in rows}:
        held[roles] = holders({m.unit for m in rows if m.roles == roles}, *roles)
    keys = {m.key: m.people or tuple(dict(held[m.roles].get(m.unit, []))) for m in rows}
    people = people_by_key({pk for line in keys.values() for pk in line})
    off = set(
        Choice.objects.filter(user__in=list(people), email=False).values_list("user", flat=True)
    )
    found = []
    for m in rows:
        here = tuple(people[pk] for pk in keys[m.key] if pk in people)
        found.append(Reached(m, here, tuple(u for u in here if u.email and u.pk not in off)))
    return found


def asked_today(matters: Iterable[Matter]) -> set[str]:
    """The keys of those about which the units were asked today already."""
    keys = [m.key for m in matters]
    rows = Notice.objects.filter(
        matter__in=keys, rule__startswith=CHASED, made_at__date=clock.today()
    )
    return set(rows.values_list("matter", flat=True))


@transaction.atomic
def chase(
    *, token: uuid.UUID, thing: str, matters: Collection[Matter], text: str, by: User
) -> tuple[Chase, int]:
    """Ask the units about these matters; gives the number of people told in the site.

    ``token`` comes with the form: pressed twice, it asks once. The messages wait to be sent.
    """
    row, new = Chase.objects.get_or_create(
        token=token, defaults={"thing": thing, "text": text, "by": by, "at": clock.now()}
    )
    if not new:
        return row, Notice.objects.filter(rule=f"{CHASED}{row.pk}").count()
    told = reached(matters)
    notices = [n for line in told for n in _notices(line, row)]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    read_older(row.at)
    for user in {u.pk for line in told for u in line.by_email}:
        message = Message.objects.create(
            user_id=user, day=clock.day_of(row.at), token=str(row.token)
        )
        Notice.objects.filter(rule=f"{CHASED}{row.pk}", user=user).update(message=message)
    audit.record(actor=by, action="reminders.chase", obj=f"chase:{row.pk}")
    return row, len(notices)


def _notices(line: Reached, row: Chase) -> list[Notice]:
    m = line.matter
    day, _moved = when.settled(m.due, days_off()) if not m.happened else (m.due, "")
    chosen = dict(Choice.objects.filter(user__in=line.people).values_list("user", "language"))
    found = []
    for user in line.people:
        with translation.override(chosen.get(user.pk, "vi")):
            why = _("Because %(name)s asked %(unit)s for it.") % {
                "name": str(row.by),
                "unit": m.unit_name,
            }
        found.append(
            Notice(
                user=user,
                kind=m.kind,
                matter=m.key,
                rule=f"{CHASED}{row.pk}",
                due=day,
                unit_id=m.unit,
                title=m.title,
                detail="\n".join(part for part in (row.text, m.reason) if part),
                why=why,
                url=m.url,
                made_at=row.at,
            )
        )
    return found
