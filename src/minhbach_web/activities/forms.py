"""The form of one activity: one screen, made for a phone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.activities import kinds
from minhbach_web.activities.services.evidence import ACCEPT, MOST
from minhbach_web.activities.services.logging import Done
from minhbach_web.core import clock
from minhbach_web.core.forms import DayField
from minhbach_web.units.queries import offer_units

if TYPE_CHECKING:
    from minhbach_web.activities.models import Entry
    from minhbach_web.programme.models import Assignment, Theme

EARLIEST = datetime.date(2000, 1, 1)
MOST_COUNTED = 10**9
WHY = {"required": _("Say why, in a few words.")}
# 1200, "1 200", "1.200": the last two as people write thousands.
_NUMBER = re.compile(r"\d{1,10}|\d{1,3}(?:[.  ]\d{3}){1,3}")


class CountField(forms.CharField):
    """A whole number as people write it; empty is None, which is not zero."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(required=False, max_length=20, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(_("Give a whole number, such as 45 or 1.200."))
        number = int(re.sub(r"\D", "", text))
        if number > MOST_COUNTED:
            raise forms.ValidationError(_("This number is too large. Check it."))
        return number


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput(attrs={"multiple": True, "accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST})
        return [super(FilesField, self).clean(one, initial) for one in given]


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    """An assignment by its words."""

    def label_from_instance(self, obj: Any) -> str:
        title = obj.title if len(obj.title) <= 90 else f"{obj.title[:88]}…"
        return str(title)


class ThemeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    """A theme by its number and words."""

    def label_from_instance(self, obj: Any) -> str:
        words = f"{obj.number} {obj.text}".strip()
        return words if len(words) <= 90 else f"{words[:88]}…"


class LogForm(forms.Form):
    """What was done, when, where, how much. A count left empty isn't logged."""

    assignment = TaskChoice(
        label=_("For which task"), queryset=None, required=False, empty_label=_("No task")
    )
    kind = forms.ChoiceField(
        label=_("What kind"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of activity.")},
    )
    what = forms.CharField(
        label=_("What was done"),
        max_length=300,
        widget=forms.TextInput({"list": "log-titles"}),
        error_messages={"required": _("Say in a few words what was done.")},
    )
    day = DayField(label=_("Day"), error_messages={"required": _("Say on which day.")})
    place = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "log-places"}),
    )
    speaker = forms.CharField(
        label=_("Speaker"),
        max_length=120,
        required=False,
        help_text=_("The speaker’s name alone; nobody else is named here."),
        widget=forms.TextInput({"list": "log-speakers"}),
    )
    theme = ThemeChoice(
        label=_("About which theme"), queryset=None, required=False, empty_label=_("No theme")
    )
    completes = forms.BooleanField(label=_("With this the task is done"), required=False)
    evidence = FilesField(
        label=_("Photos or papers"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP photos, .docx, .odt, .pdf, .txt. Where a photo was taken is "
            "removed before it is kept."
        ),
    )

    def __init__(
        self,
        *args: Any,
        assignments: QuerySet[Assignment],
        themes: QuerySet[Theme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["assignment"].queryset = assignments
        fields["theme"].queryset = themes
        kept = str(self.initial.get("kind", ""))
        fields["kind"].choices = [(kind.code, kind.name) for kind in kinds.offered(kept)]
        for code, count in kinds.counts().items():
            fields[f"n-{code}"] = CountField(label=count.name)

    def count_fields(self) -> list[tuple[str, str, str, forms.BoundField]]:
        """(code, kinds that ask for it, kinds of which it is one, field) of each count."""
        return [
            (
                code,
                " ".join(k.code for k in kinds.kinds().values() if code in k.counts),
                " ".join(k.code for k in kinds.kinds().values() if code == k.first),
                field,
            )
            for code in kinds.counts()
            for field in [self[f"n-{code}"]]
        ]

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(
                _("This day is still to come. The log holds what was done.")
            )
        if day < EARLIEST:
            raise forms.ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("completes") and not data.get("assignment"):
            self.add_error("completes", _("Choose the task that is done with this."))
        return data

    def done(self, talk: int | None = None) -> Done:
        """What was written; the form is valid."""
        data = self.cleaned_data
        amounts = {code: data[f"n-{code}"] for code in kinds.counts()}
        return Done(
            day=data["day"],
            kind=data["kind"],
            what=data["what"],
            place=data["place"],
            speaker=data["speaker"],
            amounts={code: number for code, number in amounts.items() if number is not None},
            assignment=data["assignment"],
            theme=data["theme"],
            talk=talk,
            completes=data["completes"],
        )


class CorrectForm(LogForm):
    """A correction says why; files can be left out."""

    reason = forms.CharField(label=_("Why it is changed"), max_length=300, error_messages=WHY)
    without = forms.MultipleChoiceField(
        label=_("Files to leave out"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kept: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["without"].choices = kept


class WithdrawForm(forms.Form):
    """Why an activity doesn't count any more."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300, error_messages=WHY)


class SearchForm(forms.Form):
    """Which activities are shown. The names stand in addresses."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("All units")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    names = {"unit": "don-vi", "kind": "loai", "since": "tu", "until": "den"}  # noqa: RUF012  # constant

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        given = str(self.data.get(self.names["unit"], ""))
        self.offer = offer_units(units, [int(given)] if given.isascii() and given.isdigit() else [])
        fields["unit"].queryset = units
        fields["unit"].choices = [("", _("All units")), *self.offer.choices]
        fields["kind"].choices = [
            ("", _("All kinds")),
            *((kind.code, kind.name) for kind in kinds.kinds().values()),
        ]

    def add_prefix(self, field_name: str) -> str:
        return self.names.get(field_name, field_name)


def initial_of(entry: Entry) -> dict[str, Any]:
    """What an entry says, as the first answers of a form."""
    fields = ("assignment", "kind", "what", "day", "place", "speaker", "theme", "completes")
    return {
        **{name: getattr(entry, name) for name in fields},
        **{f"n-{row.code}": row.number for row in entry.amounts.all()},
    }
