"""Findings into the Word file they were found in: comments, and fixes as tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from minhbach.checks.wording import said
from minhbach.model.document import Document
from minhbach.model.finding import Finding

if TYPE_CHECKING:
    from minhbach.writers.annotate import Remark

Apply = Literal["", "safe", "all"]


def annotate(
    data: bytes,
    doc: Document,
    findings: Iterable[Finding],
    *,
    comments: bool = True,
    apply: Apply = "",
    lang: str = "vi",
    at: datetime | None = None,
) -> bytes:
    """A copy of the .docx with a comment for each finding and, where ``apply`` says so, the fixes
    as tracked changes that a person accepts in Word. ``doc`` is what reading ``data`` gave."""
    from minhbach.writers.annotate import annotate as write_remarks  # noqa: PLC0415 - when asked

    if any(note.code.startswith("legacy-") for note in doc.notes):
        apply = ""  # Unicode letters in a run of an old font would show as other letters
    remarks = [_remark(finding, comments, apply, lang) for finding in findings]
    return write_remarks(
        data, doc, [r for r in remarks if r.comment or r.replacement is not None], at=at
    )


def fixed_text(doc: Document, findings: Iterable[Finding], *, apply: Apply = "safe") -> str:
    """The text of a document with the fixes applied, for formats that bear no tracked changes."""
    text = doc.text
    reached = len(text) + 1
    for finding in sorted(findings, key=lambda f: -f.start):
        if _applies(finding, apply) and finding.fix and finding.end <= reached:
            text = text[: finding.start] + finding.fix.replacement + text[finding.end :]
            reached = finding.start
    return text


def _applies(finding: Finding, apply: Apply) -> bool:
    fix = finding.fix
    return (
        fix is not None
        and finding.end > finding.start
        and (apply == "all" or (apply == "safe" and fix.safe))
    )


def _remark(finding: Finding, comments: bool, apply: Apply, lang: str) -> Remark:
    from minhbach.writers.annotate import Remark  # noqa: PLC0415 - when asked

    words = said(finding, lang)
    label = ("Cần: ", "Căn cứ: ") if lang == "vi" else ("Needed: ", "Source: ")
    lines = [f"[{finding.code}] {words.message}"]
    if words.needed:
        lines.append(label[0] + words.needed)
    lines.append(label[1] + words.source)
    replacement = finding.fix.replacement if finding.fix and _applies(finding, apply) else None
    return Remark(finding.start, finding.end, "\n".join(lines) if comments else "", replacement)
