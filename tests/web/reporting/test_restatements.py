"""A report of a closed period is changed in the open: effect first, then confirmed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Tree
from tests.web.reporting.scene import Scene, number, send_form
from tests.web.visit import send, visit

from minhbach_web.reporting.models import Obligation, ReportDecision, SubmissionRevision
from minhbach_web.reporting.problems import CantRestate, EffectChanged, PeriodLocked
from minhbach_web.reporting.queries.issues import issues_of
from minhbach_web.reporting.services.decisions import accept, send_back
from minhbach_web.reporting.services.periods import close_period
from minhbach_web.reporting.services.publishing import decide_report
from minhbach_web.reporting.services.reports import fix_report
from minhbach_web.reporting.services.restatements import allow, ask, refuse
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(scene: Scene, obligation: Obligation, reporter: User) -> SubmissionRevision:
    """12 meetings accepted, the report published, the period closed."""
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    report = fix_report(period=scene.period, by=scene.coordinator)
    decide_report(
        report=report,
        kind=ReportDecision.Kind.PUBLISH,
        seen=report.docx_sha256,
        by=scene.coordinator,
    )
    close_period(period=scene.period, by=scene.coordinator)
    return sent


def fresh(obligation: Obligation) -> Obligation:
    return Obligation.objects.select_related("period", "data_set", "unit").get(pk=obligation.pk)


def total(scene: Scene) -> int:
    return int(scene.period.totals.get(element__code="hoi_nghi").number)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def restating(scene: Scene, obligation: Obligation, reporter: User) -> SubmissionRevision:
    made = ask(obligation=fresh(obligation), reason="Đếm sót hai buổi.", by=reporter)
    allow(restatement=made, by=scene.coordinator)
    return send_form(fresh(obligation), reporter, number("hoi_nghi", "14"))


@pytest.mark.usefixtures("published")
def test_closed_period_takes_nothing_until_a_restatement_is_allowed(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    closed = fresh(obligation)
    with pytest.raises(PeriodLocked):
        send_form(closed, reporter, number("hoi_nghi", "14"))
    made = ask(obligation=closed, reason="Đếm sót.", by=reporter)
    with pytest.raises(PeriodLocked):
        send_form(closed, reporter, number("hoi_nghi", "14"))
    with pytest.raises(CantRestate):
        ask(obligation=closed, reason="Lần nữa.", by=reporter)
    refuse(restatement=made, answer="Số cũ đúng.", by=scene.coordinator)
    with pytest.raises(CantRestate):
        allow(restatement=made, by=scene.coordinator)


@pytest.mark.usefixtures("published")
def test_old_number_counts_until_the_effect_was_seen_and_accepted(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    sent = restating(scene, obligation, reporter)
    waiting = total(scene)
    with pytest.raises(EffectChanged):
        accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    client = browser(scene.coordinator)
    page = visit(client, reverse("reporting:revision", args=[obligation.pk, 2]))
    effect = page.all("//input[@name='effect']")[0].get("value")
    shown = page.texts("//section[@id='anh-huong']//tbody/tr")
    send(
        client,
        reverse("reporting:decide", args=[obligation.pk, 2]),
        {"sha256": sent.sha256, "act": "accept", "level": "1", "effect": effect},
    )

    assert waiting == 12_000_000
    assert shown == [
        "Số hội nghị 12 14",
        "Số hội nghị 12 14 1/2",
        "Số hội nghị · đảng bộ cơ sở 12 14 1/2",
    ]
    assert total(scene) == 14_000_000


@pytest.mark.usefixtures("published")
def test_published_report_keeps_its_numbers_and_is_marked(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    client = browser(scene.coordinator)
    fixed = reverse("reporting:fixed", args=[scene.period.pk, 1, "docx"])
    before = client.get(fixed).content
    sent = restating(scene, obligation, reporter)
    page = visit(client, reverse("reporting:revision", args=[obligation.pk, 2]))
    effect = page.all("//input[@name='effect']")[0].get("value")
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator, effect_seen=effect)
    fix_report(period=scene.period, by=scene.coordinator)
    old = visit(client, reverse("reporting:issue", args=[scene.period.pk, 1]))
    new = visit(client, reverse("reporting:issue", args=[scene.period.pk, 2]))
    log = visit(client, reverse("reporting:restatements", args=[scene.period.pk]))

    assert client.get(fixed).content == before
    assert [(i.report.n, i.state, len(i.corrections)) for i in issues_of(scene.period)] == [
        (2, "fixed", 0),
        (1, "published", 1),
    ]
    assert "Số liệu trong báo cáo này đã được đính chính" in old.text()
    assert "đã được đính chính" not in new.text().lower().partition("báo cáo như sẽ in")[0]
    assert "Đếm sót hai buổi." in log.text()


@pytest.mark.usefixtures("published")
def test_returned_restatement_leaves_the_old_number(
    scene: Scene, obligation: Obligation, reporter: User
) -> None:
    sent = restating(scene, obligation, reporter)
    send_back(revision=sent, seen=sent.sha256, reason="Chưa rõ.", by=scene.coordinator)

    assert total(scene) == 12_000_000


@pytest.mark.usefixtures("published")
def test_restatement_is_asked_and_allowed_on_pages(
    scene: Scene, obligation: Obligation, reporter: User, tree: Tree
) -> None:
    ask_at = reverse("reporting:restate", args=[obligation.pk])
    send(browser(reporter), ask_at, {"reason": "Đếm sót."})
    client = browser(scene.coordinator)
    home = visit(client, reverse("home"))
    row = fresh(obligation).restatements.get()
    send(
        client,
        reverse("reporting:answer_restatement", args=[obligation.pk, row.pk]),
        {"act": "allow"},
    )
    report = visit(browser(reporter), reverse("reporting:report", args=[obligation.pk]))

    assert tree.own.name in home.text()
    assert "Được phép đính chính" in report.text()


def test_report_is_published_after_approval_where_the_office_has_steps(
    scene: Scene, tree: Tree
) -> None:
    from tests.factories import make_user  # noqa: PLC0415 -- one test needs it

    from minhbach_web.reporting.problems import CantPublish  # noqa: PLC0415
    from minhbach_web.reporting.services.approvals import set_steps  # noqa: PLC0415

    set_steps(unit=tree.parent, steps=1, by=scene.coordinator)
    report = fix_report(period=scene.period, by=scene.coordinator)
    head = make_user("lanh-dao", "approver", unit=tree.parent)
    at = reverse("reporting:decide_issue", args=[scene.period.pk, 1])
    data = {"sha256": report.docx_sha256}
    with pytest.raises(CantPublish):
        decide_report(
            report=report,
            kind=ReportDecision.Kind.PUBLISH,
            seen=report.docx_sha256,
            by=scene.coordinator,
        )
    wrong = send(browser(head), at, {"act": "approve", "sha256": "0" * 64})
    send(browser(head), at, {**data, "act": "approve"})
    page = send(browser(scene.coordinator), at, {**data, "act": "publish"})

    assert "tệp khác" in wrong.text("//body")
    assert "Đã phát hành" in page.text()
    assert [d.kind for d in report.decisions.all()] == ["approve", "publish"]
