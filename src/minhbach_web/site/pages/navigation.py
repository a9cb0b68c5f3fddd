"""The entries of the main navigation, and who sees which."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from minhbach_web.reminders import queries as reminders
from minhbach_web.units import queries

OFFICE = frozenset({"coordinator", "approver", "auditor", "administrator"})
READERS = OFFICE | {"reporter", "checker", "speaker"}


@dataclass(frozen=True)
class Entry:
    """``roles``: who sees it; empty means everyone who is signed in."""

    label: str | Promise
    view: str
    roles: frozenset[str] = frozenset()


ENTRIES = (
    Entry(_("My work"), "home"),
    Entry(_("Reminders"), "reminders:list"),
    Entry(_("Check a document"), "checking:start"),
    Entry(_("Documents"), "programme:documents", OFFICE),
    Entry(_("Citations"), "programme:register", OFFICE),
    Entry(_("Plans"), "programme:plans", OFFICE),
    Entry(_("Tasks"), "programme:tasks", READERS),
    Entry(_("Activity log"), "activities:list", READERS),
    Entry(_("Official figures"), "briefing:figures", READERS),
    Entry(_("Kits for speakers"), "briefing:kits", READERS),
    Entry(_("Talks"), "briefing:talks", READERS),
    Entry(_("Reporting periods"), "reporting:periods", OFFICE),
    Entry(_("Units"), "units:list", READERS),
    Entry(_("Accounts"), "units:accounts", frozenset({"administrator"})),
    Entry(_("Work in the background"), "operations:jobs", frozenset({"administrator"})),
    Entry(_("Backups"), "operations:backups", frozenset({"administrator"})),
    Entry(_("Audit log"), "core:audit", frozenset({"administrator", "auditor"})),
)


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it; ``current``: the page is there or below."""

    label: str | Promise
    url: str
    current: bool
    exact: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """For every template; asks the database only when a page shows it."""
    return {
        "navigation": SimpleLazyObject(lambda: links(request)),
        "unread_reminders": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return reminders.unread(user) if user is not None and user.is_authenticated else 0


def links(request: HttpRequest) -> list[Link]:
    """What this person can go to, the current place marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    held = queries.roles_of(user)
    found = []
    for entry in ENTRIES:
        if entry.roles and not entry.roles & held:
            continue
        try:
            url = reverse(entry.view)
        except NoReverseMatch:
            continue  # the app has no such page yet
        exact = request.path == url
        current = exact or (url != "/" and request.path.startswith(url))
        found.append(Link(entry.label, url, current, exact))
    return found
