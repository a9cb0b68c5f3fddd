"""Models of the programme app: documents, plans to confirm, programmes that run."""

from minhbach_web.programme.models.amendments import Fate, Pairing, ProgrammeVersion
from minhbach_web.programme.models.assignments import (
    Assignment,
    AssignmentRule,
    Extension,
    ExtensionDecision,
    Holder,
)
from minhbach_web.programme.models.cited import (
    CitedDocument,
    CitedPlace,
    Disagreement,
    LegalStatus,
)
from minhbach_web.programme.models.documents import Holding, SourceDocument
from minhbach_web.programme.models.plans import (
    AmendMode,
    ItemKind,
    ItemStatus,
    ItemUnit,
    Plan,
    PlanItem,
)
from minhbach_web.programme.models.programmes import (
    Message,
    Programme,
    ReportingDuty,
    Task,
    Theme,
)
from minhbach_web.programme.models.roles import Part

__all__ = [
    "AmendMode",
    "Assignment",
    "AssignmentRule",
    "CitedDocument",
    "CitedPlace",
    "Disagreement",
    "Extension",
    "ExtensionDecision",
    "Fate",
    "Holder",
    "Holding",
    "ItemKind",
    "ItemStatus",
    "ItemUnit",
    "LegalStatus",
    "Message",
    "Pairing",
    "Part",
    "Plan",
    "PlanItem",
    "Programme",
    "ProgrammeVersion",
    "ReportingDuty",
    "SourceDocument",
    "Task",
    "Theme",
]
