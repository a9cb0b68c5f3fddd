"""What this app stores about a person: where they are signed in, links that let them in."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.accounts.models import Attempt, Link, OpenSession
from minhbach_web.core import holding, retention, trail

R = holding.Rows


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("link", _("Link"))
    holding.register(
        holding.Kept(
            code="accounts.sessions",
            label=_("Open sessions of the account"),
            what=_("Time of signing in and, to the hour, of the last page. Not from where."),
            basis=holding.SECURITY,
            fate=holding.DELETED,
            term="accounts.sessions",
            rows=(R("accounts.OpenSession", "user", "signed_in seen expire_date"),),
        ),
        holding.Kept(
            code="accounts.links",
            label=_("Links for a first or a new password"),
            what=_(
                "When a link was made for the account, until when it was good, when it was used."
            ),
            basis=holding.SECURITY,
            fate=holding.DELETED,
            term="accounts.links",
            rows=(R("accounts.Link", "user", "kind made_at expires_at used_at withdrawn_at"),),
        ),
        holding.Kept(
            code="accounts.links_made",
            label=_("Links made for others"),
            what=_("When a link for somebody else’s password was made."),
            basis=holding.SECURITY,
            fate=holding.DETACHED,
            why=_("They go by themselves with the links."),
            term="accounts.links",
            rows=(R("accounts.Link", "made_by", "kind made_at"),),
        ),
        holding.Kept(
            code="accounts.provided",
            label=_("Sign-in by the office’s own provider"),
            what=_("The number there, days of signing in by it, groups that gave roles."),
            basis=holding.SECURITY,
            fate=holding.DELETED,
            rows=(
                R("socialaccount.SocialAccount", "user", "provider uid date_joined last_login"),
                R("accounts.ProvidedRole", "membership__user", "group"),
            ),
        ),
    )
    retention.register(
        _term("accounts.sessions", _("Sessions of who signed in"), _("the hour it ends"), ended),
        _term("accounts.links", _("Links for a first or a new password"), _("its end"), old_links),
        _term("accounts.attempts", _("Failed sign-ins"), _("the end of the pause"), old_attempts),
    )


def _term(
    code: str, label: holding.Words, since: holding.Words, older: retention.Older
) -> retention.Term:
    due, clear = retention.of_rows(older)
    return retention.Term(code, label, since, retention.GONE, due, clear)


def ended(before: datetime.datetime) -> QuerySet[OpenSession]:
    """Sessions that are over."""
    return OpenSession.objects.filter(expire_date__lt=before)


def old_links(before: datetime.datetime) -> QuerySet[Link]:
    """Links that nobody can use any more."""
    over = Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(withdrawn_at__lt=before)
    return Link.objects.filter(over)


def old_attempts(before: datetime.datetime) -> QuerySet[Attempt]:
    """Counts of failures whose pause is over; they name nobody."""
    return Attempt.objects.filter(until__lt=before)
