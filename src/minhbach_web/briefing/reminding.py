"""What people are told of talks: invited, changed, cancelled, and once more before the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.briefing.models import Talk, TalkState
from minhbach_web.briefing.queries.talks import visible_talks
from minhbach_web.core import clock, reminding
from minhbach_web.core.reminding import Matter

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

LISTENERS = ("reporter", "coordinator")


def register() -> None:
    """Called once when the apps are ready."""
    reminding.register("talk", gettext_lazy("Talk to come"), ahead)
    words = gettext_lazy("Talk arranged, changed or cancelled")
    reminding.register("talk_news", words, news, reminding.NEWS)
    reminding.register_calendar(in_calendar)


def ahead(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """Planned talks: for the speaker and for each unit."""
    for talk in _talks().filter(state=TalkState.PLANNED):
        day = timezone.localdate(talk.starts_at)
        if first <= day <= last:
            yield from _matters(talk, "talk", f"talk:{talk.pk}", day, talk.title, happened=False)


def news(first: datetime.date, last: datetime.date) -> Iterator[Matter]:
    """A talk was arranged, changed or cancelled: told on the day on which that came about."""
    for talk in _talks().filter(starts_at__gte=clock.now()):
        day = clock.day_of(talk.changed_at or talk.created_at)
        if not first <= day <= last or talk.state == TalkState.HELD:
            continue
        if talk.state == TalkState.CANCELLED:
            words = _("Cancelled: %(talk)s")
        else:
            words = _("Changed: %(talk)s") if talk.sequence else _("Invitation: %(talk)s")
        key = f"talk:{talk.pk}:{talk.sequence}"
        title = words % {"talk": talk.title}
        yield from _matters(talk, "talk_news", key, day, title, happened=True)


def _talks() -> QuerySet[Talk]:
    return Talk.objects.select_related("owner", "speaker").prefetch_related("units").order_by("pk")


def _matters(
    talk: Talk, kind: str, key: str, day: datetime.date, title: str, *, happened: bool
) -> Iterator[Matter]:
    """One for the speaker, one for each unit that the talk is for."""

    def matter(unit: OrganisationUnit, own: str, people: tuple[int, ...]) -> Matter:
        return Matter(
            kind=kind,
            key=f"{key}:{own}",
            unit=unit.pk,
            unit_name=unit.short_name or unit.name,
            due=day,
            title=title,
            url=reverse("briefing:talk", args=[talk.pk]),
            giver=talk.owner_id,
            people=people,
            roles=LISTENERS,
            programme=talk.programme_id,
            reason=talk.reason or _when(talk),
            happened=happened,
        )

    if talk.speaker_id:
        yield matter(talk.owner, "speaker", (talk.speaker_id,))
    for unit in talk.units.all():
        yield matter(unit, str(unit.pk), ())


def _when(talk: Talk) -> str:
    start = timezone.localtime(talk.starts_at)
    return f"{start:%H:%M %d/%m/%Y}, {talk.place}"


def in_calendar(user: User, first: datetime.date, last: datetime.date) -> Iterator[reminding.Entry]:
    """Talks that the person speaks at, arranges, or that are for their units."""
    rows = visible_talks(user).filter(starts_at__date__gte=first, starts_at__date__lte=last)
    for talk in rows[:500]:
        yield reminding.Entry(
            matter=f"talk-{talk.code}",
            day=timezone.localdate(talk.starts_at),
            title=talk.title,
            url=reverse("briefing:talk", args=[talk.pk]),
            detail=talk.who,
            place=talk.place,
            starts=talk.starts_at,
            ends=talk.ends_at,
            cancelled=talk.state == TalkState.CANCELLED,
        )
