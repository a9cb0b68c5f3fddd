"""Figures with all their versions, and kits with what they use."""

from minhbach_web.briefing.models.figures import Figure, FigureVersion, Qualifier, Status
from minhbach_web.briefing.models.kits import (
    FigureUse,
    Kit,
    KitKind,
    KitLayout,
    KitSection,
    KitVersion,
)
from minhbach_web.briefing.models.questions import (
    Answer,
    Disposition,
    Question,
    QuestionState,
)
from minhbach_web.briefing.models.talks import Talk, TalkState
from minhbach_web.briefing.models.territories import Level, Territory

__all__ = [
    "Answer",
    "Disposition",
    "Figure",
    "FigureUse",
    "FigureVersion",
    "Kit",
    "KitKind",
    "KitLayout",
    "KitSection",
    "KitVersion",
    "Level",
    "Qualifier",
    "Question",
    "QuestionState",
    "Status",
    "Talk",
    "TalkState",
    "Territory",
]
