"""What a person sends: a file, a decision, a change. Unit choices are checked against the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.details import (
    Added,
    CitationDetails,
    Details,
    DutyDetails,
    TaskDetails,
)
from minhbach_web.programme.models import ItemKind, PlanItem
from minhbach_web.programme.wording import RECURRENCES

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

ACCEPT = ".docx,.doc,.rtf,.odt,.pdf,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff"
DECISIONS = ("accept", "set_aside", "reject", "seen", "undo")
NONE = "none"
T = TypeVar("T", TaskDetails, DutyDetails)


class UploadForm(forms.Form):
    """One file, and the unit that keeps it."""

    file = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "data-drop": ""}),
        error_messages={"required": _("Choose a file.")},
    )
    unit: forms.ModelChoiceField[OrganisationUnit] = forms.ModelChoiceField(
        queryset=None, label=_("Unit that keeps it"), empty_label=None
    )

    def __init__(self, *args: Any, units: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a form field of its own kind
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = units[0].pk
        if self.is_bound and self.errors:
            self.refuse()

    def refuse(self) -> None:
        """The file field has the focus when the page comes back."""
        self.fields["file"].widget.attrs["autofocus"] = True


class OwnerForm(forms.Form):
    """The unit whose programme a plan becomes."""

    owner: forms.ModelChoiceField[OrganisationUnit] = forms.ModelChoiceField(
        queryset=None, label=_("Unit that carries out the plan"), empty_label=None
    )

    def __init__(self, *args: Any, owners: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # a form field of its own kind


class DecisionForm(forms.Form):
    """A decision on one item; ``lead`` is "none" or keys of units joined by "-"."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(name, name) for name in DECISIONS])
    lead = forms.CharField(required=False)

    def __init__(self, *args: Any, allowed: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed

    def clean_lead(self) -> list[int] | None:
        value = self.cleaned_data["lead"]
        if not value:
            return None
        return [] if value == NONE else self._units([value])

    def clean(self) -> dict[str, Any]:
        """``support``: keys of the supporting units; None where the page offered none."""
        data = super().clean() or self.cleaned_data
        data["support"] = None
        if "support_offered" in self.data:
            given = self._units(self.data.getlist("support"))  # type: ignore[attr-defined]  # a form field of its own kind
            data["support"] = [key for key in given if key not in (data.get("lead") or ())]
        return data

    def _units(self, values: Iterable[str]) -> list[int]:
        keys = [key for value in values for key in value.split("-")]
        if not all(key.isdecimal() and int(key) in self.allowed for key in keys):
            raise forms.ValidationError(_("This unit can’t be chosen here."))
        return [int(key) for key in dict.fromkeys(keys)]


class LinesField(forms.CharField):
    """Several names, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = (line.strip() for line in str(super().clean(value)).splitlines())
        return tuple(line for line in lines if line)


class ItemForm(forms.Form):
    """Changes to an item: its text, and in the forms below what else its kind holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(
        self, *args: Any, item: PlanItem, units: QuerySet[OrganisationUnit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.units = units

    def details(self, now: Details, mark: Added) -> Details:
        """The item's details with the changes in them."""
        return now

    def chosen(self, name: str) -> list[int] | None:
        """Keys of the units chosen in the field ``name``; None where there is no such field."""
        units = self.cleaned_data.get(name)
        return None if units is None else [unit.pk for unit in units]


class CheckboxUnits(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # at run time too
    widget = forms.CheckboxSelectMultiple


class TaskForm(ItemForm):
    lead = forms.CharField(label=_("Lead, in the plan’s words"), required=False)
    lead_units = CheckboxUnits(queryset=None, label=_("Given to"), required=False)
    support = LinesField(
        label=_("Support, in the plan’s words"), required=False, help_text=_("One body a line.")
    )
    support_units = CheckboxUnits(queryset=None, label=_("Supporting units"), required=False)
    deadline = forms.CharField(
        label=_("Deadline in words"), required=False, help_text=_("As it stands, or as decided.")
    )
    due = forms.DateField(
        label=_("Day it is due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    recurrence = forms.ChoiceField(
        label=_("How often"),
        required=False,
        choices=[("", _("once, or not stated")), *RECURRENCES.items()],
    )
    product = forms.CharField(label=_("Product"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead_units", "support_units"):
            self.fields[name].queryset = self.units  # type: ignore[attr-defined]  # a form field of its own kind

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        both = set(data.get("lead_units") or ()) & set(data.get("support_units") or ())
        if both:
            names = ", ".join(sorted(str(unit) for unit in both))
            text = _("A unit leads or supports, not both: %(units)s.")
            self.add_error("support_units", forms.ValidationError(text, params={"units": names}))
        return data

    def details(self, now: Details, mark: Added) -> Details:
        return (
            _changed(now, self.cleaned_data, mark, self.item)
            if isinstance(now, TaskDetails)
            else now
        )


class DutyForm(ItemForm):
    sender = forms.CharField(label=_("Who reports"), required=False)
    receiver = forms.CharField(label=_("To whom"), required=False)
    through = forms.CharField(label=_("Through"), required=False)
    recurrence = forms.MultipleChoiceField(
        label=_("How often"),
        required=False,
        choices=list(RECURRENCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    deadline = forms.CharField(label=_("Deadline in words"), required=False)

    def details(self, now: Details, mark: Added) -> Details:
        return (
            _changed(now, self.cleaned_data, mark, self.item)
            if isinstance(now, DutyDetails)
            else now
        )


class CitationForm(ItemForm):
    kind = forms.CharField(label=_("Kind of document"))
    notation = forms.CharField(label=_("Number and symbol"), required=False)
    title = forms.CharField(label=_("Name of the law"), required=False)
    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    issuer = forms.CharField(label=_("Issuer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text"]  # a citation is quoted, never reworded

    def details(self, now: Details, mark: Added) -> Details:
        if not isinstance(now, CitationDetails):
            return now
        data = self.cleaned_data
        return replace(
            now,
            kind=data["kind"],
            date=data["date"],
            notation=data["notation"] or None,
            title=data["title"] or None,
            issuer=data["issuer"] or None,
        )


FORMS: dict[str, type[ItemForm]] = {
    ItemKind.THEME: ItemForm,
    ItemKind.TASK: TaskForm,
    ItemKind.DUTY: DutyForm,
    ItemKind.CITATION: CitationForm,
}


class GapForm(forms.Form):
    """What the plan doesn't say."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    value: forms.Field = forms.CharField(
        label=_("To be added"), error_messages={"required": _("Write what is to be added.")}
    )


class DeadlineGapForm(GapForm):
    due = forms.DateField(
        label=_("Day it is due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ("version", "due", "value")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].required = False
        self.fields["value"].label = _("Deadline in words")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("value") and not data.get("due") and not self.errors:
            self.add_error("due", _("Give a day, or the deadline in words."))
        return data


class RecurrenceGapForm(GapForm):
    value = forms.ChoiceField(label=_("How often"), choices=list(RECURRENCES.items()))


GAP_FORMS: dict[str, type[GapForm]] = {
    "deadline": DeadlineGapForm,
    "recurrence": RecurrenceGapForm,
}


class CutForm(forms.Form):
    """Where to cut: an offset in the item's text."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    at = forms.IntegerField(error_messages={"required": _("Choose where to cut.")})


def _changed(now: T, data: dict[str, Any], mark: Added, item: PlanItem) -> T:
    """``now`` with what was given; a field that the plan left blank is marked as added."""
    values: dict[str, Any] = {}
    added = dict(now.added)
    for name in (f.name for f in fields(now) if f.name in data):
        given = data[name]
        values[name] = tuple(given) if isinstance(given, list | tuple) else (given or None)
        if not values[name]:
            added.pop(name, None)
        elif not item.extracted.get(name) and values[name] != getattr(now, name):
            added[name] = mark
    return replace(now, **values, added=added)
