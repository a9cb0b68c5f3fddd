"""Texts wrapped as scraped and converted files are: hard line ends, pages with heads and numbers.

The true paragraphs are known, so that every join can be judged. Nothing is hyphenated:
Vietnamese never breaks inside a word.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from random import Random

from benchmarks.generate.papers import Line, Paper


@dataclass(frozen=True, slots=True)
class Wrapped:
    """``text``: what a reader gets; ``words``: what stands in it, page marks aside; ``breaks`` and
    ``ends``: after how many words a line ends inside a paragraph (over pages too), a paragraph."""

    text: str
    words: tuple[str, ...]
    breaks: frozenset[int]
    ends: frozenset[int]


def wrap(paragraphs: list[str], seed: int) -> Wrapped:
    """The paragraphs wrapped at 60 to 100 columns; with pages, blank lines or neither."""
    chance = Random(f"wrap {seed}")
    width = chance.randint(60, 100)
    spaced = chance.random() < 0.5
    paged = chance.random() < 0.5
    style = chance.choice(("{n}", "- {n} -", "Trang {n}"))
    lines: list[str] = []
    words: list[str] = []
    breaks: set[int] = set()
    ends: set[int] = set()
    on_page = page = 0
    for paragraph in paragraphs:
        indent = "    " if not spaced and chance.random() < 0.3 else ""
        own = textwrap.wrap(
            paragraph,
            width,
            initial_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in own:
            words += line.split()
            breaks.add(len(words))
            if paged and on_page >= 38:
                page += 1
                lines += ["", style.format(n=page), ""]
                on_page = 0
            lines.append(line)
            on_page += 1
        ends.add(len(words))
        if spaced:
            lines.append("")
    text = "\n".join(lines) + "\n"
    return Wrapped(text, tuple(words), frozenset(breaks - ends), frozenset(ends))


def body_of(paper: Paper) -> list[str]:
    """The paragraphs of a generated paper outside its tables, typed breaks made spaces."""
    texts = [block.text for block in paper.blocks if isinstance(block, Line)]
    return [" ".join(text.split()) for text in texts if text.strip(" -_")]
