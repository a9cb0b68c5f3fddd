"""Headings marked by bold type alone, one generated paper per numbering system."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.generate.trees import SYSTEMS, tree_paper
from benchmarks.generate.word import docx_of

from minhbach.model.document import Section
from minhbach.readers import read


def _bare(heading: str | None) -> str | None:
    return heading.rstrip(":. ") if heading else heading


def _found(sections: tuple[Section, ...]) -> list[Any]:
    return [(s.number, _bare(s.heading), len(s.paragraphs), _found(s.children)) for s in sections]


def _true(sections: list[dict[str, Any]]) -> list[Any]:
    return [
        (s["number"], _bare(s["heading"]), s["paragraphs"], _true(s["children"])) for s in sections
    ]


@pytest.mark.parametrize("seed", range(len(SYSTEMS)))
def test_the_section_tree_of_a_paper_without_styles_is_found(seed: int) -> None:
    paper = tree_paper(seed)
    document = read(docx_of(paper), paper.name)
    assert _found(document.sections) == _true(paper.truth["sections"])
