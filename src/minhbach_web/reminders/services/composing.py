"""The letter: returned first, then overdue, then what is due; plain text and simple HTML."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.core import clock
from minhbach_web.core.reminding import ANSWER, DUE, NEWS, nature
from minhbach_web.reminders.models import Chase, Message, Notice

if TYPE_CHECKING:
    from minhbach_web.units.models import User

MOST = 50  # lines in one letter; the list in the site has them all


@dataclass(frozen=True)
class Part:
    """Reminders under one heading."""

    heading: str
    notices: tuple[Notice, ...]


def parts(notices: list[Notice]) -> list[Part]:
    """What came back first, then what is late, then what comes."""
    today = clock.today()
    back = tuple(n for n in notices if nature(n.kind) == ANSWER)
    news = tuple(n for n in notices if nature(n.kind) == NEWS)
    rest = [n for n in notices if nature(n.kind) == DUE]
    late = tuple(sorted((n for n in rest if n.due < today), key=lambda n: (n.due, n.pk)))
    ahead = tuple(sorted((n for n in rest if n.due >= today), key=lambda n: (n.due, n.pk)))
    named = (
        (_("Returned, or waiting for your answer"), back),
        (_("Overdue"), late),
        (_("Coming due"), ahead),
        (_("New to you"), news),
    )
    return [Part(heading, rows) for heading, rows in named if rows]


def compose(message: Message, user: User, language: str) -> EmailMultiAlternatives | None:
    """The letter to ``user``; None when nothing is left to say."""
    notices = list(message.notices.filter(settled_at=None).select_related("unit").order_by("pk"))
    if not notices:
        return None
    chase = _chase(message)
    with translation.override(language):
        context = {
            "person": user,
            "parts": parts(notices[:MOST]),
            "more": max(0, len(notices) - MOST),
            "chase": chase,
            "site": settings.SITE_ADDRESS,
            "list": reverse("reminders:list"),
            "choices": reverse("reminders:choices"),
        }
        letter = EmailMultiAlternatives(
            subject=subject(notices, chase),
            body=render_to_string("reminders/mail/letter.txt", context),
            to=[user.email],
            headers=_headers(message),
        )
        html = render_to_string("reminders/mail/letter.html", context | {"language": language})
    letter.attach_alternative(html, "text/html")
    return letter


def subject(notices: list[Notice], chase: Chase | None) -> str:
    """How many of what: no title, which may be long and is read by others on a locked screen."""
    today = clock.today()
    back = sum(nature(n.kind) == ANSWER for n in notices)
    news = sum(nature(n.kind) == NEWS for n in notices)
    late = sum(nature(n.kind) == DUE and n.due < today for n in notices)
    ahead = len(notices) - back - news - late
    words = [
        ngettext("%(n)s thing to look at again", "%(n)s things to look at again", back)
        % {"n": back}
        if back
        else "",
        ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": late} if late else "",
        ngettext("%(n)s coming due", "%(n)s coming due", ahead) % {"n": ahead} if ahead else "",
        ngettext("%(n)s new", "%(n)s new", news) % {"n": news} if news else "",
    ]
    counted = ", ".join(word for word in words if word)
    if chase is not None:
        return _("Minh Bạch: %(office)s asks – %(counted)s") % {
            "office": " ".join(str(chase.by).split()),
            "counted": counted,
        }
    return f"Minh Bạch: {counted}"


def _chase(message: Message) -> Chase | None:
    token = message.token
    return Chase.objects.select_related("by").filter(token=token).first() if token else None


def _headers(message: Message) -> dict[str, str]:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = address.rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<minhbach-{message.day.isoformat()}-{message.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if settings.SITE_ADDRESS:
        link = settings.SITE_ADDRESS + reverse("reminders:choices")
        headers["List-Unsubscribe"] = f"<{link}>"
    return headers
