"""What units did, as a person may read it and as reports need it."""

from minhbach_web.activities.queries.counting import Counted, counts, progress
from minhbach_web.activities.queries.log import (
    activity_to_change,
    evidence_of,
    readable_activity,
    readable_entries,
    search_entries,
    standing_entries,
    talk_entries,
)

__all__ = [
    "Counted",
    "activity_to_change",
    "counts",
    "evidence_of",
    "progress",
    "readable_activity",
    "readable_entries",
    "search_entries",
    "standing_entries",
    "talk_entries",
]
