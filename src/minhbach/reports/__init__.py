"""ReportInput → a consolidated report in which every number can be followed to its sentence."""

from __future__ import annotations

from minhbach.reports.build import report_input
from minhbach.reports.compose import compose_report
from minhbach.reports.confirm import Confirmation, confirm_by_labels
from minhbach.reports.manifest import read_manifest
from minhbach.reports.summary import tong_hop
from minhbach.reports.totals import totals
from minhbach.reports.trace import Difference, trace, verify
from minhbach.reports.units import UnitList, read_units

__all__ = [
    "Confirmation",
    "Difference",
    "UnitList",
    "compose_report",
    "confirm_by_labels",
    "read_manifest",
    "read_units",
    "report_input",
    "tong_hop",
    "totals",
    "trace",
    "verify",
]
