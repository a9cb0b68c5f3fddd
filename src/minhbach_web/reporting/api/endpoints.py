"""The addresses under /api/v1/. Out of scope is 404, as everywhere."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI, Path, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError

from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.api import exports
from minhbach_web.reporting.api.shapes import (
    ObligationOut,
    PeriodOut,
    Problem,
    ReportIn,
    ReportOut,
    SentOut,
    TotalOut,
    ValueOut,
)
from minhbach_web.reporting.api.signing_in import Browser, Program, TooMany
from minhbach_web.reporting.models import Obligation, Period
from minhbach_web.reporting.problems import ReportingProblem
from minhbach_web.reporting.queries.access import (
    WRITERS,
    obligation_for,
    period_for,
    visible_obligations,
    visible_periods,
)
from minhbach_web.reporting.queries.comparison import exact
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.queries.standing import standing_of
from minhbach_web.reporting.services.automatic import Given, KeyTaken, Moved, once, send_report
from minhbach_web.reporting.views.person import person

MOST = 500
Key = Annotated[int, Path(ge=1, le=2**63 - 1)]
SHUT = {401: Problem, 404: Problem, 429: Problem}

api = NinjaAPI(
    title="Minh Bạch",
    version="1",
    urls_namespace="reporting:api",
    auth=[Program(), Browser()],
    docs_url=None,
)


def problem(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": message}, status=status)


@api.exception_handler(ReportingProblem)
def _reporting(request: HttpRequest, error: ReportingProblem) -> HttpResponse:
    status = 412 if isinstance(error, Moved) else 409
    code = {Moved: "moved", KeyTaken: "key-taken"}.get(type(error), "conflict")
    return problem(request, status, code, error.message)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, 404, "not-found", _("There is no such thing, or not for you."))


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, 401, "sign-in", _("Sign in, or send a token that is still good."))


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, _error: TooMany) -> HttpResponse:
    response = problem(request, 429, "too-many", _("Too many requests. Wait a minute."))
    response["Retry-After"] = "60"
    return response


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, "refused", str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return problem(request, 422, "invalid", f"{where}: {first.get('msg', '')}")


def _tagged(request: HttpRequest, response: HttpResponse, content: str) -> bool:
    """Give the answer its ETag; whether the asker has this very content already."""
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()}"'
    response["ETag"] = tag
    return request.headers.get("If-None-Match") == tag


@api.get("/periods", response={200: list[PeriodOut], **SHUT})
def periods(request: HttpRequest) -> Any:
    """Periods that the account oversees, the newest first, at most 500."""
    rows = visible_periods(person(request)).annotate(
        expected=Count("obligations", distinct=True),
        sent=Count("obligations__submission", distinct=True),
    )
    return [_period(row, row.expected, row.sent) for row in rows[:MOST]]


def _period(row: Period, expected: int, sent: int) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "form": row.data_set.code,
        "form_version": row.data_set.version,
        "unit": row.parent.code,
        "due": row.due,
        "state": row.state,
        "expected": expected,
        "sent": sent,
    }


@api.get("/periods/{period_id}/totals", response={200: list[TotalOut], 304: None, **SHUT})
def totals(request: HttpRequest, response: HttpResponse, period_id: Key) -> Any:
    """The totals of a period as they stand; ETag and If-None-Match spare the repetition."""
    period = period_for(person(request), period_id)
    themes = {element.code: element.theme for element in form_of(period.data_set).elements}
    rows = [
        {
            "element": row.element.code,
            "theme": themes[row.element.code],
            "value": str(exact(row.number))
            if row.n_reported and row.element.over_units == "sum"
            else None,
            "reported": row.n_reported,
            "expected": row.n_expected,
            **{
                name: getattr(row, name)
                for name in ("missing", "not_given", "unconfirmed", "outside", "estimates")
            },
        }
        for row in period.totals.select_related("element")
    ]
    if _tagged(request, response, repr(rows)):
        return Status(304, None)
    return rows


@api.get("/periods/{period_id}/values.csv", response={200: None, **SHUT})
def values_csv(request: HttpRequest, period_id: Key) -> Any:
    """The accepted values with their places, as CSV."""
    period = period_for(person(request), period_id)
    return _file(exports.values_csv(period), "text/csv; charset=utf-8", f"{period.code}.csv")


@api.get("/periods/{period_id}/datapackage.zip", response={200: None, **SHUT})
def data_package(request: HttpRequest, period_id: Key) -> Any:
    """The same with a description of its columns: a Frictionless data package."""
    period = period_for(person(request), period_id)
    return _file(exports.data_package(period), "application/zip", f"{period.code}.zip")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@api.get("/reports", response={200: list[ObligationOut], **SHUT})
def reports(request: HttpRequest) -> Any:
    """Reports that the account may read, the newest first, at most 500."""
    rows = visible_obligations(person(request)).order_by("-period__start", "pk")[:MOST]
    return [_owed(row) | {"due": row.period.due} for row in rows]


def _owed(row: Obligation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "period": row.period.code,
        "form": row.data_set.code,
        "unit": row.unit.code,
    }


@api.get("/reports/{report_id}", response={200: ReportOut, 304: None, **SHUT})
def report(request: HttpRequest, response: HttpResponse, report_id: Key) -> Any:
    """A unit's report as it was sent last; its ETag is what If-Match asks for."""
    row = obligation_for(person(request), report_id)
    standing = standing_of(row)
    revision = standing.revision
    sha256 = revision.sha256 if revision else ""
    response["ETag"] = f'"{sha256}"'
    values = {}
    for value in revision.values.select_related("element") if revision else ():
        number = unscaled(value.number, value.scale)
        values[value.element.code] = ValueOut(
            state=value.state,
            value=None if number is None else str(number),
            qualifier=value.qualifier,
            blank_kind=value.blank_kind,
            quote=value.quote,
        )
    texts = revision.narratives.select_related("section") if revision else ()
    return _owed(row) | {
        "state": standing.state,
        "revision": revision.n if revision else 0,
        "sha256": sha256,
        "values": values,
        "narratives": {part.section.code: part.text for part in texts},
    }


