"""Other programs: tokens, scopes, one report once, on what was seen; the document is true."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, number, send_form
from tests.web.visit import send

from minhbach_web.reporting.api import signing_in
from minhbach_web.reporting.models import ApiToken, Obligation, SubmissionRevision
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.tokens import make_token, revoke_token
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
BODY = {"values": {"hoi_nghi": {"state": "reported", "value": "12"}, "ty_le": {"state": "blank"}}}


@pytest.fixture
def token(scene: Scene, tree: Tree) -> str:
    return make_token(unit=tree.own, role="reporter", name="Phần mềm A", by=scene.coordinator)[1]


@pytest.fixture
def desk(scene: Scene, tree: Tree) -> str:
    """A token that reads all that the opening office reads."""
    return make_token(unit=tree.parent, role="auditor", name="Kho", by=scene.coordinator)[1]


def get(path: str, token: str = "", **headers: str) -> Any:
    extra = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().get(f"/api/v1{path}", headers={**extra, **headers})


def put(owed: Obligation, token: str, key: str, match: str = "", body: Any = BODY) -> Any:
    return Client().put(
        f"/api/v1/reports/{owed.pk}",
        json.dumps(body),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": key,
            "If-Match": f'"{match}"',
        },
    )


def test_stranger_and_revoked_token_get_401(scene: Scene, token: str) -> None:
    row = ApiToken.objects.get()
    revoke_token(token=row, by=scene.coordinator)
    answers = [get("/reports"), get("/reports", "mb_x"), get("/reports", token)]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(401, "sign-in")] * 3
    assert token not in row.sha256


def test_program_sees_its_own_unit_only(scene: Scene, tree: Tree, token: str, desk: str) -> None:
    own, other = scene.obligation(tree.own), scene.obligation(tree.sibling)

    assert [row["id"] for row in get("/reports", token).json()] == [own.pk]
    assert get(f"/reports/{other.pk}", token).status_code == 404
    assert get(f"/periods/{scene.period.pk}/totals", token).status_code == 404
    assert put(other, token, "khoa-0001").status_code == 404
    assert put(own, desk, "khoa-0002").status_code == 404
    assert [p["expected"] for p in get("/periods", desk).json()] == [2]


def test_report_is_sent_once_however_often_it_is_asked(obligation: Obligation, token: str) -> None:
    first = put(obligation, token, "khoa-0001")
    again = put(obligation, token, "khoa-0001")
    other = put(obligation, token, "khoa-0001", body={"values": {}})
    revision = SubmissionRevision.objects.get()
    shown = get(f"/reports/{obligation.pk}", token)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() == {"revision": 1, "sha256": revision.sha256}
    assert (other.status_code, other.json()["code"]) == (409, "key-taken")
    assert shown["ETag"] == f'"{revision.sha256}"'
    assert shown.json()["values"]["hoi_nghi"] == {
        "state": "reported", "value": "12", "qualifier": "", "blank_kind": "", "quote": "",
    }  # fmt: skip


def test_report_on_an_old_revision_is_refused(obligation: Obligation, token: str) -> None:
    sha256 = put(obligation, token, "khoa-0001").json()["sha256"]
    body = {"values": {"hoi_nghi": {"state": "reported", "value": "13"}}}
    stale = put(obligation, token, "khoa-0002", "", body)
    fresh = put(obligation, token, "khoa-0003", sha256, body)

    assert (stale.status_code, stale.json()["code"]) == (412, "moved")
    assert (fresh.status_code, fresh.json()["revision"]) == (201, 2)


def test_program_does_not_overwrite_a_person(
    obligation: Obligation, token: str, reporter: User
) -> None:
    start_form_draft(obligation=obligation, by=reporter)

    assert put(obligation, token, "khoa-0001").status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"values": {"la": {"state": "zero"}}},
        {"values": {"hoi_nghi": {"state": "reported"}}},
        {"values": {"hoi_nghi": {"state": "zero", "value": 3}}},
        {"values": {"hoi_nghi": {"state": "reported", "value": -1}}},
        {"values": {}, "narratives": {"la": "x"}},
        {"values": {}, "them": 1},
    ],
)
def test_body_that_makes_no_sense_is_told(obligation: Obligation, token: str, body: Any) -> None:
    answer = put(obligation, token, "khoa-0001", body=body)

    assert answer.status_code == 422
    assert set(answer.json()) == {"code", "message"}
    assert not SubmissionRevision.objects.exists()


def test_totals_and_exports_say_the_accepted_values(
    scene: Scene, obligation: Obligation, reporter: User, desk: str
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    at = f"/periods/{scene.period.pk}"
    totals = get(f"{at}/totals", desk)
    same = get(f"{at}/totals", desk, **{"If-None-Match": totals["ETag"]})
    rows = list(
        csv.DictReader(io.StringIO(get(f"{at}/values.csv", desk).content.decode("utf-8-sig")))
    )
    package = get(f"{at}/datapackage.zip", desk).content
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        described = json.loads(archive.read("datapackage.json"))

    assert totals.json()[0] | {"missing": 1} == {
        "element": "hoi_nghi", "theme": "", "value": "12", "reported": 1, "expected": 2,
        "missing": 1, "not_given": 0, "unconfirmed": 0, "outside": 0, "estimates": 0,
    }  # fmt: skip
    assert (same.status_code, same.content) == (304, b"")
    assert (rows[0]["unit"], rows[0]["element"], rows[0]["value"]) == ("DB-A", "hoi_nghi", "12")
    assert list(rows[0]) == [f["name"] for f in described["resources"][0]["schema"]["fields"]]


def test_too_many_requests_are_told_to_wait(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "A_MINUTE", 2)
    answers = [get("/reports", token) for _ in range(3)]

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_token_is_made_and_shown_once(tree: Tree) -> None:
    client = Client()
    client.force_login(
        make_user("quan-tri", "administrator", unit=tree.parent),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    at = reverse("reporting:tokens", args=[tree.own.pk])
    page = send(client, at, {"name": "Kho dữ liệu", "role": "reporter"})
    text = page.text("//code")
    again = send(client, reverse("reporting:revoke_token", args=[
        tree.own.pk, ApiToken.objects.get().pk]), {})  # fmt: skip

    assert text.startswith("mb_")
    assert text not in again.html
    assert get("/reports", text).status_code == 401


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Requests below Django's test client don't close the test's own connection either."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_answers_keep_to_the_openapi_document(
    scene: Scene, obligation: Obligation, desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many odd requests: never a server error, never an answer that the document doesn't name."""
    monkeypatch.setattr(signing_in, "A_MINUTE", 10**9)
    own = make_token(unit=obligation.unit, role="reporter", name="B", by=scene.coordinator)[1]
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    operations = [result.ok() for result in schema.get_all_operations()]
    numbers = (obligation.pk, scene.period.pk, None)
    for operation in operations:
        ask_oddly(operation, numbers, (desk, own))

    assert len(operations) == 7


def ask_oddly(operation: Any, numbers: tuple[int | None, ...], tokens: tuple[str, ...]) -> None:
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        for token in tokens:
            for number_asked in numbers:
                if number_asked is not None and case.path_parameters:
                    case.path_parameters[next(iter(case.path_parameters))] = number_asked
                answer = case.call(headers={"Authorization": f"Bearer {token}"})
                assert answer.status_code < 500, (case, answer.text)
                if answer.status_code not in (400, 405):
                    operation.validate_response(answer)

    run()
