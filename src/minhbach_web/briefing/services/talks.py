"""Planning talks: arranged, changed, cancelled, held. Each change reaches calendars."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.briefing.models import KitVersion, Talk, TalkState
from minhbach_web.briefing.problems import Changed, NotReady
from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.programme.models import Programme, Theme
    from minhbach_web.units.models import OrganisationUnit, User

# Without letters and digits that are taken for one another when read from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Arrangement:
    """What a talk is: ``speaker`` has an account, ``speaker_name`` is for those without."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    speaker: User | None
    speaker_name: str
    kit_version: KitVersion | None
    programme: Programme | None


@dataclass(frozen=True)
class Clash:
    """Another talk at the same time: with the same speaker, place or unit."""

    talk: Talk
    why: str


def new_code() -> str:
    """The part of the address that an audience scans: ``k7wm2fq9``."""
    return "".join(secrets.choice(LETTERS) for _n in range(10))


def clashes(
    arrangement: Arrangement, units: Iterable[OrganisationUnit], *, but: Talk | None = None
) -> list[Clash]:
    """Planned talks that overlap in time and need the same speaker, place or audience."""
    rows = (
        Talk.objects.filter(
            state=TalkState.PLANNED,
            starts_at__lt=arrangement.ends_at,
            ends_at__gt=arrangement.starts_at,
        )
        .exclude(pk=but.pk if but else 0)
        .prefetch_related("units")
        .select_related("speaker", "owner")
    )
    asked, place = {unit.pk for unit in units}, search_key(arrangement.place)
    found: list[Clash] = []
    for talk in rows:
        if _same_speaker(arrangement, talk):
            found.append(Clash(talk, _("the same speaker")))
        if place and talk.place_key == place:
            found.append(Clash(talk, _("the same place")))
        both = sorted(unit.name for unit in talk.units.all() if unit.pk in asked)
        if both:
            found.append(Clash(talk, _("the same units: %(units)s") % {"units": "; ".join(both)}))
    return found


def _same_speaker(arrangement: Arrangement, talk: Talk) -> bool:
    if arrangement.speaker is not None and talk.speaker_id == arrangement.speaker.pk:
        return True
    name = search_key(arrangement.speaker_name or str(arrangement.speaker or ""))
    return bool(name) and search_key(talk.who) == name


@transaction.atomic
def arrange(
    *,
    arrangement: Arrangement,
    owner: OrganisationUnit,
    units: Iterable[OrganisationUnit],
    themes: Iterable[Theme],
    by: User,
) -> Talk:
    """A new talk. Raises NotReady when it has neither a speaker nor an audience."""
    _check(arrangement, list(units))
    talk = Talk.objects.create(
        owner=owner,
        code=new_code(),
        created_by=by,
        created_at=clock.now(),
        **_values(arrangement),
    )
    talk.units.set(units)
    talk.themes.set(themes)
    audit.record(actor=by, action="briefing.arrange_talk", obj=f"talk:{talk.pk}")
    return talk


@transaction.atomic
def change(
    *,
    talk: Talk,
    seen: int,
    arrangement: Arrangement,
    units: Iterable[OrganisationUnit],
    themes: Iterable[Theme],
    by: User,
) -> Talk:
    """Another time, place, speaker … Raises Changed, NotReady."""
    row = _held(talk, seen)
    _check(arrangement, list(units))
    if row.state != TalkState.PLANNED:
        raise NotReady(_("Only a planned talk can be changed."))
    for name, value in _values(arrangement).items():
        setattr(row, name, value)
    row.sequence += 1
    row.changed_at = clock.now()
    row.save()
    row.units.set(units)
    row.themes.set(themes)
    audit.record(actor=by, action="briefing.change_talk", obj=f"talk:{row.pk}")
    return row


@transaction.atomic
def cancel(*, talk: Talk, reason: str, by: User) -> Talk:
    """The talk will not take place; why stays on its page. Raises NotReady."""
    row = Talk.objects.select_for_update().get(pk=talk.pk)
    if row.state != TalkState.PLANNED:
        raise NotReady(_("Only a planned talk can be cancelled."))
    if not reason.strip():
        raise NotReady(_("Say why the talk is cancelled."))
    row.state, row.reason, row.asking = TalkState.CANCELLED, reason.strip(), False
    row.sequence += 1
    row.changed_at = clock.now()
    row.save()
    audit.record(actor=by, action="briefing.cancel_talk", obj=f"talk:{row.pk}")
    return row


@transaction.atomic
def hold(*, talk: Talk, attendance: int | None, note: str, by: User) -> Talk:
    """The talk took place: how many came, and a note of facts. May be put right later."""
    row = Talk.objects.select_for_update().get(pk=talk.pk)
    if row.state == TalkState.CANCELLED:
        raise NotReady(_("The talk was cancelled."))
    if clock.now() < row.starts_at:
        raise NotReady(_("The talk has not begun yet."))
    row.state, row.attendance, row.note = TalkState.HELD, attendance, note.strip()
    row.save()
    audit.record(actor=by, action="briefing.hold_talk", obj=f"talk:{row.pk}")
    return row


@transaction.atomic
def set_asking(*, talk: Talk, asking: bool, by: User) -> None:
    """Open or close the page on which the audience asks."""
    row = Talk.objects.select_for_update().get(pk=talk.pk)
    if asking and row.state == TalkState.CANCELLED:
        raise NotReady(_("The talk was cancelled."))
    row.asking = asking
    row.save(update_fields=["asking"])
    action = "briefing.open_questions" if asking else "briefing.close_questions"
    audit.record(actor=by, action=action, obj=f"talk:{row.pk}")


def _values(arrangement: Arrangement) -> dict[str, object]:
    return {field.name: getattr(arrangement, field.name) for field in fields(arrangement)}


def _held(talk: Talk, seen: int) -> Talk:
    row = Talk.objects.select_for_update().get(pk=talk.pk)
    if row.sequence != seen:
        raise Changed
    return row


def _check(arrangement: Arrangement, units: list[OrganisationUnit]) -> None:
    if not units:
        raise NotReady(_("Choose the units that the talk is for."))
    if arrangement.speaker is None and not arrangement.speaker_name:
        raise NotReady(_("Name the speaker."))
