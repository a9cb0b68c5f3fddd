"""What this app stores about a person: what they sent, decided and set up."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding, retention
from minhbach_web.reporting.models import Draft, FormDraft, IdempotencyKey

R = holding.Rows


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.record(
            "reporting.sent",
            _("Reports sent"),
            _("Which report, which numbers were confirmed, when it was sent."),
            R("reporting.SubmissionRevision", "by", "n channel reported_on at sha256"),
            R("reporting.Value", "confirmed_by", "revision element__name"),
            R("reporting.Restatement", "asked_by", "reason asked_at"),
            R("reporting.Remark", "by", "text at"),
        ),
        holding.record(
            "reporting.decided",
            _("Reports checked, approved or returned"),
            _("Which report, what was decided, the reason given, when."),
            R("reporting.Decision", "by", "kind level reason at"),
            R("reporting.ReportDecision", "by", "kind reason at"),
            R("reporting.ReportRevision", "by", "n at"),
            R("reporting.ChosenText", "by", "at"),
            R("reporting.EdxmlMessage", "by", "code date at"),
            R("reporting.EdxmlState", "by", "code reason at"),
            R("reporting.Restatement", "decided_by", "answer decided_at"),
        ),
        holding.record(
            "reporting.set_up",
            _("Periods, steps and days off set"),
            _("Which, and when."),
            R("reporting.Period", "opened_by", "code opened_at"),
            R("reporting.Reopening", "by", "reason at"),
            R("reporting.ApprovalSetting", "by", "steps at"),
            R("reporting.DayOff", "by", "day name at"),
            R("reporting.ApiToken", "user", "name role created_at revoked_at last_used"),
        ),
        holding.Kept(
            code="reporting.drafts",
            label=_("Drafts of reports and forms"),
            what=_("A report or form in the making, and who wrote in it last."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=_("It belongs to the unit, which goes on with it; it goes after its period."),
            term="reporting.drafts",
            rows=(
                R("reporting.Draft", "updated_by", "channel updated_at"),
                R("reporting.DraftEntry", "decided_by", "element__name decided_at"),
                R("reporting.FormDraft", "updated_by", "updated_at"),
            ),
        ),
        holding.Kept(
            code="reporting.api_answers",
            label=_("Answers kept for programs"),
            what=_(
                "What a program that acts for the account asked with a key of its own,"
                " for some days."
            ),
            basis=holding.DUTY,
            fate=holding.DELETED,
            term="reporting.api_answers",
            rows=(R("reporting.IdempotencyKey", "user", "key status at"),),
        ),
    )
    due, clear = retention.of_rows(old_drafts)
    forms_due, forms_clear = retention.of_rows(old_forms)
    retention.register(
        retention.Term(
            "reporting.drafts",
            _("Drafts of reports and forms that were never sent"),
            _("the last change"),
            retention.GONE,
            due=lambda before: due(before) + forms_due(before),
            clear=lambda before: clear(before) + forms_clear(before),
        ),
        retention.Term(
            "reporting.api_answers",
            _("Answers kept for programs"),
            _("the request"),
            retention.GONE,
            *retention.of_rows(old_answers),
        ),
    )


def old_drafts(before: datetime.datetime) -> QuerySet[Draft]:
    """Drafts that nobody touched since; what was sent is no draft."""
    return Draft.objects.filter(updated_at__lt=before)


def old_forms(before: datetime.datetime) -> QuerySet[FormDraft]:
    """Forms in the making that nobody touched since."""
    return FormDraft.objects.filter(updated_at__lt=before)


def old_answers(before: datetime.datetime) -> QuerySet[IdempotencyKey]:
    """Kept answers from before."""
    return IdempotencyKey.objects.filter(at__lt=before)
