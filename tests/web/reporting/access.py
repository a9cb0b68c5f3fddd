"""Who may reach the pages of reporting: a period opened by the unit, a report that it owes."""

from __future__ import annotations

from typing import Any

from tests.factories import make_user
from tests.web.access import PLACES, Access, only
from tests.web.reporting.scene import DUE, FORM, make_scene, number, send_form

from minhbach_web.core import clock
from minhbach_web.reporting.models import DataSet, EdxmlMessage, EdxmlState, Obligation
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.form_drafts import begin_version
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import close_period
from minhbach_web.reporting.services.reports import fix_report
from minhbach_web.reporting.services.restatements import ask
from minhbach_web.reporting.services.tokens import make_token
from minhbach_web.units.models import OrganisationUnit

READERS = only("reporter", "checker", "approver", "coordinator", "auditor")
WRITERS = only("reporter")
OVERSEERS = only("coordinator", "approver", "auditor")
DECIDERS = only("coordinator")


def owed(unit: OrganisationUnit) -> Obligation:
    """A report that ``unit`` owes to itself, so that only its own place in the tree counts."""
    return make_scene(unit, unit).obligation(unit)


def obligation(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": owed(unit).pk}


def with_draft(unit: OrganisationUnit) -> dict[str, Any]:
    owes = owed(unit)
    start_form_draft(
        obligation=owes, by=make_user(f"viet-{unit.code.lower()}", "reporter", unit=unit)
    )
    return {"pk": owes.pk}


def figure(unit: OrganisationUnit) -> dict[str, Any]:
    return {**with_draft(unit), "code": "hoi_nghi"}


def revision(unit: OrganisationUnit) -> dict[str, Any]:
    owes = owed(unit)
    send_form(
        owes, make_user(f"gui-{unit.code.lower()}", "reporter", unit=unit), number("hoi_nghi", "1")
    )
    return {"pk": owes.pk, "n": 1}


def period(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": owed(unit).period_id}


def number_of(unit: OrganisationUnit) -> dict[str, Any]:
    scene = make_scene(unit, unit)
    sent = send_form(scene.obligation(unit), scene.coordinator, number("hoi_nghi", "1"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    return {"pk": scene.period.pk, "number": "hoi_nghi"}


def download(unit: OrganisationUnit) -> dict[str, Any]:
    return {**period(unit), "kind": "json"}


def fixed(unit: OrganisationUnit) -> dict[str, Any]:
    scene = make_scene(unit, unit)
    report = fix_report(period=scene.period, by=scene.coordinator)
    return {"pk": scene.period.pk, "n": report.n, "kind": "json"}


def opening(unit: OrganisationUnit) -> dict[str, Any]:
    return {"form": owed(unit).data_set_id, "unit": unit.pk}


def asked(unit: OrganisationUnit) -> dict[str, Any]:
    owes = owed(unit)
    close_period(period=owes.period, by=make_user(f"dong-{unit.code.lower()}"))
    by = make_user(f"xin-{unit.code.lower()}", "reporter", unit=unit)
    owes.period.refresh_from_db()
    return {"pk": owes.pk, "restatement": ask(obligation=owes, reason="Sai số.", by=by).pk}


def issue(unit: OrganisationUnit) -> dict[str, Any]:
    found = fixed(unit)
    return {"pk": found["pk"], "n": found["n"]}


def element(unit: OrganisationUnit) -> dict[str, Any]:
    return {**period(unit), "code": "hoi_nghi"}


def going_up(unit: OrganisationUnit) -> dict[str, Any]:
    """A report of an office that owes nothing above: there is nowhere to send it to."""
    return issue(unit)


def came_in(unit: OrganisationUnit) -> dict[str, Any]:
    owes = owed(unit)
    by, now = make_user(f"nhan-{unit.code.lower()}"), clock.now()
    message = EdxmlMessage.objects.create(
        obligation=owes, organ_id="H99.02", own_id="H99.03", code="1/BC", date=DUE, by=by, at=now
    )
    EdxmlState.objects.create(
        message=message, organ_id="H99.03", n=1, code="01", said_at=now, by=by, at=now
    )
    return {"pk": owes.pk, "message": message.pk}


def came_in_said(unit: OrganisationUnit) -> dict[str, Any]:
    return {**came_in(unit), "n": 1}


def token(unit: OrganisationUnit) -> dict[str, Any]:
    made, _text = make_token(
        unit=unit, role="reporter", name="Phần mềm thử", by=make_user(f"ai-{unit.pk}")
    )
    return {"pk": unit.pk, "token": made.pk}


def of_unit(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": unit.pk}


def form_version(unit: OrganisationUnit) -> dict[str, Any]:
    """A form that the office itself keeps."""
    data = FORM.replace("thu-nghiem", f"bieu-{unit.pk}").encode()
    by = make_user(f"giu-bieu-{unit.code.lower()}", "coordinator", unit=unit)
    return {"pk": store_form(data=data, by=by, owner=unit).pk}


def form_in_making(unit: OrganisationUnit) -> dict[str, Any]:
    base = DataSet.objects.get(pk=form_version(unit)["pk"])
    by = make_user(f"soan-bieu-{unit.code.lower()}", "coordinator", unit=unit)
    return {"pk": begin_version(base=base, owner=unit, by=by).pk}


def form_question(unit: OrganisationUnit) -> dict[str, Any]:
    return {**form_in_making(unit), "kind": "chi-tieu", "code": "hoi_nghi"}


def form_rule(unit: OrganisationUnit) -> dict[str, Any]:
    return {**form_in_making(unit), "at": 0}


# At "own" somebody reports, so that the office above has nothing to send there.
NO_REPORTER = {"coordinator": frozenset({"child"})}
WRITERS_OR_STAND_IN = {**WRITERS, **NO_REPORTER}
COORDINATORS = {"coordinator"}
EVERY_PLACE = {"coordinator": frozenset(PLACES)}
FORM_PAGES: list[Access] = [
    Access("reporting:excel", at=obligation, allowed=WRITERS_OR_STAND_IN, past=True),
    Access("reporting:unit_template", at=obligation, allowed=WRITERS_OR_STAND_IN, past=True),
    Access("reporting:period_excel", at=period, allowed=DECIDERS, past=True),
    Access("reporting:period_template", at=period, allowed=NO_REPORTER, past=True),
    Access("reporting:review", at=period, allowed=DECIDERS, past=True),
    Access("reporting:review_workbook", at=period, allowed={}, past=True),  # nothing was read yet
    Access("reporting:days_off", anywhere={"coordinator", "administrator"}),
    Access("reporting:change_days", method="post"),
    Access("reporting:form_list", anywhere=COORDINATORS),
    Access("reporting:new_form", anywhere=COORDINATORS),
    Access("reporting:form_page", at=form_version, allowed=EVERY_PLACE),
    Access("reporting:form_file", at=form_version, allowed=EVERY_PLACE),
    Access("reporting:edit_form", at=form_version, allowed=DECIDERS, method="post"),
    Access("reporting:form_draft", at=form_in_making, allowed=DECIDERS),
    Access("reporting:form_act", at=form_in_making, allowed=DECIDERS, method="post"),
    Access("reporting:form_settings", at=form_in_making, allowed=DECIDERS),
    Access("reporting:form_publish", at=form_in_making, allowed=DECIDERS),
    Access("reporting:form_discard", at=form_in_making, allowed=DECIDERS),
    Access("reporting:form_rule", at=form_rule, allowed=DECIDERS),
    Access("reporting:form_part", at=form_question, allowed=DECIDERS),
]

ACCESS: list[Access] = [
    *FORM_PAGES,
    Access("reporting:periods", everyone=True),
    Access("reporting:choose_form", anywhere={"coordinator"}),
    Access("reporting:add_form", anywhere={"coordinator"}),
    Access("reporting:open", at=opening, allowed={"coordinator": frozenset({"own"})}),
    Access("reporting:period", at=period, allowed=OVERSEERS, past=True),
    Access(
        "reporting:period_state",
        at=period,
        allowed=DECIDERS,
        method="post",
        data={"state": "closed"},
        past=True,
    ),
    Access("reporting:by_group", at=period, allowed=OVERSEERS, past=True),
    Access("reporting:remark", at=period, allowed=DECIDERS, past=True),
    Access("reporting:report", at=obligation, allowed=READERS, past=True),
    Access("reporting:enter", at=obligation, allowed=WRITERS_OR_STAND_IN, past=True),
    Access(
        "reporting:autosave",
        at=figure,
        allowed=WRITERS,
        method="post",
        data={"hoi_nghi-seen": "1", "hoi_nghi-number": "3"},
        past=True,
    ),
    Access("reporting:upload", at=obligation, allowed=WRITERS_OR_STAND_IN, past=True),
    Access("reporting:discard", at=with_draft, allowed=WRITERS, past=True),
    Access("reporting:confirm", at=with_draft, allowed=WRITERS, past=True),
    Access("reporting:confirm_one", at=figure, allowed=WRITERS, past=True),
    Access("reporting:texts", at=with_draft, allowed=WRITERS, past=True),
    Access("reporting:check", at=with_draft, allowed=WRITERS, past=True),
    Access("reporting:revision", at=revision, allowed=READERS, past=True),
    Access("reporting:receipt", at=revision, allowed=READERS, past=True),
    Access("reporting:decide", at=revision, allowed=DECIDERS, method="post"),
    Access("reporting:consolidated", at=period, allowed=OVERSEERS, past=True),
    Access("reporting:today", at=period, allowed=OVERSEERS, past=True),
    Access("reporting:number", at=number_of, allowed=OVERSEERS, past=True),
    Access("reporting:download", at=download, allowed=OVERSEERS, past=True),
    Access("reporting:fix", at=period, allowed=DECIDERS, method="post", past=True),
    Access("reporting:fixed", at=fixed, allowed=OVERSEERS, past=True),
    Access("reporting:matrix", at=period, allowed=OVERSEERS, past=True),
    Access("reporting:trend", at=element, allowed=OVERSEERS, past=True),
    Access("reporting:narratives", at=period, allowed=DECIDERS, past=True),
    Access("reporting:send_up", at=going_up, allowed={}, method="post"),
    Access("reporting:issue", at=issue, allowed=OVERSEERS, past=True),
    Access("reporting:decide_issue", at=issue, allowed=DECIDERS, method="post"),
    Access("reporting:sign_issue", at=issue, allowed={}, method="post"),  # off: no key is set
    Access(
        "reporting:restate",
        at=obligation,
        allowed=only("reporter", "checker", "approver", "coordinator"),
        past=True,
    ),
    Access("reporting:answer_restatement", at=asked, allowed=DECIDERS, method="post"),
    Access("reporting:restatements", at=period, allowed=OVERSEERS, past=True),
    Access("reporting:envelope", at=issue, allowed=DECIDERS, past=True),
    Access("reporting:envelope_status", at=issue, allowed=DECIDERS, method="post", past=True),
    Access("reporting:take_envelope", at=obligation, allowed=WRITERS_OR_STAND_IN, past=True),
    Access(
        "reporting:say_envelope", at=came_in, allowed=WRITERS_OR_STAND_IN, method="post", past=True
    ),
    Access("reporting:envelope_state", at=came_in_said, allowed=READERS, past=True),
    Access("reporting:tokens", at=of_unit, allowed=only("administrator")),
    Access("reporting:revoke_token", at=token, allowed=only("administrator"), method="post"),
    Access("reporting:steps", at=of_unit, allowed=only("coordinator", "administrator")),
]
