"""Where a predicate begins: the words that open a duty."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from minhbach.citations.folding import fold


@cache
def words() -> Mapping[str, Any]:
    """The word lists of this package (words.toml)."""
    data = files("minhbach.plans").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


@cache
def _verbs() -> re.Pattern[str]:
    rows = sorted({fold(v) for v in words()["verbs"]}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, rows)) + r")(?!\w)(?!\sviên\b)")


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(fold(v) for v in words()[key])


@cache
def _after(key: str) -> re.Pattern[str]:
    rows = sorted({fold(w) for w in words()[key]}, key=len, reverse=True)
    return re.compile(r"(?:^|\s)(?:" + "|".join(map(re.escape, rows)) + r"),?\s$")


def _in_compound(verb: str, before: str, after: str) -> bool:
    """ "hậu cần", "cảnh sát giao thông", "giúp việc": no verb."""
    return after.startswith("giúp việc") or any(
        before.endswith(head) and after.startswith(tail) for head, tail in _inside(verb)
    )


@cache
def _inside(verb: str) -> tuple[tuple[str, str], ...]:
    """The compounds in which ``verb`` is none, as what stands before and what begins there."""
    found = []
    for row in _set("compounds"):
        match = re.search(rf"(?<!\w){re.escape(verb)}(?!\w)", row)
        if match:
            found.append((row[: match.start()], row[match.start() :]))
    return tuple(found)


@cache
def _noun_to_chuc() -> re.Pattern[str]:
    rows = "|".join(re.escape(fold(w)) for w in words()["noun_after_to_chuc"])
    return re.compile(rf"tổ chức(?:\s(?:{rows})(?!\w)|,|\svà\s)")


def opens_duty(text: str) -> bool:
    """True when the text begins with a verb of duty ("Tăng cường …", "tham gia …")."""
    folded = fold(re.sub(r"\s+", " ", text)).strip(" -+–•*")
    return _verbs().match(folded) is not None and not _noun_to_chuc().match(folded)


def predicate_at(text: str, start: int = 0, end: int | None = None) -> int | None:
    """Where the first verb of duty stands in ``text`` after ``start``; None when there is none.

    Verbs stand in lower case; words that are also nouns don't count after a noun.
    """
    folded = fold(text)
    for match in _verbs().finditer(folded, start, len(text) if end is None else end):
        at = match.start()
        if at == start or text[at].isupper():
            continue
        if not _is_noun(match.group(), folded[start:at], folded[at:]):
            return at
    return None


def _is_noun(verb: str, before: str, after: str) -> bool:
    """True where the word belongs to a name or to a noun: "Ban quản lý", "các tổ chức"."""
    if _after("passive").search(before) or _in_compound(verb, before, after):
        return True
    if verb == "tổ chức":
        return bool(
            _noun_to_chuc().match(after)
            or re.search(r"(?:,|(?:^|\s)(?:và|các|những|hoặc))\s$", before)
        )
    if verb in ("chủ trì", "phối hợp", "tham mưu", "thực hiện"):
        return _is_role(before, after)
    if verb in _set("soft"):
        return _after("nominal").search(before) is not None
    if verb in _set("plain_verbs") and re.search(r"(?:đơn vị|cơ quan)\s$", before):
        return False
    return verb in _set("naming") and _after("carriers").search(before) is not None


def _is_role(before: str, after: str) -> bool:
    """ "cơ quan chủ trì", "các cơ quan tham mưu, giúp việc": what the body is, not what it does."""
    if re.match(r"tham mưu(?:,| và)? giúp việc", after):
        return True
    role = re.search(r"(?:cơ quan|đơn vị|bộ phận|đầu mối)\s$", before)
    return bool(role) and not re.match(
        r"\S+\s\S+(?:,|\s(?:với|chặt chẽ|cùng|cho|nghiêm|tốt|các|nhiệm vụ|theo))", after
    )


def has_plain_predicate(text: str) -> bool:
    """True when a verb that is never part of a name stands in the text (for headings)."""
    folded = fold(text)
    doubtful = _set("naming") | _set("soft")
    return any(
        m.group() not in doubtful
        and m.start() > 0
        and text[m.start()].islower()
        and not _is_noun(m.group(), folded[: m.start()], folded[m.start() :])
        for m in _verbs().finditer(folded)
    )
