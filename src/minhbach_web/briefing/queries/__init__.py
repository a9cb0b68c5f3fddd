"""What a person may read of figures and kits. Everything fails closed.

For other apps: ``figures``, ``current_version``, ``released_kits``, ``released_version``,
``kit_warnings``.
"""

from minhbach_web.briefing.queries.figures import (
    Use,
    current_version,
    figure_to_keep,
    figures,
    figures_for,
    keepers,
    keeps_figures,
    search_figures,
    series_of,
    uses_of,
    visible_figure,
    with_current,
)
from minhbach_web.briefing.queries.kits import (
    draft_warnings,
    kit_to_write,
    kit_warnings,
    released_kits,
    released_version,
    section_to_write,
    visible_kit,
    visible_kits,
    visible_version,
    writes_kits,
)
from minhbach_web.briefing.queries.stale import Stale

__all__ = [
    "Stale",
    "Use",
    "current_version",
    "draft_warnings",
    "figure_to_keep",
    "figures",
    "figures_for",
    "keepers",
    "keeps_figures",
    "kit_to_write",
    "kit_warnings",
    "released_kits",
    "released_version",
    "search_figures",
    "section_to_write",
    "series_of",
    "uses_of",
    "visible_figure",
    "visible_kit",
    "visible_kits",
    "visible_version",
    "with_current",
    "writes_kits",
]
