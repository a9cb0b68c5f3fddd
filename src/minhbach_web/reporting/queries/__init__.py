"""Questions to the reporting app, typed; other apps ask here."""

from __future__ import annotations

from minhbach_web.reporting.queries.periods import obligation_of, units_without_report
from minhbach_web.reporting.queries.report_input import report_input
from minhbach_web.reporting.queries.standing import Standing, standings

__all__ = ["Standing", "obligation_of", "report_input", "standings", "units_without_report"]
