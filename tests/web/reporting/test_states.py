"""What the database tells of states is what the rules tell, report by report."""

from __future__ import annotations

import datetime

import pytest
from tests.factories import Tree, make_unit, make_user
from tests.web.reporting.scene import make_scene, number, send_form

from minhbach_web.reporting.models import Obligation
from minhbach_web.reporting.queries.standing import ORDER, standings
from minhbach_web.reporting.queries.states import keys_by_state, with_state
from minhbach_web.reporting.services.approvals import set_steps
from minhbach_web.reporting.services.decisions import accept, pass_step, send_back
from minhbach_web.reporting.services.drafts import start_form_draft

pytestmark = pytest.mark.django_db


def test_states_told_by_the_database_are_those_of_the_rules(tree: Tree) -> None:
    units = [make_unit(f"U{n}", f"Chi bộ {n}", tree.parent, type="chi bộ") for n in range(8)]
    scene = make_scene(tree.parent, *units)
    owed = [Obligation.objects.get(unit=unit, period=scene.period) for unit in units]
    people = [make_user(f"nguoi-{n}", "reporter", unit=unit) for n, unit in enumerate(units)]
    set_steps(unit=units[0], steps=1, by=scene.coordinator)
    checker = make_user("duyet-0", "approver", unit=units[0])
    sent = [send_form(owed[n], people[n], number("hoi_nghi", "12")) for n in range(6)]
    sent.append(sent[3])
    for revision in sent[2:4]:
        send_back(revision=revision, seen=revision.sha256, reason="Thiếu số", by=scene.coordinator)
    sent[3] = send_form(owed[3], people[3], number("hoi_nghi", "13"))
    accept(revision=sent[4], seen=sent[4].sha256, by=scene.coordinator)
    start_form_draft(obligation=owed[6], by=people[6])
    before = scene.period.due - datetime.timedelta(days=1)

    for day in (before, scene.period.due, scene.period.due + datetime.timedelta(days=1)):
        told = with_state(Obligation.objects.order_by("pk"), day)
        ruled = standings(Obligation.objects.order_by("pk"), day)
        assert [row.state for row in told] == [row.state for row in ruled]
    early = {row.state for row in with_state(Obligation.objects.all(), before)}
    assert early == set(ORDER) - {"overdue"}

    pass_step(revision=sent[0], seen=sent[0].sha256, level=1, by=checker)
    groups = keys_by_state(Obligation.objects.order_by("pk"))
    assert [state for state in ORDER if state in groups] == list(groups)
    assert owed[0].pk in groups["submitted"]
