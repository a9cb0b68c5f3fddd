"""What people type about talks."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.briefing.forms.figures import tidy
from minhbach_web.briefing.forms.units import offer_one, offer_several, units_with_codes
from minhbach_web.briefing.services.talks import Arrangement

if TYPE_CHECKING:
    from minhbach_web.briefing.models import KitVersion, Talk
    from minhbach_web.programme.models import Programme
    from minhbach_web.units.models import OrganisationUnit, User

MOST_HOURS = 24


class TalkForm(forms.Form):
    """When, where, who, for whom, with which kit."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        error_messages={"required": gettext_lazy("Give the talk a title.")},
    )
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Arranged by"), empty_label=None
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say on which day.")},
    )
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Say at what time it begins.")},
    )
    ends = forms.TimeField(
        label=gettext_lazy("Ends at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Say at what time it ends.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say where it takes place.")},
    )
    speaker: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Speaker with an account"),
        required=False,
        empty_label=gettext_lazy("Somebody without an account"),
    )
    speaker_name = forms.CharField(
        label=gettext_lazy("Speaker without an account"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Name and office. Nobody else's name is kept."),
    )
    kit_version: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Kit"),
        required=False,
        empty_label=gettext_lazy("No kit yet"),
        help_text=gettext_lazy("This version stays with the talk, whatever is released later."),
    )
    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Plan"),
        required=False,
        empty_label=gettext_lazy("For no plan"),
    )
    themes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Themes of the plan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Units that it is for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the units that the talk is for.")},
    )
    codes = forms.CharField(
        label=gettext_lazy("Or a list of codes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self,
        *args: Any,
        owners: QuerySet[OrganisationUnit],
        speakers: QuerySet[User],
        kits: QuerySet[KitVersion],
        programmes: QuerySet[Programme],
        themes: QuerySet[Any],
        units: QuerySet[OrganisationUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "speaker": speakers,
            "kit_version": kits,
            "programme": programmes,
            "themes": themes,
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        offer_one(self, "owner", owners)
        offer_several(self, "units", units)
        self.audience = units
        if not themes:
            del self.fields["themes"]

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])

    def clean_place(self) -> str:
        return tidy(self.cleaned_data["place"])

    def clean_codes(self) -> list[OrganisationUnit]:
        return units_with_codes(self.cleaned_data["codes"], self.audience)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "units" in data and "codes" in data:
            data["units"] = list(dict.fromkeys([*data["units"], *data["codes"]]))
            if not data["units"]:
                self.add_error("units", self.fields["units"].error_messages["required"])
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The talk ends before it begins."))
        if not data.get("speaker") and not (data.get("speaker_name") or "").strip():
            self.add_error("speaker_name", _("Name the speaker."))
        if data.get("speaker") and (data.get("speaker_name") or "").strip():
            self.add_error("speaker_name", _("Choose an account or write a name, not both."))
        return data

    def arrangement(self) -> Arrangement:
        """What was typed, with times of the office's zone."""
        data = self.cleaned_data
        return Arrangement(
            title=data["title"],
            place=data["place"],
            starts_at=_moment(data["day"], data["begins"]),
            ends_at=_moment(data["day"], data["ends"]),
            speaker=data["speaker"],
            speaker_name=tidy(data["speaker_name"]),
            kit_version=data["kit_version"],
            programme=data["programme"],
        )

    @staticmethod
    def initial_of(talk: Talk) -> dict[str, Any]:
        begins, ends = timezone.localtime(talk.starts_at), timezone.localtime(talk.ends_at)
        return {
            "title": talk.title,
            "owner": talk.owner_id,
            "day": begins.date(),
            "begins": begins.time(),
            "ends": ends.time(),
            "place": talk.place,
            "speaker": talk.speaker_id,
            "speaker_name": talk.speaker_name,
            "kit_version": talk.kit_version_id,
            "programme": talk.programme_id,
            "themes": list(talk.themes.values_list("pk", flat=True)),
            "units": list(talk.units.values_list("pk", flat=True)),
            "seen": talk.sequence,
        }


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))


class HeldForm(forms.Form):
    """What took place: a count and facts."""

    attendance = forms.IntegerField(
        label=gettext_lazy("How many came"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("A count only. Leave it empty when nobody counted."),
    )
    note = forms.CharField(
        label=gettext_lazy("What took place"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Facts: what was presented, what was asked for. No names of listeners, and nobody's "
            "opinions: this system keeps none."
        ),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )
