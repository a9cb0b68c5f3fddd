"""What was sent, decided and fixed can't be changed by anyone: the database itself refuses."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from tests.factories import Tree, make_user
from tests.web.activities.scene import make_running
from tests.web.briefing.scene import released_with_figure
from tests.web.reporting.scene import make_scene, number, send_form

from minhbach_web import engine
from minhbach_web.activities.services.evidence import Kept
from minhbach_web.activities.services.logging import Done, log_activity
from minhbach_web.core import clock, consents, db
from minhbach_web.programme.models import ProgrammeVersion
from minhbach_web.programme.services.extending import ask_extension, decide_extension
from minhbach_web.reporting.models import ReportDecision, UpwardReport
from minhbach_web.reporting.services.answers import TextAnswer, save_texts
from minhbach_web.reporting.services.approvals import set_steps
from minhbach_web.reporting.services.decisions import accept, pass_step
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.envelopes import keep_sent, take_status
from minhbach_web.reporting.services.periods import close_period, reopen_period
from minhbach_web.reporting.services.publishing import decide_report
from minhbach_web.reporting.services.remarks import add_remark
from minhbach_web.reporting.services.reports import fix_report
from minhbach_web.rights.models import Removal
from minhbach_web.rights.services.clearing import log
from minhbach_web.rights.services.consenting import set_consent

pytestmark = pytest.mark.django_db
APPEND_ONLY = {
    "activities_activity",
    "activities_amount",
    "activities_entry",
    "activities_evidence",
    "briefing_figureuse",
    "briefing_figureversion",
    "briefing_kitversion",
    "core_auditevent",
    "programme_extension",
    "programme_extensiondecision",
    "programme_programmeversion",
    "reporting_approvalstep",
    "reporting_decision",
    "reporting_edxmlmessage",
    "reporting_edxmlstate",
    "reporting_narrativetext",
    "reporting_remark",
    "reporting_reopening",
    "reporting_remark_elements",
    "reporting_remark_submissions",
    "reporting_reportdecision",
    "reporting_reportrevision",
    "reporting_submission",
    "reporting_submissionrevision",
    "reporting_upwardreport",
    "reporting_value",
    "rights_consent",
    "rights_removal",
}
OWN = (
    "core", "units", "programme", "activities", "briefing", "reporting", "reminders", "operations",
    "accounts", "rights",
)  # fmt: skip
CHANGING = {
    "activities_ownkind",
    "accounts_attempt",
    "accounts_link",
    "accounts_opensession",
    "accounts_providedrole",
    "accounts_startcode",
    "briefing_answer",
    "briefing_question",
    "briefing_talk",
    "briefing_talk_themes",
    "briefing_talk_units",
    "operations_backup",
    "operations_integritycheck",
    "operations_restoreproof",
    "briefing_figure",
    "briefing_kit",
    "briefing_kitsection",
    "briefing_territory",
    "core_job",
    "core_workerbeat",
    "rights_datarequest",
    "rights_period",
    "reminders_chase",
    "reminders_choice",
    "reminders_feed",
    "reminders_feedevent",
    "reminders_message",
    "reminders_notice",
    "reminders_rule",
    "reminders_ruleset",
    "reminders_sendinghours",
    "programme_assignment",
    "programme_assignmentrule",
    "programme_holder",
    "programme_citeddocument",
    "programme_citedplace",
    "programme_disagreement",
    "programme_holding",
    "programme_itemunit",
    "programme_message",
    "programme_pairing",
    "programme_plan",
    "programme_planitem",
    "programme_programme",
    "programme_reportingduty",
    "programme_sourcedocument",
    "programme_task",
    "programme_theme",
    "reporting_apitoken",
    "reporting_approvalsetting",
    "reporting_chosentext",
    "reporting_dataelement",
    "reporting_dataset",
    "reporting_dayoff",
    "reporting_draft",
    "reporting_draftentry",
    "reporting_draftnarrative",
    "reporting_formdraft",
    "reporting_grouptotal",
    "reporting_idempotencykey",
    "reporting_narrativesection",
    "reporting_obligation",
    "reporting_period",
    "reporting_place",
    "reporting_restatement",
    "reporting_total",
    "units_membership",
    "units_reorganisation",
    "units_reorganisationline",
    "units_succession",
    "units_unitheir",
    "units_unitname",
    "units_unittoday",
    "units_organisationunit",
    "units_orgedge",
    "units_unitancestor",
    "units_user",
}


@pytest.fixture
def _history(tree: Tree) -> None:
    """At least one row in every append-only table, made by the services."""
    scene = make_scene(tree.parent, tree.own)
    obligation, by = scene.obligation(tree.own), make_user("viet", "reporter", unit=tree.own)
    draft = start_form_draft(obligation=obligation, by=by)
    save_texts(draft=draft, answers=[TextAnswer("danh_gia", 1, "Đạt.")], by=by)
    set_steps(unit=tree.own, steps=1, by=scene.coordinator)
    sent = send_form(obligation, by, number("hoi_nghi", "12"))
    head = make_user("duyet", "approver", unit=tree.own)
    pass_step(revision=sent, seen=sent.sha256, level=1, by=head)
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    add_remark(
        submissions=[sent.submission],
        elements=[sent.values.all()[0].element],
        text="Hai nơi cùng tổ chức.",
        by=scene.coordinator,
    )
    report = fix_report(period=scene.period, by=scene.coordinator)
    decide_report(
        report=report,
        kind=ReportDecision.Kind.PUBLISH,
        seen=report.docx_sha256,
        by=scene.coordinator,
    )
    envelope = engine.edxml_envelope(
        ("H99.02", "Nơi gửi"),
        [("H99.03", "Nơi nhận")],
        [("a.docx", "", b"a")],
        **dict.fromkeys(("number", "notation", "place", "subject", "type_name"), "1"),
        date=clock.today(),
    )
    kept = keep_sent(report=report, envelope=envelope, content=b"", by=scene.coordinator)
    back = engine.edxml_status(
        sender=("H99.03", "Nơi nhận"),
        about=("H99.02", kept.code, kept.date),
        given_id="",
        code="01",
        at=clock.now(),
        description="",
    )
    take_status(period=scene.period, data=back, name="a.edxml", by=scene.coordinator)
    UpwardReport.objects.create(token=uuid.uuid4(), report=report)
    close_period(period=scene.period, by=scene.coordinator)
    reopen_period(period=scene.period, reason="Một đơn vị gửi lại", by=scene.coordinator)
    keep_log(tree)
    speaks = consents.purposes()[0]
    set_consent(purpose=speaks, given=True, by=by)
    log({"core.jobs": 1}, Removal.Why.PERIOD)
    released_with_figure(tree.own, scene.coordinator)


def keep_log(tree: Tree) -> None:
    """A task for which something was logged, and more time asked for and answered."""
    running = make_running(tree.parent)
    (row,) = running.give(running.task(due=clock.today()), tree.own)
    by = make_user("ghi", "reporter", unit=tree.own)
    done = Done(day=clock.today(), kind="khac", what="Việc", amounts={"tai_lieu": 1})
    kept = [Kept("a.txt", "text/plain", b"a")]
    log_activity(key=uuid.uuid4(), unit=tree.own, done=done, by=by, evidence=kept)
    later = clock.today() + datetime.timedelta(days=9)
    asked = ask_extension(assignment=row, new_due=later, reason="Chờ", by=by)
    decide_extension(extension=asked, granted=True, due=None, reason="", by=running.by)
    ProgrammeVersion.objects.create(
        programme=row.task.programme,
        number=1,
        plan=row.task.programme.plan,
        content={},
        sha256="0" * 64,
        adopted_by=running.by,
        adopted_at=clock.now(),
        replaced_by=row.task.programme.plan,
        replaced_at=clock.now(),
    )


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [c.name for c in connection.introspection.get_table_description(cursor, table)]


def test_exactly_the_append_only_tables_are_guarded() -> None:
    assert db.guarded_tables() == APPEND_ONLY


@pytest.mark.usefixtures("_history")
def test_every_column_of_a_guarded_table_refuses_change() -> None:
    passed = []
    for table in sorted(db.guarded_tables()):
        for column in columns(table):
            with pytest.raises(DatabaseError, match=f"append-only table {table}"):
                run(f'UPDATE "{table}" SET "{column}" = "{column}"')  # noqa: S608 -- own names
            passed.append(table)

    assert set(passed) == APPEND_ONLY


@pytest.mark.usefixtures("_history")
def test_every_guarded_table_refuses_deletion_and_keeps_its_rows() -> None:
    passed = {}
    for table in sorted(db.guarded_tables()):
        with pytest.raises(DatabaseError, match=f"append-only table {table}"):
            run(f'DELETE FROM "{table}"')  # noqa: S608 -- own names
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 -- own names
            passed[table] = cursor.fetchone()[0] > 0

    assert passed == dict.fromkeys(APPEND_ONLY, True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.usefixtures("_history")
def test_every_guarded_table_refuses_to_be_emptied() -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else the rows that this test wrote refuse first
    for table in sorted(db.guarded_tables()):
        with pytest.raises(DatabaseError, match="append-only table"):
            run(f'TRUNCATE "{table}" CASCADE')


def test_every_table_is_known_to_be_guarded_or_not() -> None:
    """A new table of what was sent or decided must not be forgotten."""
    tables = {
        model._meta.db_table
        for label in OWN
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
    assert tables - APPEND_ONLY == CHANGING
