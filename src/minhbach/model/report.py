"""ReportInput: everything a consolidated report is made from, and the manifest that proves it.

No ids of a database and no clock stand in here: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from datetime import date as Date
from decimal import Decimal
from typing import Literal

from minhbach.model.document import Document
from minhbach.model.figures import FoundFigure, Narrative
from minhbach.model.form import Form

ValueState = Literal[
    "confirmed",  # a person confirmed the value (zero too: value == 0)
    "unconfirmed",  # found, not confirmed; never in a total
    "not_given",  # the unit reported and a person confirmed it gave none
    "not_applicable",
    "not_asked",
]


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The file a value came from: its name inside the folder, and its sha256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value of one unit. ``found``: its place in the unit's report, None when typed in a form.

    ``candidates``: the places that disagreed, when there was a conflict.
    """

    state: ValueState
    value: Decimal | None = None
    qualifier: str | None = None
    found: FoundFigure | None = None
    candidates: tuple[FoundFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What one unit sent. ``revision``: number of the revision, from 1."""

    unit: Unit
    reported_on: date | None
    late: bool
    source: SourceRef | None
    values: Mapping[str, ReportedValue]
    narratives: tuple[Narrative, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person recorded on submissions and what travels to the total (a joint event, say).
    The total is not changed by it."""

    elements: tuple[str, ...]
    units: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A total of another time, with the units behind it."""

    value: Decimal
    n_reported: int
    n_expected: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Totals to stand beside this period's: of ``period`` (2023-Q4), or for "cumulative" summed
    from the first period of the year to this one. Elements without a sum are left out."""

    kind: Literal["previous", "last_year", "cumulative"]
    period: str
    values: Mapping[str, Compared]


@dataclass(frozen=True, slots=True)
class ReportInput:
    """``period``: as 2024-Q1. ``layout``: which rules the paper follows; ``layout_date`` chooses
    the version of the rules; the paper's own number and date stay blank when None."""

    form: Form
    period: str
    parent: Unit
    units: tuple[Unit, ...]
    reports: tuple[UnitReport, ...]
    layout: Literal["party", "state"]
    layout_date: Date
    issuer: str
    parent_issuer: str | None = None
    number: str | None = None
    date: Date | None = None
    place: str | None = None
    subject: str | None = None
    basis: tuple[str, ...] = ()
    due: Date | None = None
    recipients: tuple[str, ...] = ()
    authority: str | None = None
    title: str | None = None
    signer: str | None = None
    remarks: tuple[Remark, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """``n_reported + unconfirmed + len(not_given) + len(missing) = n_expected``.

    ``value`` is None where the element is not additive or nothing was confirmed; ``lowest`` and
    ``highest`` are given for elements that do not add up. ``estimates``, ``conflicts``: counts.
    """

    element: str
    value: Decimal | None
    n_reported: int
    n_expected: int
    missing: tuple[str, ...]
    not_given: tuple[str, ...]
    estimates: int
    unconfirmed: int
    conflicts: int
    lowest: Decimal | None = None
    highest: Decimal | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedValue:
    """One summand of a total or one printed value: unit → revision → file → place."""

    unit: str
    state: ValueState
    value: Decimal | None
    qualifier: str | None
    revision: int
    file: str | None
    sha256: str | None
    anchor: str | None
    quote: str | None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class TracedNumber:
    """A number printed in the report. ``id`` is stable ("hoi_nghi", "hoi_nghi.DU-CT")."""

    id: str
    element: str
    text: str
    value: Decimal | None
    rule: str
    n_reported: int
    n_expected: int
    missing: tuple[str, ...]
    parts: tuple[TracedValue, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Travels inside the consolidated .docx. ``schema``: version of this shape."""

    form: str
    form_version: int
    period: str
    parent: str
    numbers: tuple[TracedNumber, ...]
    sources: tuple[SourceRef, ...]
    schema: int = 1


@dataclass(frozen=True, slots=True)
class ComposedReport:
    document: Document
    manifest: Manifest
    totals: tuple[Total, ...]
    gaps: tuple[str, ...] = field(default=())