Match = Annotated[
    str, Header(alias="If-Match", description='ETag of the report; "" where nothing was sent')
]
Idempotency = Annotated[
    str,
    Header(alias="Idempotency-Key", min_length=8, max_length=80, pattern=r"^[\x21-\x7e]+$"),
]


@api.put(
    "/reports/{report_id}",
    response={201: SentOut, 400: Problem, 409: Problem, 412: Problem, 422: Problem, **SHUT},
)
def send(
    request: HttpRequest,
    report_id: Key,
    body: ReportIn,
    if_match: Match,
    idempotency_key: Idempotency,
) -> Any:
    """Send the next revision of a report. The same Idempotency-Key gives the same answer again."""
    user = person(request)
    row = obligation_for(user, report_id, *WRITERS)
    _check(row, body)

    def act() -> tuple[int, dict[str, Any]]:
        revision = send_report(
            obligation=row,
            values={
                code: Given(given.state, given.value, given.qualifier, given.blank_kind)
                for code, given in body.values.items()
            },
            texts=body.narratives,
            seen=if_match.strip().strip('"'),
            by=user,
        )
        return 201, {"revision": revision.n, "sha256": revision.sha256}

    asked = {"report": report_id, "body": body.dict(), "if_match": if_match}
    return Status(*once(key=idempotency_key, request=asked, by=user, act=act))


def _check(row: Obligation, body: ReportIn) -> None:
    """Raises HttpError 422 where a code is unknown or a state and its number disagree."""
    elements = set(row.data_set.elements.values_list("code", flat=True))
    sections = set(row.data_set.sections.values_list("code", flat=True))
    for code in (set(body.values) - elements) | (set(body.narratives) - sections):
        raise HttpError(422, _("The form asks nothing called “%(code)s”.") % {"code": code[:80]})
    for code, given in body.values.items():
        number = given.state in ("reported", "zero")
        if number != (given.value is not None) and given.state != "zero":
            raise HttpError(422, _("“%(code)s”: state and value disagree.") % {"code": code})
        if given.state == "zero" and given.value:
            raise HttpError(422, _("“%(code)s”: state and value disagree.") % {"code": code})
