"""What goes in and out, as the OpenAPI document states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Qualifier = Literal["", "hơn", "trên", "gần", "khoảng"]
Amount = Annotated[Decimal, Field(ge=0, le=999_999_999_999, max_digits=12, decimal_places=6)]
Text = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]


class Problem(Schema):
    """What stood in the way, in a sentence for a person; ``code`` is for programs."""

    code: str
    message: str


class PeriodOut(Schema):
    id: int
    code: str
    form: str
    form_version: int
    unit: str
    due: date
    state: Literal["open", "closed"]
    expected: int
    sent: int


class TotalOut(Schema):
    """``value`` is null where nothing was reported or the element isn't added up."""

    element: str
    theme: str
    value: str | None
    reported: int
    expected: int
    missing: int
    not_given: int
    unconfirmed: int
    outside: int
    estimates: int


class ObligationOut(Schema):
    id: int
    period: str
    form: str
    unit: str
    due: date


class ValueOut(Schema):
    state: str
    value: str | None
    qualifier: str
    blank_kind: str
    quote: str


class ReportOut(Schema):
    """``revision`` 0 and ``sha256`` "" where nothing was sent."""

    id: int
    period: str
    form: str
    unit: str
    state: str
    revision: int
    sha256: str
    values: dict[str, ValueOut]
    narratives: dict[str, str]


class ValueIn(Schema):
    model_config = ConfigDict(extra="forbid")

    state: Literal["reported", "zero", "blank", "not_applicable"]
    value: Amount | None = None
    qualifier: Qualifier = ""
    blank_kind: Literal["", "not_given", "not_known", "later"] = ""


class ReportIn(Schema):
    """A whole set: what is left out stays as the last revision has it."""

    model_config = ConfigDict(extra="forbid")

    values: dict[str, ValueIn]
    narratives: dict[str, Text] = Field(default_factory=dict)


class SentOut(Schema):
    revision: int
    sha256: str
