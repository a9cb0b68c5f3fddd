"""Files of a talk: a sheet with a code to scan, an entry for calendars."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from minhbach_web.briefing.queries import talks as queries
from minhbach_web.core import clock
from minhbach_web.units.queries import person


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To print and put on the door: the code, the address in letters, what is stored."""
    talk = queries.talk_to_keep(person(request), pk)
    context = {"talk": talk, "address": address(request, talk.code)}
    return render(request, "briefing/talks/sheet.html", context)


def address(request: HttpRequest, code: str) -> str:
    """The audience's address, as people outside reach this site."""
    path = reverse("briefing:audience", args=[code])
    return (
        settings.SITE_ADDRESS + path if settings.SITE_ADDRESS else request.build_absolute_uri(path)
    )


@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to scan, as a drawing."""
    talk = queries.talk_to_keep(person(request), pk)
    out = io.BytesIO()
    segno.make(address(request, talk.code), error="m").save(
        out, kind="svg", scale=8, border=2, xmldecl=False
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The talk for a calendar; a change keeps the same entry."""
    talk = queries.visible_talk(person(request), pk)
    entry = Event()
    entry.add("uid", f"talk-{talk.code}@minhbach")
    entry.add("sequence", talk.sequence)
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", talk.starts_at)
    entry.add("dtend", talk.ends_at)
    entry.add("summary", talk.title)
    entry.add("location", talk.place)
    entry.add("status", "CANCELLED" if talk.state == "cancelled" else "CONFIRMED")
    whole = Calendar()
    whole.add("prodid", "-//Minh Bach//Talks//VI")
    whole.add("version", "2.0")
    whole.add_component(entry)
    headers = {"Content-Disposition": f'attachment; filename="noi-chuyen-{talk.pk}.ics"'}
    return HttpResponse(
        whole.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers
    )
