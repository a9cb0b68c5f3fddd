"""Reports of many hands: nothing wrong is taken, and what was once found stays found."""

from __future__ import annotations

import pytest
from tests.engine.figures.reports_in_words import Report, reports_of
from tests.engine.figures.small_reports import HERE, report, usual_form

from minhbach.figures import extract_figures

CASES = [case for path in sorted((HERE / "cases").glob("*.md")) for case in reports_of(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_report_gives_what_its_author_says_or_less(case: Report) -> None:
    figures = extract_figures(report(case.blocks, case.title), usual_form())

    found = {
        code: f"{value.qualifier or ''} {value.value}".strip()
        for code, value in figures.values.items()
        if value is not None
    }
    right = {
        code: value
        for code, value in found.items()
        if value == case.want.get(code) or value in case.either.get(code, [])
    }
    missed = set(case.want) - set(found)
    assert found == right
    assert missed == set(case.missed)
