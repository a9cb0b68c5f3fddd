"""What people type about kits."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from minhbach_web.briefing.forms.figures import tidy
from minhbach_web.briefing.forms.units import offer_one
from minhbach_web.briefing.models import KitKind, KitLayout

if TYPE_CHECKING:
    from minhbach_web.briefing.models import KitSection
    from minhbach_web.programme.models import Programme
    from minhbach_web.units.models import OrganisationUnit

MOST_TEXT = 20_000


class TitleForm(forms.Form):
    """Title, kind and layout."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        help_text=gettext_lazy("As it stands on the first page and the first slide."),
        error_messages={"required": gettext_lazy("Give the kit a title.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=KitKind.choices, widget=forms.RadioSelect
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Layout of the paper"),
        choices=KitLayout.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It decides what stands at the top of the printed kit."),
    )

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])


class NewKitForm(TitleForm):
    """A kit, made for a plan or for nothing in particular."""

    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Plan"),
        required=False,
        empty_label=gettext_lazy("No plan: begin with an empty kit"),
        help_text=gettext_lazy("The kit gets a section for each theme, with the plan's messages."),
    )
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Issued by"), empty_label=None
    )
    field_order = ("programme", "title", "kind", "layout", "owner")

    def __init__(
        self,
        *args: Any,
        owners: QuerySet[OrganisationUnit],
        programmes: QuerySet[Programme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]  # a ModelChoiceField
        offer_one(self, "owner", owners)


class SectionForm(forms.Form):
    """A section as it is written."""

    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=300,
        error_messages={"required": gettext_lazy("Give the section a heading.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_TEXT,
        required=False,
        help_text=gettext_lazy(
            "One paragraph a line. A line that begins with “- ” becomes an item; items are what "
            "slides show, the other lines go to the speaker's notes. Put figures and documents in "
            "from the lists below."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def clean_heading(self) -> str:
        return tidy(self.cleaned_data["heading"])

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        return unicodedata.normalize("NFC", text).strip()

    @staticmethod
    def initial_of(section: KitSection) -> dict[str, Any]:
        return {"heading": section.heading, "text": section.text, "seen": section.version}


class ReleaseForm(forms.Form):
    """Release a kit; with numbers that have no source, only with a reason."""

    seen = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    override_reason = forms.CharField(
        label=gettext_lazy("Why these numbers may pass without a source"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Your name and this reason stand in the kit, on paper and slides."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
