"""ND, PD: the lines and signs under the motto, the issuer and the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.checks.parts import look_of
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

# as in "-----", "_______", "* * *"
_TYPED = re.compile(r"[-–—_=*~.\s]{3,}$|[-–—_]{3,}\s")
_STAR = re.compile(r"[*✶★]{1,3}(?:\s|$)")
_CONVERTED = re.compile(r"[-–—_]{6,}$")  # typed in by a site of laws, which drops the star
_NEAR = 3  # paragraphs below in which a typed line may stand; a table's row may lie between


def state_lines(context: Context) -> Iterator[Finding]:
    """ND-01c under the second line of the motto, ND-02c under the issuer, ND-05c the subject."""
    yield from _lacking(context, "ND-01c", "slogan")
    yield from _lacking(context, "ND-02c", "issuer")
    yield from _lacking(context, "ND-05c", "subject")


def party_lines(context: Context) -> Iterator[Finding]:
    """PD-01c under the title, PD-05c five hyphens under the subject, PD-02c the star."""
    yield from _lacking(context, "PD-01c", "party_title")
    yield from _lacking(context, "PD-05c", "subject", drawn=False)
    issuers = context.parts.get("issuer", [])
    top = [p.text.strip() for p in context.paragraphs[:20]]
    if issuers and not any(_STAR.match(t) or _CONVERTED.match(t) for t in top):
        yield context.on("PD-02c", issuers[-1])


def _lacking(context: Context, code: str, part: str, *, drawn: bool = True) -> Iterator[Finding]:
    """A component with neither a drawn nor a typed line below. Drawn lines are known of Word
    files alone; ``drawn``: whether one will do."""
    paragraphs = context.parts.get(part, [])
    if not paragraphs or (drawn and context.doc.format != "docx"):
        return
    if any(_has_line(context, p) for p in paragraphs):
        return
    yield context.on(code, paragraphs[-1])


def _has_line(context: Context, paragraph: Paragraph) -> bool:
    look = look_of(paragraph)
    if paragraph.line is not None or (look is not None and look.underline):
        return True
    last = paragraph.source[1]
    if not context.ruled.isdisjoint((last + 1, last + 2)):
        return True
    every = context.paragraphs
    at = next((n for n, each in enumerate(every) if each is paragraph), 0)
    column = paragraph.anchor.split("!")[-1][:1]
    below = [
        each
        for each in every[at + 1 : at + 1 + 4 * _NEAR]
        if each.anchor.split("!")[-1][:1] == column
    ]
    return any(_TYPED.match(each.text.strip()) for each in below[:_NEAR])


CHECKS: Checks = (
    (("ND-01c", "ND-02c", "ND-05c"), state_lines),
    (("PD-01c", "PD-02c", "PD-05c"), party_lines),
)
