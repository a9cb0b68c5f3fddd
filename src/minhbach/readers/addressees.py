"""Kính gửi: to whom a letter or a submission is addressed."""

from __future__ import annotations

import re

from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.markup import is_rule
from minhbach.readers.words import opens

ADDRESSEE = re.compile(r"Kính (?:gửi|trình)\s*:?\s*", re.IGNORECASE)
_DASH = re.compile(r"[-–+*•]\s*")


def find_addressees(blocks: list[Block], at: int) -> tuple[int, tuple[str, ...]]:
    """Kính gửi and the bodies it names, on its line, in items below it or in a table."""
    while at < len(blocks) and isinstance(rule := blocks[at], Draft) and is_rule(rule.text):
        rule.role = "other"
        at += 1
    earlier = _in_header_table(blocks[:at])
    if earlier:
        return at, earlier
    if at < len(blocks) and isinstance(table := blocks[at], DraftTable):
        lines = list(table.lines())
        if lines and ADDRESSEE.match(lines[0].text):
            table.role = "layout"
            return at + 1, _named(lines)
        return at, ()
    drafts: list[Draft] = []
    while at < len(blocks) and isinstance(draft := blocks[at], Draft):
        first = not drafts
        if not (ADDRESSEE.match(draft.text) if first else _is_address(draft, drafts)):
            break
        drafts.append(draft)
        at += 1
    return at, _named(drafts)


def _is_address(draft: Draft, drafts: list[Draft]) -> bool:
    if opens(draft.text.lstrip("-–+*• "), "basis"):
        return False
    if draft.mark and draft.mark in "-–+*•":
        return True
    return draft.soft and not drafts[-1].text.endswith(".")


def _in_header_table(blocks: list[Block]) -> tuple[str, ...]:
    for block in blocks:
        if isinstance(block, DraftTable) and block.role == "header":
            lines = list(block.lines())
            for number, line in enumerate(lines):
                if ADDRESSEE.match(line.text):
                    return _named(lines[number:])
    return ()


def _named(drafts: list[Draft]) -> tuple[str, ...]:
    """The bodies named, dashed items or one a line; a line without its dash goes on."""
    names: list[str] = []
    dashed = any(_DASH.match(draft.text) for draft in drafts)
    for draft in drafts:
        draft.role = "addressee"
        text = ADDRESSEE.sub("", draft.text, count=1).strip()
        name = _DASH.sub("", text, count=1).rstrip(" ;,.")
        if not name:
            continue
        if dashed and names and not _DASH.match(text):
            names[-1] = f"{names[-1]} {name}"
        else:
            names.append(name)
    return tuple(names)
