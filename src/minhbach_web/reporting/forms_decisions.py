"""What people type when they decide: reasons, steps, edited words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from minhbach_web.reporting.models import ApprovalSetting


class ReasonForm(forms.Form):
    """Why a report of a closed period is changed."""

    reason = forms.CharField(
        label=gettext_lazy("What is changed and why"),
        help_text=gettext_lazy("It stands beside the new number in the next report."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say which number was wrong and why it is changed.")
        },
    )


class ReopenForm(forms.Form):
    """Why a closed period takes reports again."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the period opened again?"),
        help_text=gettext_lazy("It stands on the page of the period, with your name and the day."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the period is opened again.")},
    )


class StepsForm(forms.Form):
    """How many steps a report takes inside a unit."""

    steps = forms.TypedChoiceField(
        label=gettext_lazy("Steps inside the unit before a report leaves it"),
        choices=ApprovalSetting.Steps.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )


class ChosenTextForm(forms.Form):
    """One unit's narrative part in the consolidated report."""

    taken = forms.BooleanField(label=gettext_lazy("Take it into the report"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Words in the report"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class TokenForm(forms.Form):
    """A token for another program."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        help_text=gettext_lazy("What it does bears this name in the log."),
        max_length=80,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What it may do"),
        choices=(
            ("reporter", gettext_lazy("Send the reports of this unit")),
            ("auditor", gettext_lazy("Read the reports and totals of this unit and those below")),
        ),
        widget=forms.RadioSelect,
    )
