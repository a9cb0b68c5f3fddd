"""Tables of the reporting app; other apps use services and queries."""

from __future__ import annotations

from minhbach_web.reporting.models.drafts import Draft, DraftEntry, DraftNarrative
from minhbach_web.reporting.models.entries import BlankKind, Entry, Qualifier, State
from minhbach_web.reporting.models.forms import DataElement, DataSet, NarrativeSection
from minhbach_web.reporting.models.periods import Obligation, Period
from minhbach_web.reporting.models.submissions import (
    Decision,
    NarrativeText,
    Remark,
    Submission,
    SubmissionRevision,
    Value,
)
from minhbach_web.reporting.models.totals import ReportRevision, Total

__all__ = [
    "BlankKind",
    "DataElement",
    "DataSet",
    "Decision",
    "Draft",
    "DraftEntry",
    "DraftNarrative",
    "Entry",
    "NarrativeSection",
    "NarrativeText",
    "Obligation",
    "Period",
    "Qualifier",
    "Remark",
    "ReportRevision",
    "State",
    "Submission",
    "SubmissionRevision",
    "Total",
    "Value",
]
