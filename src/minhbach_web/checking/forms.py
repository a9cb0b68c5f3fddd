"""What a person sends to be checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPT = ".docx,.doc,.rtf,.odt,.pdf,.html,.htm,.txt,.md"
PROFILES = (
    ("auto", _("As the document shows")),
    ("state", _("State (Decree 30/2020/NĐ-CP)")),
    ("party", _("Party (by the date of the document)")),
)


class CheckForm(forms.Form):
    """One file; under whose rules, of which day and with what left out, where the person knows
    better."""

    file = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "data-drop": ""}),
        error_messages={"required": _("Choose a file.")},
    )
    profile = forms.ChoiceField(
        label=_("Rules"), choices=PROFILES, initial="auto", widget=forms.RadioSelect
    )
    upper = forms.FileField(
        label=_("Document above"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "The plan or directive that this plan carries out: what it asks for and this plan does "
            "not say is listed."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    office = forms.FileField(
        label=_("Profile file of the office"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "A .toml file that says which rules your office leaves out. What it leaves out is "
            "counted and shown."
        ),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    on = forms.DateField(
        label=_("Date of the document"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=_("Only when the file has no date of its own: the rules of that day apply."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the date as day/month/year, such as 05/02/2024.")},
    )
