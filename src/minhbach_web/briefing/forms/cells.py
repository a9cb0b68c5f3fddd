"""Confirming cells of a document's table: one small form per cell, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from minhbach_web.briefing.forms.figures import day_field, territory_words, tidy
from minhbach_web.briefing.forms.units import offer_one
from minhbach_web.briefing.models import Status, Territory
from minhbach_web.briefing.periods import parse_period
from minhbach_web.briefing.problems import BriefingProblem

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit


class SharedForm(forms.Form):
    """What all cells of the column share; asked once."""

    territory = forms.ModelChoiceField(
        Territory.objects.all(),
        label=gettext_lazy("Territory"),
        empty_label=gettext_lazy("Choose a territory"),
        error_messages={"required": gettext_lazy("Choose the territory that the table is about.")},
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How final they are"),
        choices=[("", gettext_lazy("Choose")), *Status.choices],
        error_messages={"required": gettext_lazy("Say how final the document calls them.")},
    )
    source = forms.CharField(
        label=pgettext_lazy("figure", "Source"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("A figure needs its source.")},
    )
    published_on = day_field(gettext_lazy("Published on"))
    keeper: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Kept by"), empty_label=None
    )

    def __init__(self, *args: Any, keepers: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one(self, "keeper", keepers)
        self.fields["territory"].label_from_instance = territory_words  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_source(self) -> str:
        return tidy(self.cleaned_data["source"])


class CellForm(forms.Form):
    """One cell. Nothing is taken of a cell that isn't ticked."""

    take = forms.BooleanField(label=gettext_lazy("This is right"), required=False)
    concept = forms.CharField(
        label=gettext_lazy("What is measured"), max_length=300, required=False
    )
    period = forms.CharField(label=pgettext_lazy("figure", "Period"), max_length=40, required=False)
    measure = forms.CharField(label=gettext_lazy("Unit of measure"), max_length=60, required=False)

    def clean_concept(self) -> str:
        return tidy(self.cleaned_data["concept"])

    def clean_measure(self) -> str:
        return tidy(self.cleaned_data["measure"])

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if not data.get("take"):
            return data
        asked = {
            "concept": _("Say what the number measures."),
            "measure": _("Give the unit of measure."),
            "period": _("Say which period the number is about."),
        }
        for name, words in asked.items():
            if not data.get(name):
                self.add_error(name, words)
        if data.get("period"):
            try:
                data["period"] = parse_period(data["period"])
            except BriefingProblem as problem:
                self.add_error("period", ValidationError(problem.message))
        return data
