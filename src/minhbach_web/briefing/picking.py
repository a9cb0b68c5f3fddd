"""What the editor of a section offers to put in: figures, documents, messages of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minhbach_web.briefing import queries
from minhbach_web.briefing.services.tokens import token_text
from minhbach_web.briefing.wording import value_words
from minhbach_web.programme.cited import search_entries, visible_entries, visible_places

if TYPE_CHECKING:
    from minhbach_web.briefing.models import FigureVersion, Kit, KitSection
    from minhbach_web.units.models import User

MOST = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """``token``: what goes into the text; ``name`` and ``hint``: what a person reads."""

    token: str
    name: str
    hint: str = ""
    version: FigureVersion | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """The three lists; ``more``: there are further figures, a search finds them."""

    figures: list[Choice]
    citations: list[Choice]
    messages: list[Choice]
    more: bool


def offered(kit: Kit, section: KitSection | None, user: User, text: str) -> Offered:
    """Figures and documents that the words find (else the newest, else those that the plan
    cites), and the messages of the section's theme, or of the whole plan."""
    figures, more = _figures(text)
    return Offered(figures, _citations(kit, user, text), _messages(kit, section), more)


def _figures(text: str) -> tuple[list[Choice], bool]:
    found = queries.search_figures(queries.figures(), text)
    rows = list(found.order_by("-created_at", "-pk")[: MOST + 1])
    listed = [
        Choice(
            token_text("figure", figure.code),
            f"{figure.concept}, {figure.territory.name}",
            value_words(version),
            version,
        )
        for figure, version in queries.with_current(rows[:MOST])
    ]
    return listed, len(rows) > MOST


def _citations(kit: Kit, user: User, text: str) -> list[Choice]:
    entries = visible_entries(user)
    if text:
        entries = search_entries(entries, text, "")
    elif kit.programme is not None:
        places = visible_places(user).filter(source=kit.programme.plan.source_id)
        entries = entries.filter(pk__in=places.values("entry"))
    else:
        return []
    return [
        Choice(token_text("citation", entry.pk, str(entry)), str(entry), entry.title)
        for entry in entries[:MOST]
    ]


def _messages(kit: Kit, section: KitSection | None) -> list[Choice]:
    if kit.programme is None:
        return []
    rows = kit.programme.messages.filter(in_scope=True, ended_at=None).select_related("theme")
    if section is not None and section.theme_id:
        rows = rows.filter(theme=section.theme_id)
    return [
        Choice(token_text("message", row.pk, row.text), row.text, row.theme.text)
        for row in rows[: MOST * 2]
    ]
