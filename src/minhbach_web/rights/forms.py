"""Forms about data: how long, what is asked, what becomes of it. No field for free words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.retention import Limits
from minhbach_web.rights.models import About, Outcome, RefusalReason, RequestKind


class PeriodForm(forms.Form):
    """For how many days a kind of data is kept."""

    days = forms.IntegerField(
        label=_("Days"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a number of days."),
            "invalid": _("Enter a number of days in digits, for example 365."),
        },
    )

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        bounds = {"least": limits.least, "most": limits.most, "usual": limits.days}
        hint = gettext("From %(least)s to %(most)s; %(usual)s unless somebody sets it.")
        self.fields["days"].help_text = hint % bounds

    def clean_days(self) -> int:
        days = int(self.cleaned_data["days"])
        if not self.limits.least <= days <= self.limits.most:
            words = gettext("Enter a number from %(least)s to %(most)s.")
            raise forms.ValidationError(
                words % {"least": self.limits.least, "most": self.limits.most}
            )
        return days


class AskForm(forms.Form):
    """What a person asks about data of theirs."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=RequestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you ask for.")},
    )
    about = forms.ChoiceField(
        label=_("About which data?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which data it is about.")},
    )


class AnswerForm(forms.Form):
    """What becomes of a request; a refusal says why."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the request?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the request.")},
    )
    reason = forms.ChoiceField(
        label=_("Why is it refused?"),
        choices=RefusalReason.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Only for a refusal. The person reads this sentence."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == Outcome.REFUSED and not data.get("reason"):
            self.add_error("reason", _("Choose why the request is refused."))
        return data


class CorrectForm(forms.Form):
    """A person's name and address as they should be."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        error_messages={"required": _("Enter the person's full name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("Enter an e-mail address such as ten@coquan.gov.vn.")},
    )
