"""Joins of wrapped lines and pages: generated and real paragraphs wrapped again by a script.

A join is one line end inside a paragraph. Right: both sides of it stand in one paragraph again;
false: the end of a true paragraph that was swallowed. Paragraphs of real texts are those that the
reader finds in .docx, .html and .doc files, which know their paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.generate.trees import tree_paper
from benchmarks.generate.wrapped import Wrapped, body_of, wrap

from minhbach.errors import MinhBachError
from minhbach.readers import read
from tools.accuracy.rows import Row

_GENERATED = range(3_000, 3_060)
_REAL = ("docx/*.docx", "html/*.html")
_WRAPPINGS = 3  # of each real file
_MIN_LETTERS = 2_000


def score(shared: Path) -> list[Row]:
    """Rows per text: joins right (of those made, of those there), paragraph ends kept."""
    return [row for name, wrapped in _texts(shared) for row in _rows(name, wrapped)]


def _texts(shared: Path) -> Iterator[tuple[str, Wrapped]]:
    for seed in _GENERATED:
        yield f"generated/{seed}", wrap(body_of(tree_paper(seed)), seed)
    for pattern in _REAL:
        for path in sorted((shared / "corpus").glob(pattern)):
            for paragraphs in _paragraphs(path):
                for seed in range(_WRAPPINGS):
                    yield f"real/{path.name}", wrap(paragraphs, seed)


def _paragraphs(path: Path) -> Iterator[list[str]]:
    """The running paragraphs of a file, when there is enough of them."""
    try:
        document = read(path.read_bytes(), path.name)
    except MinhBachError:
        return
    roles = ("preamble", "basis", "heading", "body", "item", "closing")
    texts = [" ".join(p.text.split()) for p in document.paragraphs(tables=False) if p.role in roles]
    if sum(map(len, texts)) >= _MIN_LETTERS:
        yield texts


def _rows(name: str, wrapped: Wrapped) -> Iterator[Row]:
    kept, right = judged(wrapped)
    swallowed = len(wrapped.ends) - kept
    yield Row("joins right", name, right, right + swallowed, len(wrapped.breaks))


def judged(wrapped: Wrapped) -> tuple[int, int]:
    """How many paragraph ends are kept, and how many line ends inside paragraphs are joined."""
    document = read(wrapped.text.encode(), "a.txt")
    words: list[str] = []
    ends: set[int] = set()
    for paragraph in document.paragraphs():
        words += paragraph.text.split()
        ends.add(len(words))
    matcher = SequenceMatcher(None, wrapped.words, words, autojunk=False)
    blocks = matcher.get_matching_blocks()
    places = {
        block.a + step: block.b + step for block in blocks for step in range(1, block.size + 1)
    }
    kept = sum(places.get(end) in ends for end in wrapped.ends)
    joined = sum(end in places and places[end] not in ends for end in wrapped.breaks)
    return kept, joined
