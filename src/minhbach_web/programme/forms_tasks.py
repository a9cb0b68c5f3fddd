"""Forms around tasks: to whom, until when, more time, who sees to it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.forms import DayField
from minhbach_web.programme.models import AssignmentRule, Part
from minhbach_web.programme.services.assigning import Target
from minhbach_web.units.queries import children, open_units, subtree

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

UNITS = "units"
CODES = 500  # lines of a pasted list
PERSON = {"required": _("Choose a person.")}


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not at run time
    """Units to tick, by their names."""

    widget = forms.CheckboxSelectMultiple


def codes_below(text: str, allowed: QuerySet[OrganisationUnit]) -> list[int]:
    """The keys of the units with these codes, one a line. Raises ValidationError naming others."""
    codes = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(codes) > CODES:
        raise forms.ValidationError(
            _("Too many lines. A list holds at most %(most)s codes.") % {"most": CODES}
        )
    found = dict(allowed.filter(code__in=codes).values_list("code", "pk"))
    unknown = [code for code in codes if code not in found]
    if unknown:
        shown = ", ".join(unknown[:5])
        raise forms.ValidationError(
            _("No unit below has these codes: %(codes)s. Look them up on the page of units.")
            % {"codes": shown}
        )
    return [found[code] for code in codes]


class AssignForm(forms.Form):
    """To whom a task goes: some units, all of a type, or a unit and everything below it."""

    target = forms.ChoiceField(
        label=_("Give it to"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to whom the task goes.")},
        choices=[
            (UNITS, _("Some units")),
            (AssignmentRule.Kind.TYPE, _("All units of one type, also those made later")),
            (
                AssignmentRule.Kind.SUBTREE,
                _("A unit and everything below it, also what is made later"),
            ),
        ],
    )
    units = UnitsField(label=_("Units directly below"), queryset=None, required=False)
    codes = forms.CharField(
        label=_("Or a list of codes"),
        help_text=_("One code a line, as on the page of units. Any unit below can be named."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit_type = forms.ChoiceField(label=_("Type"), required=False)
    top: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("The unit on top"), queryset=None, required=False, empty_label=_("Choose a unit")
    )
    part = forms.ChoiceField(
        label=_("Their part"), choices=Part.choices, widget=forms.RadioSelect, initial=Part.LEAD
    )
    due = DayField(
        label=_("Deadline for them"),
        required=False,
        help_text=_("Left empty, the deadline of the task holds."),
    )

    def __init__(self, *args: Any, owner: OrganisationUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.below = open_units().filter(pk__in=subtree(owner).values("pk"))
        with_units = self.below.filter(descendant_rows__depth=1).distinct()
        types = self.below.exclude(type="").order_by("type").values_list("type", flat=True)
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = open_units().filter(pk__in=children(owner).values("pk"))
        fields["top"].queryset = with_units
        fields["unit_type"].choices = [
            ("", _("Choose a type")),
            *((name, name) for name in types.distinct()),
        ]

    def clean_codes(self) -> list[int]:
        return codes_below(self.cleaned_data["codes"], self.below)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("target")
        if kind == UNITS and not data.get("units") and not data.get("codes"):
            if "codes" not in self.errors:
                self.add_error("units", _("Tick at least one unit, or give a code."))
        elif kind == AssignmentRule.Kind.TYPE and not data.get("unit_type"):
            self.add_error("unit_type", _("Choose the type of the units."))
        elif kind == AssignmentRule.Kind.SUBTREE and not data.get("top"):
            self.add_error("top", _("Choose the unit on top."))
        return data

    def wanted(self) -> Target:
        """What was chosen; the form is valid."""
        data = self.cleaned_data
        if data["target"] == AssignmentRule.Kind.TYPE:
            kind = AssignmentRule.Kind.TYPE
            return Target(kind=kind, unit=self.owner, unit_type=data["unit_type"])
        if data["target"] == AssignmentRule.Kind.SUBTREE:
            return Target(kind=AssignmentRule.Kind.SUBTREE, unit=data["top"])
        keys = [unit.pk for unit in data["units"]]
        return Target(units=tuple(dict.fromkeys([*keys, *data["codes"]])))


class HandDownForm(forms.Form):
    """A task or a part of it for units below."""

    units = UnitsField(label=_("Give it to"), queryset=None, required=False)
    codes = forms.CharField(
        label=_("Or a list of codes"),
        help_text=_("One code a line. Any unit below can be named."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Which part of it"),
        required=False,
        max_length=2000,
        help_text=_("Left empty, they get the whole task in its own words."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    part = forms.ChoiceField(
        label=_("Their part"), choices=Part.choices, widget=forms.RadioSelect, initial=Part.LEAD
    )
    due = DayField(label=_("Deadline for them"), required=False)

    def __init__(self, *args: Any, unit: OrganisationUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below = open_units().filter(pk__in=subtree(unit).values("pk")).exclude(pk=unit.pk)
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = open_units().filter(pk__in=children(unit).values("pk"))

    def clean_codes(self) -> list[int]:
        return codes_below(self.cleaned_data["codes"], self.below)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("units") and not data.get("codes") and "codes" not in self.errors:
            self.add_error("units", _("Tick at least one unit, or give a code."))
        return data

    def keys(self) -> list[int]:
        """The units chosen; the form is valid."""
        keys = [unit.pk for unit in self.cleaned_data["units"]]
        return list(dict.fromkeys([*keys, *self.cleaned_data["codes"]]))


class ExtensionForm(forms.Form):
    """More time, with a reason."""

    new_due = DayField(
        label=_("Until which day"), error_messages={"required": _("Say until which day.")}
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        help_text=_("The unit that gave the task reads this."),
        error_messages={"required": _("Say why you need more time.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionOnTimeForm(forms.Form):
    """The answer to a request for more time."""

    granted = forms.TypedChoiceField(
        label=_("Your answer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Give more time")), ("no", _("The deadline stays"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer.")},
    )
    due = DayField(
        label=_("New deadline"),
        required=False,
        help_text=_("When you give more time. You may give another day than was asked for."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Needed when the deadline stays."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        granted = data.get("granted")
        if granted is True and not data.get("due") and "due" not in self.errors:
            self.add_error("due", _("Say until which day."))
        if granted is False and not data.get("reason"):
            self.add_error("reason", _("Say why the deadline stays."))
        return data


def _people(people: list[User]) -> list[tuple[str, str]]:
    return [(str(user.pk), str(user)) for user in people]


class HolderForm(forms.Form):
    """Who in the unit sees to a task."""

    user = forms.TypedChoiceField(
        label=_("Who sees to it"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["user"].choices = [("", _("Nobody by name")), *_people(people)]


class HandOverForm(forms.Form):
    """From whom to whom everything passes."""

    leaver = forms.TypedChoiceField(label=_("From whom"), coerce=int, error_messages=PERSON)
    to = forms.TypedChoiceField(label=_("Pass on to"), coerce=int, error_messages=PERSON)

    def __init__(self, *args: Any, holders: list[User], people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["leaver"].choices = [("", _("Choose a person")), *_people(holders)]
        fields["to"].choices = [("", _("Choose a person")), *_people(people)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("to") and data.get("to") == data.get("leaver"):
            self.add_error("to", _("Choose somebody else: this person has it already."))
        return data


def default_day(day: datetime.date | None) -> dict[str, Any]:
    """The deadline of the giver as the first answer."""
    return {"due": day} if day else {}
