"""What the references of a kit stand for now: figures, cited documents, messages of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from minhbach_web.briefing.models import FigureVersion
from minhbach_web.briefing.services.tokens import Token, keys_in
from minhbach_web.briefing.wording import source_words, value_words
from minhbach_web.programme.cited import visible_entries, visible_places

if TYPE_CHECKING:
    from datetime import date

    from minhbach_web.briefing.models import Kit, KitSection
    from minhbach_web.units.models import User

GONE = ("replaced", "expired")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reference stands for: the words in the line, the line among the sources.

    ``doubt``: what the writer should look at, such as a document no longer in force.
    """

    text: str
    source: str
    version: FigureVersion | None = None
    doubt: str = ""


class References:
    """Looks up all references of a kit at once, as the person sees them."""

    def __init__(self, kit: Kit, sections: Iterable[KitSection], user: User) -> None:
        text = "\n".join(section.text for section in sections)
        self._figures = current_versions(keys_in(text, "figure"))
        self._citations = _citations(keys_in(text, "citation"), user)
        self._messages = _messages(keys_in(text, "message"), kit)

    def meant(self, token: Token) -> Meant | str:
        """What the token stands for, or the sentence that says why it stands for nothing."""
        if token.kind == "figure":
            version = self._figures.get(token.key)
            if version is None:
                return _("There is no figure with the code %(code)s.") % {"code": token.key}
            return Meant(value_words(version), source_words(version), version)
        if token.kind == "citation":
            return self._citations.get(token.key) or _(
                "The register has no document number %(n)s that you may see."
            ) % {"n": token.key}
        if token.kind == "message":
            return self._messages.get(token.key) or _(
                "The plan of this kit has no message number %(n)s that may be used."
            ) % {"n": token.key}
        return _(
            "This is no reference: %(text)s. Write {{số liệu:CODE}}, or choose it from the list."
        ) % {"text": token.text[:40]}

    def versions(self) -> dict[str, FigureVersion]:
        """Code → current version of each figure named."""
        return self._figures


def current_versions(codes: Iterable[str]) -> dict[str, FigureVersion]:
    """The last version of each of these figures, by code."""
    rows = FigureVersion.objects.filter(figure__code__in=list(codes)).order_by("n")
    return {row.figure.code: row for row in rows.select_related("figure__territory")}


def _citations(keys: set[str], user: User) -> dict[str, Meant]:
    if not keys:
        return {}
    # By key: one condition inside the other is more than SQLite takes apart.
    entries = list(visible_entries(user).filter(pk__in=[int(key) for key in keys]))
    places = visible_places(user).filter(entry__in=[entry.pk for entry in entries])
    dates: dict[int, set[date]] = {}
    issuers: dict[int, set[str]] = {}
    for key, day, issuer in places.values_list("entry", "date", "issuer"):
        if day:
            dates.setdefault(key, set()).add(day)
        if issuer:
            issuers.setdefault(key, set()).add(issuer)
    found = {}
    for entry in entries:
        name = _name(entry.kind, entry.notation, entry.title)
        source = _full(name, dates.get(entry.pk, set()), issuers.get(entry.pk, set()))
        doubt = ""
        if entry.status in GONE:
            doubt = _("%(document)s: %(status)s.") % {
                "document": name,
                "status": entry.get_status_display(),
            }
        found[str(entry.pk)] = Meant(name, source, doubt=doubt)
    return found


def _name(kind: str, notation: str, title: str) -> str:
    """ "Nghị quyết số 103/2023/QH15", "Luật Đất đai"."""
    if notation:
        return f"{kind} số {notation}"
    return title if title.lower().startswith(kind.lower()) else f"{kind} {title}".strip()


def _full(name: str, dates: set[date], issuers: set[str]) -> str:
    """With day and issuer where the citations agree on them; what they dispute is left out."""
    parts = [name]
    if len(dates) == 1:
        parts.append(f"ngày {next(iter(dates)):%d/%m/%Y}")
    if len({issuer.casefold() for issuer in issuers}) == 1:
        parts.append(f"của {min(issuers)}")
    return " ".join(parts) + "."


def _messages(keys: set[str], kit: Kit) -> dict[str, Meant]:
    """Messages of the kit's own plan; those that the system doesn't support are none."""
    if not keys or kit.programme is None:
        return {}
    rows = kit.programme.messages.filter(pk__in=[int(key) for key in keys], in_scope=True)
    plan = plan_words(kit)
    return {
        str(row.pk): Meant(f"“{row.text.rstrip(' .;')}”", f"{plan}, {_place(row.theme.number)}")
        for row in rows.select_related("theme")
    }


def plan_words(kit: Kit) -> str:
    """The plan that the kit was made for: kind, number, day, issuer, subject."""
    if kit.programme is None:
        return ""
    source = kit.programme.plan.source
    parts = [source.kind_name or "Văn bản"]
    if source.number:
        parts.append(f"số {source.number}")
    if source.issued_on:
        parts.append(f"ngày {source.issued_on:%d/%m/%Y}")
    if kit.programme.issuer:
        parts.append(f"của {kit.programme.issuer}")
    subject = source.subject or kit.programme.name
    return f"{' '.join(parts)}: {subject}"


def _place(number: str) -> str:
    return f"mục {number}." if number else "phần nội dung."
