"""Minh Bạch, the engine: Vietnamese office documents in, traced facts and reports out.

Pure functions on frozen data: no network, no database, no clock. The names below are the whole
public door; they load what they need when first used, so that importing stays quick.

>>> import minhbach
>>> doc = minhbach.read("Thực hiện Kết luận số 64-KL/TW, ngày 18/10/2023.".encode(), "a.txt")
>>> minhbach.find_citations(doc)[0].notation
'64-KL/TW'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minhbach.checks import check as check
    from minhbach.citations import find_citations as find_citations
    from minhbach.errors import MinhBachError as MinhBachError
    from minhbach.figures import extract_figures as extract_figures
    from minhbach.figures import load_form as load_form
    from minhbach.model.document import Document as Document
    from minhbach.model.form import Form as Form
    from minhbach.model.report import ReportInput as ReportInput
    from minhbach.plans import extract_plan as extract_plan
    from minhbach.readers import read as read
    from minhbach.reports import compose_report as compose_report
    from minhbach.writers import write as write

__version__ = "0.1.0"

_HOME = {
    "read": "minhbach.readers",
    "write": "minhbach.writers",
    "find_citations": "minhbach.citations",
    "check": "minhbach.checks",
    "extract_plan": "minhbach.plans",
    "load_form": "minhbach.figures",
    "extract_figures": "minhbach.figures",
    "compose_report": "minhbach.reports",
    "Document": "minhbach.model.document",
    "Form": "minhbach.model.form",
    "ReportInput": "minhbach.model.report",
    "MinhBachError": "minhbach.errors",
}

__all__ = [
    "Document",
    "Form",
    "MinhBachError",
    "ReportInput",
    "check",
    "compose_report",
    "extract_figures",
    "extract_plan",
    "find_citations",
    "load_form",
    "read",
    "write",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'minhbach' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
