"""What the public page of a programme says of the log: counts, no unit and no person by name."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from minhbach_web.activities.queries.programmes import programme_progress
from minhbach_web.core import clock
from minhbach_web.core.slots import PublicBlock, PublicLine
from minhbach_web.core.templatetags.minhbach import thousands
from minhbach_web.programme.queries_tasks import programme_by_key


def what_was_done(programme: int) -> Iterator[PublicBlock]:
    """How much was done in all, and how many units held something about each theme."""
    found = programme_progress(programme_by_key(programme))
    if not found.activities:
        return
    source = _("Counted from the logs of the units, as of %(day)s.") % {
        "day": f"{clock.today():%d/%m/%Y}"
    }
    lines = [PublicLine(_("Activities"), thousands(found.activities))]
    lines += [PublicLine(name, thousands(number)) for name, number in found.amounts]
    yield PublicBlock(_("What was done"), tuple(lines), source)
    themes = [row for row in found.themes if row.theme is not None]
    yield PublicBlock(
        _("Units that held something about each theme"),
        tuple(
            PublicLine(f"{row.label}. {row.theme}", f"{row.units}/{row.expected}") for row in themes
        ),
        _("Of all units that have a task in the programme."),
    )
