"""How forms look: Django's fields drawn with our components."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    Sent = tuple[QueryDict | None, MultiValueDict[str, UploadedFile[Any]] | None]


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


def sent(request: HttpRequest) -> "Sent":
    """What was sent, for a form's first two places; nothing when the page was only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
