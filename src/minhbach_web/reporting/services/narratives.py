"""Choose and edit the narrative parts of a consolidated report; the units' own words stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import ChosenText, NarrativeText
from minhbach_web.reporting.problems import TextChanged

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def choose_text(
    *, narrative: NarrativeText, taken: bool, text: str, seen: int, by: User
) -> ChosenText:
    """What becomes of one unit's part. ``seen``: version of the choice on the person's page, 0
    when there was none; TextChanged when somebody chose otherwise meanwhile."""
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    # The narrative's row can't change: holding it makes two people wait for each other.
    NarrativeText.objects.select_for_update().get(pk=narrative.pk)
    known = ChosenText.objects.filter(narrative=narrative).first()
    if known and (known.taken, known.text) == (taken, text):
        return known
    if (known.version if known else 0) != seen:
        raise TextChanged
    chosen = known or ChosenText(narrative=narrative, version=0)
    chosen.taken, chosen.text, chosen.by, chosen.at = taken, text, by, clock.now()
    chosen.version += 1
    chosen.save()
    audit.record(actor=by, action="reporting.choose_text", obj=f"narrative:{narrative.pk}")
    return chosen
