"""The entries of the main navigation, and who sees which."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from minhbach_web.reminders import queries as reminders
from minhbach_web.units import queries

OFFICE = frozenset({"coordinator", "approver", "auditor", "administrator"})
READERS = OFFICE | {"reporter", "checker", "speaker"}


@dataclass(frozen=True)
class Entry:
    """``roles``: who sees it; empty means everyone signed in. ``group``: under which word."""

    label: str | Promise
    view: str
    roles: frozenset[str] = frozenset()
    group: str | Promise = ""


PROGRAMME = _("Programme")
BRIEFING = _("For speakers")
ADMINISTRATION = _("Administration")
# More entries than this are gathered into groups; a short list needs no second press.
FEW = 9

ENTRIES = (
    Entry(_("My work"), "home"),
    Entry(_("Reminders"), "reminders:list"),
    Entry(_("Check a document"), "checking:start"),
    Entry(_("Documents"), "programme:documents", OFFICE, PROGRAMME),
    Entry(_("Citations"), "programme:register", OFFICE, PROGRAMME),
    Entry(_("Plans"), "programme:plans", OFFICE, PROGRAMME),
    Entry(_("Tasks"), "programme:tasks", READERS, PROGRAMME),
    Entry(_("Activity log"), "activities:list", READERS, PROGRAMME),
    Entry(_("Official figures"), "briefing:figures", READERS, BRIEFING),
    Entry(_("Kits for speakers"), "briefing:kits", READERS, BRIEFING),
    Entry(_("Talks"), "briefing:talks", READERS, BRIEFING),
    Entry(_("Reporting periods"), "reporting:periods", OFFICE),
    Entry(_("Units"), "units:list", READERS),
    Entry(_("Accounts"), "units:accounts", frozenset({"administrator"}), ADMINISTRATION),
    Entry(
        _("Work in the background"), "operations:jobs", frozenset({"administrator"}), ADMINISTRATION
    ),
    Entry(_("Backups"), "operations:backups", frozenset({"administrator"}), ADMINISTRATION),
    Entry(_("Data rights"), "rights:kinds", frozenset({"administrator"}), ADMINISTRATION),
    Entry(_("Audit log"), "core:audit", frozenset({"administrator", "auditor"}), ADMINISTRATION),
)


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it; ``current``: the page is there or below."""

    label: str | Promise
    url: str
    current: bool
    exact: bool


@dataclass(frozen=True)
class Group:
    """Entries under one word; ``label`` is empty for an entry that stands alone."""

    label: str | Promise
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


def navigation(request: HttpRequest) -> dict[str, object]:
    """For every template; asks the database only when a page shows it."""
    return {
        "navigation": SimpleLazyObject(lambda: groups(request)),
        "unread_reminders": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return reminders.unread(user) if user is not None and user.is_authenticated else 0


def groups(request: HttpRequest) -> list[Group]:
    """What this person can go to, the current place marked, long lists gathered by their word."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    held = queries.roles_of(user)
    seen = [entry for entry in ENTRIES if not entry.roles or entry.roles & held]
    if len(seen) <= FEW:
        return [Group("", (_link(entry, request.path),)) for entry in seen]
    return [
        Group(label if len(entries) > 1 else "", tuple(_link(e, request.path) for e in entries))
        for label, entries in _gathered(seen)
    ]


def _gathered(entries: list[Entry]) -> Iterator[tuple[str | Promise, list[Entry]]]:
    """Neighbours of one group together; an entry without a group by itself."""
    alone = count()
    for _key, run in groupby(entries, lambda entry: str(entry.group) or next(alone)):
        together = list(run)
        yield together[0].group, together


def _link(entry: Entry, path: str) -> Link:
    url = reverse(entry.view)
    exact = path == url
    return Link(entry.label, url, exact or (url != "/" and path.startswith(url)), exact)
