"""Tables of the reporting app; other apps use services and queries."""

from __future__ import annotations

from minhbach_web.reporting.models.access import ApiToken, IdempotencyKey
from minhbach_web.reporting.models.approvals import ApprovalSetting, ApprovalStep, ReportDecision
from minhbach_web.reporting.models.calendar import DayOff
from minhbach_web.reporting.models.consolidation import ChosenText, UpwardReport
from minhbach_web.reporting.models.drafts import Draft, DraftEntry, DraftNarrative
from minhbach_web.reporting.models.entries import BlankKind, Entry, Qualifier, State
from minhbach_web.reporting.models.envelopes import EdxmlMessage, EdxmlState
from minhbach_web.reporting.models.forms import DataElement, DataSet, FormDraft, NarrativeSection
from minhbach_web.reporting.models.periods import Obligation, Period, Reopening
from minhbach_web.reporting.models.restatements import Restatement
from minhbach_web.reporting.models.submissions import (
    Decision,
    NarrativeText,
    Remark,
    Submission,
    SubmissionRevision,
    Value,
)
from minhbach_web.reporting.models.totals import GroupTotal, Place, ReportRevision, Total

__all__ = [
    "ApiToken",
    "ApprovalSetting",
    "ApprovalStep",
    "BlankKind",
    "ChosenText",
    "DataElement",
    "DataSet",
    "DayOff",
    "Decision",
    "Draft",
    "DraftEntry",
    "DraftNarrative",
    "EdxmlMessage",
    "EdxmlState",
    "Entry",
    "FormDraft",
    "GroupTotal",
    "IdempotencyKey",
    "NarrativeSection",
    "NarrativeText",
    "Obligation",
    "Period",
    "Place",
    "Qualifier",
    "Remark",
    "Reopening",
    "ReportDecision",
    "ReportRevision",
    "Restatement",
    "State",
    "Submission",
    "SubmissionRevision",
    "Total",
    "UpwardReport",
    "Value",
]
