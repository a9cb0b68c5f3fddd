"""What this app itself stores about a person: requests, consents, periods they set."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding

R = holding.Rows


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="rights.requests",
            label=_("Requests about the person’s data"),
            what=_("What was asked for, when, what was answered."),
            basis=_("Proof that the law was kept (Law 91/2025/QH15, articles 4 and 9)"),
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(
                R(
                    "rights.DataRequest",
                    "person",
                    "kind about asked_on answer_by done_by outcome reason answered_on done_on",
                ),
                R("rights.DataRequest", "taken_by", "kind asked_on"),
                R("rights.DataRequest", "answered_by", "kind outcome answered_on"),
            ),
        ),
        holding.Kept(
            code="rights.consents",
            label=_("Consents"),
            what=_("To what, in which version of the words, when; and when it was taken back."),
            basis=_("Proof that the law was kept (Law 91/2025/QH15, articles 4 and 9)"),
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(R("rights.Consent", "person", "purpose version given at"),),
        ),
        holding.record(
            "rights.periods",
            _("Periods of keeping set"),
            _("For which kind of data, how many days, when."),
            R("rights.Period", "by", "code days at"),
        ),
    )
