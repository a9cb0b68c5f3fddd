"""What this software does not support: decided by phrases that are data, each with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from minhbach.citations.folding import fold
from minhbach.plans.verbs import opens_duty

_CLAUSE = re.compile(r"[^.;]+(?:\.(?=\d)[^.;]*)*")
_GAP = re.compile(r"\s*…(\d*)\s*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a text is out of scope: the reason's code and the words that decided."""

    reason: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an item, with its verdict (None: in scope)."""

    text: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]
    set_aside: tuple[re.Pattern[str], ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    data = files("minhbach.plans").joinpath("scope.toml").read_text(encoding="utf-8")
    return tuple(
        _Rule(
            row["reason"],
            tuple(_compile(phrase) for phrase in row["phrases"]),
            tuple(fold(words) for words in row["unless"]),
            tuple(_compile(phrase) for phrase in row.get("set_aside", ())),
        )
        for row in tomllib.loads(data)["rule"]
    )


def _compile(phrase: str) -> re.Pattern[str]:
    """ "(nắm bắt|theo dõi) …3 tư tưởng" → a pattern; a gap never leaves its clause."""
    parts = _GAP.split(fold(phrase))
    out = parts[0]
    for count, rest in zip(parts[1::2], parts[2::2], strict=True):
        between = rf"(?:\s[^\s.;]+){{0,{count or 9}}}?"
        comma = r"\s?" if re.match(r"\(?,", rest) else r"\s"
        out += between + comma + rest
    return re.compile(r"(?<!\w)(?:" + out + r")(?!\w)")


def verdict_of(text: str) -> Verdict | None:
    """The first rule that a clause of ``text`` falls under; None when all of it is supported.

    >>> verdict_of("Nắm bắt tư tưởng, tâm trạng cán bộ").reason
    'scope-watching-persons'
    >>> verdict_of("Theo dõi, đôn đốc các hoạt động tuyên truyền") is None
    True
    """
    plain = re.sub(r"\s+", " ", text)
    folded = fold(plain)
    for clause in _CLAUSE.finditer(folded):
        for rule in _rules():
            if any(words in clause.group() for words in rule.unless):
                continue
            words_left = _without(rule.set_aside, clause.group())
            for pattern in rule.patterns:
                found = pattern.search(words_left)
                if found:
                    at = clause.start() + found.start()
                    return Verdict(rule.reason, plain[at : at + len(found.group())])
    return None


def _without(set_aside: tuple[re.Pattern[str], ...], clause: str) -> str:
    """The clause with the words of an ordinary activity blotted out, at the same length."""
    for pattern in set_aside:
        clause = pattern.sub(lambda m: re.sub(r"\S", "x", m.group()), clause)
    return clause


def cut(text: str) -> tuple[Piece, ...]:
    """The item in pieces, cut at ";" only where the scope changes inside it.

    A part that does not begin with a verb belongs to the part before it.
    """
    parts: list[str] = []
    for part in re.split(r";\s*", text):
        if parts and not opens_duty(part):
            parts[-1] += "; " + part
        elif part.strip():
            parts.append(part)
    pieces: list[Piece] = []
    for part in parts:
        verdict = verdict_of(part)
        last = pieces[-1] if pieces else None
        if last and (last.verdict is None) == (verdict is None):
            pieces[-1] = Piece(last.text + "; " + part, last.verdict)
        else:
            pieces.append(Piece(part, verdict))
    return tuple(pieces) if len(pieces) > 1 else (Piece(text, verdict_of(text)),)
