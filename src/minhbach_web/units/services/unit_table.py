"""The units of a day as a table (CSV) that ``import_units`` reads back."""

from __future__ import annotations

import csv
import datetime
import io

from django.db.models import QuerySet

from minhbach_web.units.models import OrganisationUnit
from minhbach_web.units.queries.past import names_on, tree_on
from minhbach_web.units.services.imports import FIELDS

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_of(units: QuerySet[OrganisationUnit], day: datetime.date) -> bytes:
    """Those of ``units`` that stood in the tree on ``day``, under the names of that day; the unit
    above is given where it is one of them."""
    tree = tree_on(day).parent_of
    shown = [unit for unit in units.order_by("sort_key", "pk") if unit.pk in tree]
    names = names_on([unit.pk for unit in shown], day)
    words = {unit.pk: names.get(unit.pk, unit) for unit in shown}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for unit in shown:
        own, over = words[unit.pk], words.get(tree[unit.pk] or 0)
        cells = (own.code, own.name, own.short_name, own.type, over.code if over else "")
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")
