"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, trail
from minhbach_web.reporting.queries.access import visible_periods


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("period", _("Reporting period"), visible_periods, "reporting:period")
    trail.name("report", _("Consolidated report"))
    trail.name("revision", _("Report that was sent"))
    trail.name("draft", _("Draft of a report"))
    trail.name("narrative", _("Narrative part"))
    trail.name("form_draft", _("Form in the making"))
    trail.name("data_set", _("Form"))
    trail.name("restatement", _("Restatement"))
    trail.name("remark", _("Remark"))
    trail.name("token", _("Token of a program"))
    trail.name("edxml", _("edXML message"))
    trail.name("day", _("Day"))
    trail.name("year", _("Year"))
    acts.name(ACTS)


ACTS: dict[str, str | Promise] = {
    "reporting.open_period": _("Reporting period opened"),
    "reporting.close_period": _("Reporting period closed"),
    "reporting.reopen_period": _("Reporting period opened again"),
    "reporting.replace_period": _("Reporting period replaced"),
    "reporting.set_day_off": _("Day off set"),
    "reporting.forget_day_off": _("Day off taken away"),
    "reporting.lay_out_holidays": _("Public holidays laid out"),
    "reporting.set_steps": _("Approval steps set"),
    "reporting.store_form": _("Form kept"),
    "reporting.begin_form": _("Form begun"),
    "reporting.change_form": _("Form in the making changed"),
    "reporting.discard_form": _("Form in the making thrown away"),
    "reporting.start_draft": _("Report begun"),
    "reporting.answer": _("Numbers of a report entered"),
    "reporting.answer_text": _("Text of a report entered"),
    "reporting.fill_from_report": _("Report filled from reports below"),
    "reporting.discard_draft": _("Draft of a report thrown away"),
    "reporting.submit": _("Report handed in"),
    "reporting.check": _("Report checked"),
    "reporting.approve": _("Report approved in the unit"),
    "reporting.agree": _("Report agreed to"),
    "reporting.accept": _("Report accepted"),
    "reporting.return": _("Report returned"),
    "reporting.remark": _("Remark on reports"),
    "reporting.ask_restatement": _("Restatement asked for"),
    "reporting.allow_restatement": _("Restatement allowed"),
    "reporting.refuse_restatement": _("Restatement refused"),
    "reporting.restate": _("Report restated"),
    "reporting.choose_text": _("Text of the consolidated report chosen"),
    "reporting.fix_report": _("Consolidated report fixed"),
    "reporting.approve_report": _("Consolidated report approved"),
    "reporting.return_report": _("Consolidated report returned"),
    "reporting.publish_report": _("Consolidated report published"),
    "reporting.sign_report": _("Consolidated report signed"),
    "reporting.rebuild_totals": _("Totals computed anew"),
    "reporting.regroup": _("Totals grouped anew"),
    "reporting.make_token": _("Token of a program made"),
    "reporting.revoke_token": _("Token of a program taken back"),
    "reporting.make_envelope": _("edXML message made"),
    "reporting.take_envelope": _("edXML message taken in"),
    "reporting.say_envelope_state": _("State of an edXML message said"),
    "reporting.take_envelope_state": _("State of an edXML message taken in"),
}
