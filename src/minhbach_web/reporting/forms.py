"""What people type: checked here, acted on by services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web import engine
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.amounts import parse_amount
from minhbach_web.reporting.form_changes import WORDS
from minhbach_web.reporting.models import DayOff, Qualifier, State
from minhbach_web.reporting.problems import CantRead
from minhbach_web.reporting.services.answers import Answer

# What can stand instead of a number: choice → (state, kind of blank).
KINDS: dict[str, tuple[str, str]] = {
    "zero": (State.ZERO, ""),
    "not_given": (State.BLANK, "not_given"),
    "not_known": (State.BLANK, "not_known"),
    "later": (State.BLANK, "later"),
    "not_applicable": (State.NOT_APPLICABLE, ""),
}
KIND_CHOICES = (
    ("", gettext_lazy("There is a number")),
    ("zero", gettext_lazy("Nothing was done: 0")),
    ("not_given", gettext_lazy("Not in the report")),
    ("not_known", gettext_lazy("Not counted this period")),
    ("later", gettext_lazy("Will be sent later")),
    ("not_applicable", gettext_lazy("Does not apply to this unit")),
)
QUALIFIER_CHOICES = (
    ("", gettext_lazy("exact number")),
    *((q.value, q.value) for q in Qualifier if q.value),
)


class AnswerForm(forms.Form):
    """One asked element: a number, or the reason why there is none."""

    number = forms.CharField(required=False, max_length=40)
    qualifier = forms.ChoiceField(choices=QUALIFIER_CHOICES, required=False)
    kind = forms.ChoiceField(choices=KIND_CHOICES, required=False)
    note = forms.CharField(required=False, max_length=1000)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_number(self) -> Decimal | None:
        text: str = self.cleaned_data["number"]
        if not text.strip():
            return None
        try:
            return parse_amount(text)
        except CantRead as problem:
            raise forms.ValidationError(problem.message) from problem

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("number") is not None and data.get("kind"):
            self.add_error(
                "number", _("Give a number or say that there is none, not both. Clear one of them.")
            )
        return data

    def answer(self, code: str) -> Answer | None:
        """The answer of a valid form; None where nothing was said."""
        data = self.cleaned_data
        note = data["note"].strip() if self.add_prefix("note") in self.data else None
        if data["kind"]:
            state, blank = KINDS[data["kind"]]
            return Answer(code, data["seen"], state, blank_kind=blank, note=note)
        if data["number"] is None:
            return None
        return Answer(
            code,
            data["seen"],
            State.REPORTED,
            number=data["number"],
            qualifier=data["qualifier"],
            note=note,
        )

    def emptied(self, code: str) -> Answer:
        """The answer of a valid form in which nothing is said any more."""
        return Answer(code, self.cleaned_data["seen"], State.UNCONFIRMED)


class UploadForm(forms.Form):
    """A unit's report as a file."""

    file = forms.FileField(
        label=gettext_lazy("Word file of the report"),
        help_text=gettext_lazy(
            "Word (.docx, .doc), .odt or PDF with text, at most 20 MB. You check every figure that "
            "it gives."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file of the report."),
            "empty": gettext_lazy("The file is empty. Choose the report again."),
        },
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    others = forms.MultipleChoiceField(
        label=gettext_lazy("The same file reports on these forms too"),
        help_text=gettext_lazy(
            "For each that you choose, the figures are read and confirmed apart."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["others"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the types
        field.choices = others
        if not others:
            del self.fields["others"]


class WorkbookForm(forms.Form):
    """A filled Excel form."""

    file = forms.FileField(
        label=gettext_lazy("Filled Excel form (.xlsx)"),
        error_messages={
            "required": gettext_lazy("Choose the Excel file."),
            "empty": gettext_lazy("The file is empty. Choose the report again."),
        },
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """Why a report goes back."""

    reason = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        help_text=gettext_lazy("The unit reads this sentence. Say which number or part, and why."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy(
                "Say why the report goes back, so that the unit knows what to change."
            )
        },
    )


class RemarkForm(forms.Form):
    """A remark on one or more reports about one or more questions."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Reports that it concerns"), widget=forms.CheckboxSelectMultiple
    )
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("Questions that it concerns"), widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy(
            "It stands beside the total in the consolidated report. The total is not changed."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        elements: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("units", units), ("elements", elements)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the types
            field.choices = choices


class FormFileForm(forms.Form):
    """A form (biểu) as TOML."""

    file = forms.FileField(
        label=gettext_lazy("Form file (.toml)"),
        help_text=gettext_lazy("It names the questions, their units of measure, narrative parts."),
    )


class OpenPeriodForm(forms.Form):
    """Which form, which period, who has to report, until when, and how the paper will look."""

    code = forms.ChoiceField(label=gettext_lazy("Period"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that have to report"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one unit.")},
    )
    due = forms.DateField(
        label=gettext_lazy("Due date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    late_until = forms.DateField(
        label=gettext_lazy("Late reports are taken until"),
        help_text=gettext_lazy("Leave empty when there is no such day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    lock_on = forms.DateField(
        label=gettext_lazy("Corrections are taken until"),
        help_text=gettext_lazy(
            "A unit that reported in time may still send a corrected report until then. Leave "
            "empty when there is no such day: closing the period ends it."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    upper_due = forms.DateField(
        label=gettext_lazy("Your own consolidated report is due"),
        help_text=gettext_lazy("When your office has to have sent it upward."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    upper_lock_on = forms.DateField(
        label=gettext_lazy("Your office accepts and returns reports until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    plan = forms.ChoiceField(label=gettext_lazy("Plan that asks for it"), required=False)
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout of the consolidated report"),
        choices=(
            ("party", gettext_lazy("Party documents")),
            ("state", gettext_lazy("State documents (Decree 30/2020/NĐ-CP)")),
        ),
        widget=forms.RadioSelect,
        initial="party",
    )
    issuer = forms.CharField(label=gettext_lazy("Issuing body"), max_length=300)
    parent_issuer = forms.CharField(
        label=gettext_lazy("Body above it, as it stands in the header"),
        max_length=300,
        required=False,
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    recipients = forms.CharField(
        label=gettext_lazy("Recipients, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        form: engine.Form,
        units: Sequence[tuple[str, str]],
        plans: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "code": period_choices(form, today),
            "units": units,
            "plan": [("", _("No plan")), *plans],
        }
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the types
            field.choices = values


def period_choices(form: engine.Form, today: date) -> list[tuple[str, Any]]:
    """Periods to choose from: from three years back to the one after this, newest first; in
    groups where the form is reported for several kinds of period."""
    groups = [
        (capfirst(str(WORDS[kind])), _choices(kind, form.cut_off, today)) for kind in form.periods
    ]
    return groups[0][1] if len(groups) == 1 else list(groups)


def _choices(kind: engine.PeriodKind, cut_off: engine.CutOff, today: date) -> list[tuple[str, Any]]:
    codes: list[str] = []
    day = today + timedelta(days=370)
    while day.year >= today.year - 3:
        code = period_codes.containing(day, kind, cut_off)
        start, _end = period_codes.bounds(code, cut_off)
        codes.append(code)
        day = start - timedelta(days=1)
    return [(code, capfirst(period_codes.label(code))) for code in codes]


class DayOffForm(forms.Form):
    """A day that differs from the usual week."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=DayOff.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For instance: Lunar New Year; worked in exchange for 31/8."),
        max_length=160,
    )
