"""Forms for an office's own kinds of activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web import engine
from minhbach_web.activities import kinds
from minhbach_web.activities.models import OwnKind
from minhbach_web.activities.services.kinds import Wanted


def supported(name: str) -> str:
    """The name with single spaces. Raises ValidationError for what this system does not do."""
    tidy = " ".join(name.split())
    if tidy and not engine.scope_of(tidy).in_scope:
        raise forms.ValidationError(
            _("This system does not keep such activities: it counts what units did, nothing else.")
        )
    return tidy


class KindForm(forms.Form):
    """A kind of activity: what it is called and what is asked for it."""

    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=80,
        help_text=gettext_lazy("In Vietnamese: Hội thi, Triển lãm, Tập huấn."),
        error_messages={"required": gettext_lazy("Say what it is called.")},
    )
    english = forms.CharField(
        label=gettext_lazy("In English, for pages in English"), max_length=80, required=False
    )
    counts = forms.MultipleChoiceField(
        label=gettext_lazy("What is counted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The log asks for these numbers when the kind is chosen."),
    )
    first = forms.ChoiceField(
        label=gettext_lazy("The number that is 1 as a rule"),
        required=False,
        help_text=gettext_lazy("One entry is one of these: the page fills in the 1."),
    )
    has_speaker = forms.BooleanField(label=gettext_lazy("Ask who spoke"), required=False)
    offered = forms.BooleanField(
        label=gettext_lazy("Offer it for new entries"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Entries that have it keep it, also when it is offered no more."),
    )

    def __init__(self, *args: Any, kind: kinds.Kind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: dict[str, Any] = self.fields
        fields["counts"].choices = [(c.code, c.name) for c in kinds.counts().values()]
        none = ("", _("None of them"))
        fields["first"].choices = [none, *((c.code, c.name) for c in kinds.counts().values())]

    def clean_name(self) -> str:
        name = supported(self.cleaned_data["name"])
        others = [k for k in kinds.kinds().values() if k is not self.kind]
        if any(name.casefold() == other.vi.casefold() for other in others):
            raise forms.ValidationError(_("There is a kind of this name already."))
        return name

    def clean_english(self) -> str:
        return supported(self.cleaned_data["english"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("first") and data["first"] not in data.get("counts", []):
            self.add_error("first", _("Choose one of the numbers that are counted."))
        return data

    def wanted(self) -> Wanted:
        """What was filled in; the form is valid."""
        data = self.cleaned_data
        return Wanted(
            name=data["name"],
            english=data["english"],
            counts=tuple(data["counts"]),
            first=data["first"],
            has_speaker=data["has_speaker"],
            offered=data["offered"],
        )


class CountForm(forms.Form):
    """Something more that is counted."""

    name = forms.CharField(
        label=gettext_lazy("What is counted"),
        max_length=80,
        help_text=gettext_lazy("In Vietnamese: Số bài dự thi."),
        error_messages={"required": gettext_lazy("Say what is counted.")},
    )
    english = forms.CharField(
        label=gettext_lazy("In English, for pages in English"), max_length=80, required=False
    )
    unit_name = forms.CharField(
        label=gettext_lazy("Unit of measure"),
        max_length=30,
        help_text=gettext_lazy("In Vietnamese: bài, buổi, lượt."),
        error_messages={"required": gettext_lazy("Give the unit of measure.")},
    )
    unit_english = forms.CharField(
        label=gettext_lazy("Unit of measure in English"), max_length=30, required=False
    )
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "As the report form has it, such as so_bai: the report is then filled in from the log. "
            "Left empty, it is made of the words."
        ),
    )
    over_time = forms.ChoiceField(
        label=gettext_lazy("Several entries of one period"),
        choices=OwnKind.OverTime.choices,
        initial=OwnKind.OverTime.SUM,
        widget=forms.RadioSelect,
    )

    def clean_name(self) -> str:
        name = supported(self.cleaned_data["name"])
        if any(name.casefold() == other.vi.casefold() for other in kinds.counts().values()):
            raise forms.ValidationError(_("This is counted already."))
        return name

    def clean_english(self) -> str:
        return supported(self.cleaned_data["english"])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in kinds.counts():
            raise forms.ValidationError(_("Another number has this code."))
        return code


def initial_of_kind(kind: kinds.Kind) -> dict[str, Any]:
    """What a kind is now, as the first answers of its form."""
    return {
        "name": kind.vi,
        "english": kind.en,
        "counts": list(kind.counts),
        "first": kind.first,
        "has_speaker": kind.speaker,
        "offered": kind.offered,
    }
