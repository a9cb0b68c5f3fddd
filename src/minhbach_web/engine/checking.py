"""Checks before signing. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from minhbach.model.document import Document
from minhbach.model.finding import Checked, Finding

if TYPE_CHECKING:
    from minhbach.checks import Rule as CheckRule
    from minhbach.checks import Said

if TYPE_CHECKING:
    pass


def check(
    document: Document,
    *,
    data: bytes | None = None,
    profile: str = "auto",
    on: date | None = None,
    units: Iterable[str] = (),
    office: Mapping[str, object] | None = None,
    upper: Document | None = None,
) -> Checked:
    """The findings of ``document`` (see minhbach.checks.check). Raises MinhBachError."""
    from minhbach.checks import check as engine_check  # noqa: PLC0415  # loaded when used

    return engine_check(
        document, data=data, profile=profile, on=on, units=units, office=office, upper=upper
    )


def load_office(data: bytes) -> dict[str, Any]:
    """What an office's profile file of checks says. Raises MinhBachError."""
    from minhbach.checks import load_office as load  # noqa: PLC0415  # loaded when used

    return load(data)


def check_rules() -> dict[str, CheckRule]:
    """Every rule of the checks by its code."""
    from minhbach.checks import rules  # noqa: PLC0415  # loaded when used

    return rules()


def visible(text: str) -> str:
    """``text`` with characters that can't be seen shown by their code points."""
    from minhbach.checks.pages import visible as shown  # noqa: PLC0415  # loaded when used

    return shown(text)


def said(finding: Finding, lang: str) -> Said:
    """A finding in words."""
    from minhbach.checks import said as engine_said  # noqa: PLC0415  # loaded when used

    return engine_said(finding, lang)


def check_row(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding as an object of ``minhbach check --json``."""
    from minhbach.checks import row  # noqa: PLC0415  # loaded when used

    return row(finding, lang)


def annotate(
    data: bytes,
    document: Document,
    findings: Iterable[Finding],
    *,
    fix: bool,
    lang: str,
    at: datetime,
) -> bytes:
    """A copy of the .docx with the findings as comments or, with ``fix``, the safe fixes as
    tracked changes."""
    from minhbach.checks import annotate as mark  # noqa: PLC0415  # loaded when used

    if fix:
        return mark(data, document, findings, comments=False, apply="safe", lang=lang, at=at)
    return mark(data, document, findings, lang=lang, at=at)
