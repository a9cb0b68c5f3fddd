"""Talks: their office plans them; speakers and the units they are for see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from minhbach_web.briefing.models import Disposition, Talk, TalkState
from minhbach_web.core.search import search_key
from minhbach_web.units.queries import can, home_units, units_of, visible_units

if TYPE_CHECKING:
    from datetime import datetime

    from minhbach_web.programme.models import Programme, Theme
    from minhbach_web.units.models import OrganisationUnit, User

COORDINATOR = "coordinator"
SMALL = 5  # fewer people than this can be told apart


def plans_talks(user: User) -> bool:
    """True for who coordinates any unit."""
    return units_of(user, COORDINATOR).exists()


def visible_talks(user: User) -> QuerySet[Talk]:
    """Talks of units the person sees, those they speak at, and those for their own units."""
    home = home_units(user).values("pk")
    rows = Talk.objects.filter(
        Q(owner__in=visible_units(user).values("pk"))
        | Q(speaker=user)
        | Q(pk__in=Talk.units.through.objects.filter(organisationunit__in=home).values("talk"))
    )
    return rows.select_related("owner", "speaker", "kit_version")


def visible_talk(user: User, pk: int) -> Talk:
    """The talk if ``user`` may see it, else Http404."""
    talk = visible_talks(user).filter(pk=pk).first()
    if talk is None:
        raise Http404
    return talk


def talk_to_keep(user: User, pk: int) -> Talk:
    """The talk if ``user`` coordinates its office, else Http404."""
    talk = visible_talk(user, pk)
    if not can(user, COORDINATOR, talk.owner):
        raise Http404
    return talk


def keeps(user: User, talk: Talk) -> bool:
    """Whether the person plans this talk and looks after its questions."""
    return can(user, COORDINATOR, talk.owner)


def search_talks(talks: QuerySet[Talk], text: str) -> QuerySet[Talk]:
    """Those whose place, or title as typed, holds the text."""
    key = search_key(text)
    return talks.filter(Q(place_key__contains=key) | Q(title__icontains=text)) if key else talks


def upcoming(talks: QuerySet[Talk], now: datetime) -> QuerySet[Talk]:
    """Those that are still to come or not yet noted as held, the next first."""
    return talks.filter(state=TalkState.PLANNED).order_by("starts_at", "pk")


def open_talk(code: str) -> Talk:
    """The talk behind the address for an audience, else Http404. Cancelled ones are told."""
    talk = (
        Talk.objects.select_related("owner", "kit_version", "programme", "speaker")
        .filter(code=code)
        .first()
    )
    if talk is None:
        raise Http404
    return talk


def is_small(talk: Talk) -> bool:
    """So few came that a question could be told to a person: nothing of it is shown."""
    return talk.attendance is not None and talk.attendance < SMALL


@dataclass(frozen=True)
class Row:
    """A unit on the map: for each theme the number of talks held, and of those planned."""

    unit: OrganisationUnit
    cells: tuple[tuple[int, int], ...]

    @property
    def empty(self) -> bool:
        return not any(held for held, _planned in self.cells)


def coverage(
    programme: Programme, units: QuerySet[OrganisationUnit]
) -> tuple[list[Theme], list[Row]]:
    """Units × themes of a programme: who had a talk on what, who had none."""
    themes = list(programme.themes.filter(ended_at=None))
    counted: dict[tuple[int, int, str], int] = {}
    rows = (
        Talk.objects.filter(themes__in=themes, units__in=units.values("pk"))
        .exclude(state=TalkState.CANCELLED)
        .values_list("units", "themes", "state")
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )
    for unit, theme, state, n in rows:
        counted[unit, theme, state] = n
    found = [
        Row(
            unit,
            tuple(
                (
                    counted.get((unit.pk, theme.pk, TalkState.HELD), 0),
                    counted.get((unit.pk, theme.pk, TalkState.PLANNED), 0),
                )
                for theme in themes
            ),
        )
        for unit in units
    ]
    return themes, sorted(found, key=_had)


def _had(row: Row) -> tuple[bool, bool]:
    """Units without any talk come first, then those with planned ones only."""
    return not row.empty, any(planned for _held, planned in row.cells)


def audience_units(user: User) -> QuerySet[OrganisationUnit]:
    """The units that the person's talks can be for: theirs and those below."""
    return units_of(user, COORDINATOR)


def talk_counts(talk: Talk) -> tuple[tuple[str, int], ...]:
    """What the activity log counts of a talk: how many came, asked, were answered.

    A question that was merged into another counts as one that was asked; what a moderator found
    to be none counts nowhere.
    """
    asked = talk.questions.exclude(disposition=Disposition.NO_QUESTION)
    done = (Disposition.ANSWERED, Disposition.AT_TALK)
    answered = asked.filter(Q(disposition__in=done) | Q(merged_into__disposition__in=done))
    found = (
        ("luot_nguoi", talk.attendance or 0),
        ("cau_hoi", asked.count()),
        ("da_tra_loi", answered.count()),
    )
    return tuple((code, number) for code, number in found if number)
