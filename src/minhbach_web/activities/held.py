"""What this app stores about a person: what they entered in the log, and speakers' names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.record(
            "activities.log",
            _("Entries in the activity log"),
            _("What the unit did, as the person entered it, and when."),
            holding.Rows("activities.Activity", "by", "unit__name at"),
            holding.Rows("activities.Entry", "by", "day what place reason at"),
        ),
        holding.record(
            "activities.kinds",
            _("Kinds of activities set"),
            _("Which, and when."),
            holding.Rows("activities.OwnKind", "by", "name at"),
        ),
        holding.Kept(
            code="activities.speakers",
            label=_("The name as a speaker in the log"),
            what=_("That the person spoke at an activity, where and when."),
            basis=holding.DUTY,
            fate=holding.KEPT,
            why=_(
                "The log cannot be changed: it is what the reports rest on. "
                "It says who spoke at a public activity and nothing else."
            ),
            rows=(
                holding.Rows(
                    "activities.Entry",
                    "speaker",
                    "day what place",
                    value=lambda user: user.full_name,
                    where={"speaker__gt": ""},
                ),
            ),
        ),
    )
