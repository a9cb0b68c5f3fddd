"""Which layout a document follows and the date whose rules it must meet.

The reader decides by header, number and signing marks (standards, section 0). A document without
a date is taken at the latest date that it cites: it can't be older than what it rests on.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from minhbach.checks.context import Context

Profile = Literal["state", "party", "mass", "mixed", ""]
DateFrom = Literal["given", "document", "citation", ""]


def profile_of(context: Context, asked: str) -> Profile:
    """The profile that is applied: the one asked for, else the document's own."""
    return cast(Profile, context.doc.profile if asked in ("", "auto") else asked)


def date_of(context: Context, given: date | None) -> tuple[date | None, DateFrom]:
    """The date that chooses the version of the rules, and where it came from."""
    if given is not None:
        return given, "given"
    own = context.doc.header.date or context.doc.layout_date
    if own is not None:
        return own, "document"
    cited = [citation.date for citation in context.citations if citation.date is not None]
    return (max(cited), "citation") if cited else (None, "")
