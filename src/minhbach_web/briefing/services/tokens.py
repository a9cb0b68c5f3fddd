"""Live references in a kit's text: {{số liệu:GDP-2023}}, {{văn bản:12}}, {{nội dung:3}}.

What follows a bar is for people to read: {{văn bản:12|Nghị quyết số 103/2023/QH15}}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from minhbach_web.core.search import search_key

Kind = Literal["figure", "citation", "message"]
_KINDS: dict[str, Kind] = {"so lieu": "figure", "van ban": "citation", "noi dung": "message"}
_WORDS: dict[Kind, str] = {"figure": "số liệu", "citation": "văn bản", "message": "nội dung"}
# {{số liệu:GDP-2023}} · {{ văn bản : 12 | Nghị quyết … }} · {{SO LIEU:gdp-2023}}
_TOKEN = re.compile(r"\{\{([^{}:|]{1,20}):([^{}|]{1,80})(?:\|[^{}]{0,400})?\}\}")
_BROKEN = re.compile(r"\{\{[^{}\n]{0,60}\}?\}?|\}\}")


@dataclass(frozen=True, slots=True)
class Token:
    """A reference in a line: ``line[start:end]``; ``kind`` None for one that says nothing."""

    kind: Kind | None
    key: str
    start: int
    end: int
    text: str


def tokens_in(line: str) -> list[Token]:
    """The references of a line in order, broken ones too."""
    found = [_token(match) for match in _TOKEN.finditer(line)]
    taken = [(token.start, token.end) for token in found]
    for match in _BROKEN.finditer(line):
        if all(match.end() <= start or match.start() >= end for start, end in taken):
            found.append(Token(None, "", match.start(), match.end(), match[0]))
    return sorted(found, key=lambda token: token.start)


def _token(match: re.Match[str]) -> Token:
    kind = _KINDS.get(search_key(match[1]))
    key = match[2].strip()
    if kind == "figure":
        key = key.upper()
    elif kind and not (key.isascii() and key.isdigit() and len(key) < 16):
        kind = None
    return Token(kind, key, match.start(), match.end(), match[0])


def token_text(kind: Kind, key: str | int, told: str = "") -> str:
    """The reference as it is typed.

    >>> token_text("figure", "GDP-2023")
    '{{số liệu:GDP-2023}}'
    """
    shown = shorten(re.sub(r"[{}|]+", " ", told), 100, placeholder=" …")
    return "{{" + f"{_WORDS[kind]}:{key}" + (f"|{shown}" if shown else "") + "}}"


def keys_in(text: str, kind: Kind) -> set[str]:
    """What the references of one kind name."""
    return {
        token.key for line in text.splitlines() for token in tokens_in(line) if token.kind == kind
    }
