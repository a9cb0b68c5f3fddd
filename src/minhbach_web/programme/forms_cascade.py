"""Which two plans are put side by side; who drafts from the upper one, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models import SourceDocument

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

CHECK = forms.CheckboxInput(attrs={"class": "choice__input"})
LAYOUTS = (("party", _("Party document")), ("state", _("State document")))


class DocumentChoice(forms.ModelChoiceField[SourceDocument]):
    """A document by title, number and day."""

    def label_from_instance(self, document: SourceDocument) -> str:
        day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        parts = (document.number, day, document.title)
        return " · ".join(part for part in parts if part)[:120]


class CascadeForm(forms.Form):
    """The upper and the lower plan."""

    tren = DocumentChoice(
        queryset=SourceDocument.objects.none(),
        label=_("Upper plan"),
        empty_label=_("Choose a document"),
        error_messages={"required": _("Choose the upper plan.")},
    )
    duoi = DocumentChoice(
        queryset=SourceDocument.objects.none(),
        label=_("Lower plan"),
        empty_label=_("Choose a document"),
        error_messages={"required": _("Choose the lower plan.")},
    )

    def __init__(self, *args: Any, documents: QuerySet[SourceDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("tren", "duoi"):
            self.fields[name].queryset = documents  # type: ignore[attr-defined]  # its own kind

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("tren") and data.get("tren") == data.get("duoi"):
            self.add_error("duoi", _("These are one document. Choose another lower plan."))
        return data


class DraftForm(forms.Form):
    """The unit that drafts its plan."""

    unit: forms.ModelChoiceField[OrganisationUnit] = forms.ModelChoiceField(
        queryset=None, label=_("Unit that drafts"), empty_label=None
    )
    layout = forms.ChoiceField(label=_("Layout"), choices=LAYOUTS, widget=forms.RadioSelect)
    own = forms.BooleanField(
        label=_("Only the tasks given to this unit"), required=False, widget=CHECK
    )
    messages = forms.BooleanField(
        label=_("Copy the messages under each theme"), required=False, widget=CHECK
    )

    def __init__(self, *args: Any, units: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # its own kind

    @property
    def checks(self) -> list[forms.BoundField]:
        """What is ticked or not."""
        return [self["own"], self["messages"]]
