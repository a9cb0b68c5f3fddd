"""Tables of data rights."""

from minhbach_web.rights.models.asking import (
    About,
    Consent,
    DataRequest,
    Outcome,
    RefusalReason,
    RequestKind,
)
from minhbach_web.rights.models.keeping import Period, Removal

__all__ = [
    "About",
    "Consent",
    "DataRequest",
    "Outcome",
    "Period",
    "RefusalReason",
    "Removal",
    "RequestKind",
]
