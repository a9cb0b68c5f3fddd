"""The form's themes in a report: the order of its rows, and the row that names a theme."""

from __future__ import annotations

from minhbach.model.form import Element
from minhbach.model.report import Total
from minhbach.reports.context import Context
from minhbach.reports.paper import CellSpec, line
from minhbach.reports.words import words

Pairs = list[tuple[Element, Total]]


def themed(context: Context) -> list[tuple[str, Pairs]]:
    """Elements with their totals, theme by theme. A form without themes gives one group without
    a name; elements outside the themes of a form that has some stand under words of their own.

    Elements of one theme are not added to each other: they count different things.
    """
    totals = {total.element: total for total in context.totals}
    groups = context.data.form.by_theme
    other = words("report")["results"]["other_theme"] if len(groups) > 1 else ""
    return [
        (theme or other, [(element, totals[element.code]) for element in elements])
        for theme, elements in groups
    ]


def theme_row(theme: str, columns: int) -> list[CellSpec]:
    """One cell across the table."""
    return [CellSpec((line("table-theme", theme),), span=columns)]
