"""A draft as it will be printed: lines of pieces, numbered sources, and what is not right yet."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from minhbach_web import engine
from minhbach_web.briefing.services.references import Meant, References, plan_words
from minhbach_web.briefing.services.suggesting import known_figures
from minhbach_web.briefing.services.tokens import Token, tokens_in
from minhbach_web.core.services.files import digest

if TYPE_CHECKING:
    from minhbach_web.briefing.models import FigureVersion, Kit, KitSection
    from minhbach_web.engine import KitLine, KitPart, Piece
    from minhbach_web.units.models import User

# "- ", "– ", "+ ", "• ": a line of a list
ITEM = re.compile(r"\s*[-–—+•*]\s+")
SENTENCE_END = re.compile(r"[.;!?…]\s")
MOST_QUOTED = 240


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a section: ``quote`` is the number or the reference, ``text`` the sentence;
    ``known``: figures of the register that have this number."""

    section: int
    heading: str
    quote: str
    text: str
    known: tuple[FigureVersion, ...] = ()


@dataclass
class Rendered:
    """The whole draft: ``troubles`` forbid a release, ``unsourced`` ask for an override, ``doubts``
    are only shown."""

    parts: list[KitPart] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    unsourced: list[Trouble] = field(default_factory=list)
    doubts: list[Trouble] = field(default_factory=list)
    uses: list[tuple[int, FigureVersion]] = field(default_factory=list)
    basis: str = ""
    sha256: str = ""

    @property
    def invented(self) -> bool:
        return any(version.figure.invented for _section, version in self.uses)


def render_draft(kit: Kit, sections: list[KitSection], user: User) -> Rendered:
    """The draft of ``kit`` with every reference looked up as ``user`` sees it."""
    references = References(kit, sections, user)
    rendered = Rendered(basis=plan_words(kit))
    numbers: dict[str, int] = {}
    for claim in engine.find_claims(kit.title):
        rendered.unsourced.append(Trouble(0, kit.title, claim.quote, kit.title))
    for at, section in enumerate(sections, start=1):
        _Section(rendered, references, numbers, at, section).render()
    rendered.sha256 = _digest(kit, rendered)
    known = known_figures(rendered.unsourced)
    rendered.unsourced = [
        replace(trouble, known=tuple(known.get((trouble.quote, trouble.text), ())))
        for trouble in rendered.unsourced
    ]
    return rendered


def _digest(kit: Kit, rendered: Rendered) -> str:
    """Of all that would be printed: a changed figure changes it as a changed word does."""
    said = {
        "title": kit.title,
        "kind": kit.kind,
        "layout": kit.layout,
        "basis": rendered.basis,
        "parts": [engine.to_json(part) for part in rendered.parts],
        "uses": [(at, version.pk) for at, version in rendered.uses],
        "unsourced": [(t.section, t.quote, t.text) for t in rendered.unsourced],
    }
    return digest(json.dumps(said, ensure_ascii=False, sort_keys=True).encode())


@dataclass
class _Section:
    """One section on its way to a part."""

    rendered: Rendered
    references: References
    numbers: dict[str, int]
    at: int
    section: KitSection
    sources: dict[int, str] = field(default_factory=dict)

    def render(self) -> None:
        heading = self.section.heading
        for claim in engine.find_claims(heading):
            self.rendered.unsourced.append(self._trouble(claim.quote, heading))
        lines = [self._line(line) for line in self.section.text.splitlines() if line.strip()]
        sources = tuple(engine.KitSource(n, text) for n, text in sorted(self.sources.items()))
        self.rendered.parts.append(engine.KitPart(heading, tuple(lines), sources))

    def _trouble(self, quote: str, text: str) -> Trouble:
        return Trouble(self.at, self.section.heading, quote, text)

    def _line(self, line: str) -> KitLine:
        mark = ITEM.match(line)
        line = line[mark.end() :].strip() if mark else line.strip()
        tokens = tokens_in(line)
        pieces: list[Piece] = []
        hidden, at = "", 0
        for token in tokens:
            pieces += self._plain(line[at : token.start])
            pieces.append(self._piece(token))
            hidden += line[at : token.start] + "¤" * (token.end - token.start)
            at = token.end
        pieces += self._plain(line[at:])
        self._check(line, hidden + line[at:])
        return engine.KitLine(tuple(pieces), item=mark is not None)

    def _plain(self, text: str) -> list[Piece]:
        return [engine.Piece(text)] if text else []

    def _piece(self, token: Token) -> Piece:
        meant = self.references.meant(token)
        if isinstance(meant, str):
            self.rendered.troubles.append(self._trouble(token.text, meant))
            return engine.Piece(token.text)
        self._use(meant)
        n = self.numbers.setdefault(meant.source, len(self.numbers) + 1)
        self.sources[n] = meant.source
        return engine.Piece(meant.text, token.kind or "text", n)

    def _use(self, meant: Meant) -> None:
        if meant.doubt:
            self.rendered.doubts.append(self._trouble(meant.text, meant.doubt))
        if meant.version and (self.at, meant.version) not in self.rendered.uses:
            self.rendered.uses.append((self.at, meant.version))

    def _check(self, line: str, hidden: str) -> None:
        for claim in engine.find_claims(hidden):
            quote = self._around(line, claim.start, claim.end)
            self.rendered.unsourced.append(self._trouble(claim.quote, quote))

    def _around(self, line: str, start: int, end: int) -> str:
        """The sentence with the number, its references as they will be printed."""
        before = [m.end() for m in SENTENCE_END.finditer(line, 0, start)]
        after = SENTENCE_END.search(line, end)
        sentence = line[before[-1] if before else 0 : after.end() if after else len(line)]
        said, at = "", 0
        for token in tokens_in(sentence):
            meant = self.references.meant(token)
            said += sentence[at : token.start]
            said += token.text if isinstance(meant, str) else meant.text
            at = token.end
        return (said + sentence[at:]).strip()[:MOST_QUOTED]
