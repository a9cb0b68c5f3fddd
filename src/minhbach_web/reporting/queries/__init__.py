"""Questions to the reporting app, typed; other apps ask here."""

from __future__ import annotations

from minhbach_web.reporting.queries.report_input import report_input
from minhbach_web.reporting.queries.standing import Standing, standings

__all__ = ["Standing", "report_input", "standings"]
