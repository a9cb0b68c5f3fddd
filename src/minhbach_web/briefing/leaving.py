"""Talks that a person is to give, for the day when they leave."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.briefing.models import Talk
from minhbach_web.briefing.services import talks
from minhbach_web.core import clock, leaving


def register() -> None:
    """Called once when the apps are ready."""
    leaving.register(leaving.Source("talk", gettext_lazy("Talks"), talks_of, give))


def talks_of(user: Any) -> list[leaving.Holding]:
    """Planned talks that lie ahead."""
    rows = Talk.objects.filter(speaker=user, state="planned", ends_at__gte=clock.now())
    return [
        leaving.Holding(
            talk.pk,
            talk.title,
            f"{date_format(localtime(talk.starts_at), 'H:i j/n/Y')}, {talk.place}",
            reverse("briefing:talk", args=[talk.pk]),
        )
        for talk in rows.order_by("starts_at", "pk")
    ]


def give(key: int, user: Any, to: Any, by: Any) -> None:
    """Another speaker; None: the talk stays with the name of the one who leaves, and has no
    account any more."""
    talk = Talk.objects.select_for_update().get(pk=key)
    arrangement = talks.Arrangement(
        title=talk.title,
        place=talk.place,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        speaker=to,
        speaker_name="" if to else str(user),
        kit_version=talk.kit_version,
        programme=talk.programme,
    )
    units = list(talk.units.all())
    for clash in talks.clashes(arrangement, [], but=talk) if to else []:
        if clash.talk.speaker_id == to.pk:
            text = _("%(name)s gives another talk at that time: %(talk)s.")
            raise ValidationError(text % {"name": to, "talk": clash.talk.title})
    talks.change(
        talk=talk,
        seen=talk.sequence,
        arrangement=arrangement,
        units=units,
        themes=list(talk.themes.all()),
        by=by,
    )
