"""What people type about reminders: checked here, acted on by services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.core import reminding
from minhbach_web.reminders.models import Audience
from minhbach_web.reminders.services.rules import FARTHEST, Timing

BEFORE, ON, AFTER = "before", "on", "after"
SIDES = (
    (BEFORE, gettext_lazy("before the due day")),
    (ON, gettext_lazy("on the due day")),
    (AFTER, gettext_lazy("after the due day")),
)
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ChoiceForm(forms.Form):
    """How a person wants to be reminded."""

    email = forms.BooleanField(
        label=gettext_lazy("Send me reminders by e-mail, one message a day at most"),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the messages"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
    not_before = forms.TimeField(
        label=gettext_lazy("Not before this hour"),
        help_text=gettext_lazy("Empty: as soon as messages go out in the morning."),
        required=False,
        widget=CLOCK,
    )


class HoursForm(forms.Form):
    """Between which hours messages go out."""

    opens = forms.TimeField(label=gettext_lazy("From"), widget=CLOCK)
    closes = forms.TimeField(label=gettext_lazy("Until"), widget=CLOCK)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _("The end has to be later than the beginning."))
        return data


class TimingForm(forms.Form):
    """One more rule."""

    matter = forms.ChoiceField(label=gettext_lazy("Of what"))
    days = forms.IntegerField(
        label=gettext_lazy("Working days"),
        help_text=gettext_lazy("0 to 60. Days off are not counted."),
        min_value=0,
        max_value=FARTHEST,
    )
    side = forms.ChoiceField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("What came back or waits for an answer counts from that day on."),
        choices=SIDES,
    )
    audience = forms.ChoiceField(label=gettext_lazy("Who is reminded"), choices=Audience.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["matter"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the types
        field.choices = [(kind, str(words)) for kind, words in reminding.kinds().items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("side") != ON and data.get("days") == 0:
            self.add_error("days", _("Give a number from 1, or choose “on the due day”."))
        return data

    def timing(self) -> Timing:
        """The rule of a valid form."""
        data = self.cleaned_data
        days = {BEFORE: -data["days"], ON: 0, AFTER: data["days"]}[data["side"]]
        return Timing(data["matter"], days, data["audience"])


class ChaseForm(forms.Form):
    """Which units are asked, in which words."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Units"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one unit."),
            "invalid_choice": gettext_lazy("A unit is done meanwhile. Look at the list again."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Your words"),
        help_text=gettext_lazy("They stand above what is due in every message."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write what you ask the units for.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the types
        field.choices = units
