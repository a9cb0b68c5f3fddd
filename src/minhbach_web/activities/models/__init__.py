"""Models of the activity log."""

from minhbach_web.activities.models.log import Activity, Amount, Entry, Evidence

__all__ = ["Activity", "Amount", "Entry", "Evidence"]
