"""Models of the programme app: documents, plans to confirm, programmes that run."""

from minhbach_web.programme.models.cited import (
    CitedDocument,
    CitedPlace,
    Disagreement,
    LegalStatus,
)
from minhbach_web.programme.models.documents import Holding, SourceDocument
from minhbach_web.programme.models.plans import ItemKind, ItemStatus, ItemUnit, Plan, PlanItem
from minhbach_web.programme.models.programmes import (
    Assignment,
    Message,
    Programme,
    ReportingDuty,
    Task,
    Theme,
)
from minhbach_web.programme.models.roles import Part

__all__ = [
    "Assignment",
    "CitedDocument",
    "CitedPlace",
    "Disagreement",
    "Holding",
    "ItemKind",
    "ItemStatus",
    "ItemUnit",
    "LegalStatus",
    "Message",
    "Part",
    "Plan",
    "PlanItem",
    "Programme",
    "ReportingDuty",
    "SourceDocument",
    "Task",
    "Theme",
]
