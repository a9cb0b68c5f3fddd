"""What this app stores about a person: which documents, plans and tasks they dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minhbach_web.core import holding
from minhbach_web.programme.models import Holder

if TYPE_CHECKING:
    from collections.abc import Collection

R = holding.Rows


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.record(
            "programme.documents",
            _("Documents sent in"),
            _("The name of the file, when, for which unit."),
            R("programme.SourceDocument", "uploaded_by", "name uploaded_at"),
            R("programme.Holding", "by", "document__name unit__name at"),
        ),
        holding.record(
            "programme.plans",
            _("Plans proposed, confirmed or adopted"),
            _("Which plan, which items were decided about, and when."),
            R("programme.Plan", "proposed_by", "subject proposed_at"),
            R("programme.Plan", "adopted_by", "subject adopted_at"),
            R("programme.PlanItem", "decided_by", "text status decided_at"),
            R("programme.Pairing", "decided_by", "decided_at"),
            R("programme.Programme", "adopted_by", "name adopted_at"),
            R("programme.ProgrammeVersion", "adopted_by", "number adopted_at"),
            R("programme.CitedDocument", "status_by", "notation title status_at"),
        ),
        holding.record(
            "programme.tasks",
            _("Tasks given, taken back or seen to"),
            _("Which task, to which unit, from when until when; requests for more time."),
            R("programme.Task", "confirmed_by", "text"),
            R("programme.Message", "confirmed_by", "text"),
            R("programme.Theme", "confirmed_by", "text"),
            R("programme.ReportingDuty", "confirmed_by", "text"),
            R("programme.AssignmentRule", "given_by", "task__text unit__name given_at"),
            R("programme.AssignmentRule", "ended_by", "task__text unit__name ended_at"),
            R("programme.Assignment", "given_by", "task__text unit__name given_at"),
            R("programme.Assignment", "ended_by", "task__text unit__name ended_at"),
            R("programme.Holder", "user", "assignment__task__text since ended_at"),
            R("programme.Holder", "by", "assignment__task__text since"),
            R("programme.Holder", "ended_by", "assignment__task__text ended_at"),
            R("programme.Extension", "asked_by", "new_due reason asked_at"),
            R("programme.ExtensionDecision", "by", "granted due reason at"),
        ),
    )
    holding.hold_back(tasks_in_hand)


def tasks_in_hand(accounts: Collection[int]) -> dict[int, str]:
    """Tasks that people see to and that somebody else must take over."""
    rows = Holder.objects.filter(user__in=accounts, assignment__ended_at=None).order_by()
    found = rows.values_list("user").annotate(n=Count("pk"))
    return {
        user: ngettext(
            "%(n)s task is in their hands. Give it to somebody else first.",
            "%(n)s tasks are in their hands. Give them to somebody else first.",
            n,
        )
        % {"n": n}
        for user, n in found
    }
