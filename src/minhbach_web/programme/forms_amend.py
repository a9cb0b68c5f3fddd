"""Which programme a document amends and how; what becomes of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models import AmendMode, Fate, PlanItem

if TYPE_CHECKING:
    from minhbach_web.programme.models import Programme


class AmendForm(forms.Form):
    """The running programme, and whether what the document doesn't name stays."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        queryset=None,
        label=_("Plan that it changes"),
        empty_label=None,
        error_messages={"required": _("Choose the plan that is changed.")},
    )
    mode = forms.ChoiceField(
        label=_("What the document does"),
        choices=AmendMode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the document does with the plan.")},
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]  # its own kind


class FateForm(forms.Form):
    """A decision on one pairing; "" opens it again. ``old``: the thing that it goes on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fate = forms.ChoiceField(choices=[*Fate.choices, ("", "")], required=False)
    old: forms.ModelChoiceField[PlanItem] = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, choices: QuerySet[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"].queryset = choices  # type: ignore[attr-defined]  # its own kind
