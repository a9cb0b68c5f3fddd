"""What moderators type; the audience's own form is checked by the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from minhbach_web.briefing.models import Disposition
from minhbach_web.briefing.services.questions import LONGEST

if TYPE_CHECKING:
    from minhbach_web.programme.models import Theme


class QuestionForm(forms.Form):
    """The text as others will see it, its theme."""

    text = forms.CharField(
        label=gettext_lazy("As others will see it"),
        max_length=LONGEST + 200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Names, telephone numbers and addresses are already replaced by […]. What you take out "
            "is not kept."
        ),
    )
    theme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Theme"),
        required=False,
        empty_label=gettext_lazy("None of the plan's themes"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, when it is set aside"), max_length=500, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a ModelChoiceField
        if not themes:
            del self.fields["theme"]


class DispositionForm(forms.Form):
    """What becomes of a question that is not answered in writing."""

    disposition = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[row for row in Disposition.choices if row[0] != Disposition.ANSWERED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("In a sentence: what was done, and why"),
        max_length=500,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())


class AnswerForm(forms.Form):
    """An answer, with live references to figures and documents."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Put figures in as {{số liệu:CODE}}: each comes with its source. A number without a "
            "source keeps the answer from being published."
        ),
        error_messages={"required": gettext_lazy("Write the answer.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())
