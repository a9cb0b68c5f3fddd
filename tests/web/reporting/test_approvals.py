"""A report's way: steps inside the unit, levels between, acceptance by who asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, make_scene, number, send_form
from tests.web.visit import send, visit

from minhbach_web.reporting.models import Obligation, SubmissionRevision
from minhbach_web.reporting.problems import AlreadyDecided, NotItsTurn, SamePerson
from minhbach_web.reporting.queries.approvals import chain_of
from minhbach_web.reporting.queries.standing import standing_of
from minhbach_web.reporting.services.approvals import set_steps
from minhbach_web.reporting.services.decisions import accept, pass_step, send_back
from minhbach_web.reporting.services.totals import naive_totals
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def checker(tree: Tree) -> User:
    return make_user("kiem-tra", "checker", unit=tree.own)


@pytest.fixture
def head(tree: Tree) -> User:
    return make_user("duyet", "approver", unit=tree.own)


@pytest.fixture
def sent(scene: Scene, tree: Tree, obligation: Obligation, reporter: User) -> SubmissionRevision:
    """A revision that takes two steps in its unit."""
    set_steps(unit=tree.parent, steps=2, by=scene.coordinator)
    return send_form(obligation, reporter, number("hoi_nghi", "12"))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def states(revision: SubmissionRevision, obligation: Obligation) -> list[tuple[str, bool, bool]]:
    return [(s.kind, s.passed, s.current) for s in chain_of(revision, obligation)]


def test_report_goes_through_its_unit_and_then_counts(
    scene: Scene, obligation: Obligation, sent: SubmissionRevision, checker: User, head: User
) -> None:
    seen = sent.sha256
    found = [standing_of(obligation).state]
    pass_step(revision=sent, seen=seen, level=1, by=checker)
    found.append(standing_of(obligation).state)
    pass_step(revision=sent, seen=seen, level=2, by=head)
    found.append(standing_of(obligation).state)
    accept(revision=sent, seen=seen, by=scene.coordinator)
    found.append(standing_of(obligation).state)

    assert found == ["checking", "checking", "submitted", "accepted"]
    assert states(sent, obligation) == [
        ("check", True, False),
        ("approve", True, False),
        ("accept", True, False),
    ]
    assert [d.sha256 for d in sent.decisions.all()] == [seen] * 3


def test_step_is_not_taken_before_its_turn_nor_by_the_same_person(
    scene: Scene, sent: SubmissionRevision, reporter: User, checker: User
) -> None:
    with pytest.raises(NotItsTurn):
        accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    with pytest.raises(SamePerson):
        pass_step(revision=sent, seen=sent.sha256, level=1, by=reporter)
    pass_step(revision=sent, seen=sent.sha256, level=1, by=checker)
    with pytest.raises(SamePerson):
        pass_step(revision=sent, seen=sent.sha256, level=2, by=checker)

    assert [d.kind for d in sent.decisions.all()] == ["check"]


def test_clicking_twice_does_not_take_the_next_step(
    sent: SubmissionRevision, obligation: Obligation, checker: User
) -> None:
    first = pass_step(revision=sent, seen=sent.sha256, level=1, by=checker)
    again = pass_step(revision=sent, seen=sent.sha256, level=1, by=checker)

    assert first == again
    assert states(sent, obligation)[1] == ("approve", False, True)


def test_returned_report_starts_anew_and_old_approvals_are_void(
    sent: SubmissionRevision, obligation: Obligation, reporter: User, checker: User, head: User
) -> None:
    pass_step(revision=sent, seen=sent.sha256, level=1, by=checker)
    send_back(revision=sent, seen=sent.sha256, reason="Thiếu buổi.", by=head)
    with pytest.raises(AlreadyDecided):
        pass_step(revision=sent, seen=sent.sha256, level=2, by=head)
    newer = send_form(obligation, reporter, number("hoi_nghi", "13"))

    assert states(newer, obligation) == [
        ("check", False, True),
        ("approve", False, False),
        ("accept", False, False),
    ]


def test_level_between_agrees_where_somebody_coordinates_it(tree: Tree) -> None:
    scene = make_scene(tree.parent, tree.child)
    middle = make_user("cap-giua", "coordinator", unit=tree.own)
    obligation = scene.obligation(tree.child)
    by = make_user("viet", "reporter", unit=tree.child)
    sent = send_form(obligation, by, number("hoi_nghi", "2"))
    pass_step(revision=sent, seen=sent.sha256, level=1, by=middle)
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)

    assert [(s.kind, s.unit) for s in chain_of(sent, obligation)] == [
        ("agree", tree.own),
        ("accept", tree.parent),
    ]
    total = scene.period.totals.get(element__code="hoi_nghi")
    group = scene.period.group_totals.get(element__code="hoi_nghi", axis="tree", key="DB-A")
    assert (total.number, group.number, group.n_expected) == (2_000_000, 2_000_000, 1)
    assert naive_totals(scene.period)[total.element_id]["number"] == 2_000_000


def test_people_of_the_unit_decide_on_the_page(
    scene: Scene, obligation: Obligation, sent: SubmissionRevision, checker: User, head: User
) -> None:
    address = reverse("reporting:revision", args=[obligation.pk, 1])
    act = reverse("reporting:decide", args=[obligation.pk, 1])
    data = {"sha256": sent.sha256, "act": "accept"}

    at_home = visit(browser(checker), reverse("home"))
    page = send(browser(checker), act, {**data, "level": "1"})
    hidden = browser(checker).post(act, {**data, "level": "2"}).status_code
    passed = send(browser(head), act, {**data, "level": "2"})
    shown = visit(browser(scene.coordinator), address)

    assert "Kiểm tra trong đơn vị" in at_home.text()
    assert "Đã ghi nhận" in page.text("//body")
    assert hidden == 404
    assert "Đã ghi nhận" in passed.text("//body")
    assert shown.texts("//ol[@aria-label]/li/div[1]/strong") == [
        "Kiểm tra trong đơn vị",
        "Duyệt trong đơn vị",
        "Cơ quan yêu cầu báo cáo chấp nhận",
    ]


def test_steps_are_set_on_a_page(scene: Scene, tree: Tree) -> None:
    client = browser(scene.coordinator)
    send(client, reverse("reporting:steps", args=[tree.parent.pk]), {"steps": "1"})
    page = visit(client, reverse("reporting:steps", args=[tree.own.pk]))

    assert page.all("//input[@name='steps'][@checked]")[0].get("value") == "1"


def test_unit_page_leads_to_the_settings_of_its_reports(scene: Scene, tree: Tree) -> None:
    administrator = make_user("quan-tri", "administrator", unit=tree.parent)
    checker = make_user("kiem-tra", "checker", unit=tree.own)

    for user, words in [
        (administrator, {"Bước duyệt báo cáo", "Phần mềm kết nối"}),
        (scene.coordinator, {"Bước duyệt báo cáo"}),
        (checker, set()),
    ]:
        page = visit(browser(user), f"/don-vi/{tree.own.pk}/")
        links = page.all("//main//a[contains(@class,'button--secondary')]")
        shown = {" ".join(a.itertext()): a.get("href") for a in links}
        assert words == {w for w in shown if w in {"Bước duyệt báo cáo", "Phần mềm kết nối"}}
        for word in words:
            visit(browser(user), shown[word])
