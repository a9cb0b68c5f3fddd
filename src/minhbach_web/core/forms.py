"""How forms look: Django's fields drawn with our components."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import clock

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    Sent = tuple[QueryDict | None, MultiValueDict[str, UploadedFile[Any]] | None]

DAY = _("Enter a day as day/month/year, such as 1/7/2025.")
FAR = datetime.date(9999, 12, 30)


class Renderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ field.as_field_group }}`` give our markup everywhere."""

    form_template_name = "core/components/field/form.html"
    field_template_name = "core/components/field/field.html"


class DayField(forms.DateField):
    """A day in the browser's own picker; typed by hand as day/month/year as well."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(input_formats=formats, widget=widget, **kwargs)


class DaysForm(forms.Form):
    """From when until when a role is held; ``valid_to`` is given as the day after the last."""

    valid_from = DayField(
        label=_("From"),
        required=False,
        help_text=_("Leave blank for today."),
        error_messages={"invalid": DAY},
    )
    valid_to = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave blank when there is no end."),
        error_messages={"invalid": DAY},
    )

    def clean_valid_to(self) -> datetime.date | None:
        last: datetime.date | None = self.cleaned_data["valid_to"]
        if last is None:
            return None
        if last < (self.cleaned_data.get("valid_from") or clock.today()):
            raise forms.ValidationError(_("The last day is before the first one."))
        return min(last, FAR) + datetime.timedelta(days=1)


def sent(request: HttpRequest) -> "Sent":
    """What was sent, for a form's first two places; nothing when the page was only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
