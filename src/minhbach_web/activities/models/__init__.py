"""Models of the activity log."""

from minhbach_web.activities.models.kinds import OwnKind
from minhbach_web.activities.models.log import Activity, Amount, Entry, Evidence

__all__ = ["Activity", "Amount", "Entry", "Evidence", "OwnKind"]
