"""The empty table of figures, as CSV and as a workbook with lists to choose from."""

from __future__ import annotations

import csv
import io

from minhbach_web import engine
from minhbach_web.briefing.models import Qualifier, Territory
from minhbach_web.briefing.services.sheet import columns, needed, status_words


def heads() -> list[str]:
    """The columns in our order."""
    return [names[0] for names in columns().values()]


def template_csv() -> bytes:
    """The heading line, for Excel and for programs."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(heads())
    return ("\ufeff" + out.getvalue()).encode()


def template_xlsx() -> bytes:
    """A workbook: the table first, then what each column means."""
    lists = {
        columns()["status"][0]: status_words(),
        columns()["qualifier"][0]: [word for word in Qualifier.values if word],
    }
    must = [columns()[name][0] for name in needed()]
    places = [(row.code, row.name, row.valid_from, row.valid_to) for row in Territory.objects.all()]
    return engine.figures_workbook(heads(), must, lists, places)
