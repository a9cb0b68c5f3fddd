"""Section trees of generated papers: headings marked by bold type alone, the truth known.

``benchmarks/generate`` makes the papers; they are compared as the hand-made labels are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.generate.trees import tree_paper
from benchmarks.generate.word import docx_of

from minhbach.readers import read
from tools.accuracy.rows import Row
from tools.accuracy.structure import document_rows

FIRST_SEED = 2_000
PAPERS = 200


def score(shared: Path) -> list[Row]:
    """Rows of the generated set, seeds ``FIRST_SEED`` and on."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    for seed in range(FIRST_SEED, FIRST_SEED + PAPERS):
        paper = tree_paper(seed)
        document = read(docx_of(paper), paper.name)
        for row in document_rows(document, paper.truth):
            if row.what.startswith(("header", "sign", "recip", "sections", "headings", "tables")):
                yield replace(row, what=f"generated {row.what}")
