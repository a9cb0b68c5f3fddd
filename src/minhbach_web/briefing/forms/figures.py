"""What people type about figures, territories and tables of figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from minhbach_web.briefing.amounts import parse_amount, typed
from minhbach_web.briefing.forms.units import offer_one
from minhbach_web.briefing.models import Figure, FigureVersion, Level, Qualifier, Status, Territory
from minhbach_web.briefing.periods import Span, parse_period
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.services.figures import CODE, Identity, Number
from minhbach_web.briefing.services.sheet import check_address

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

TABLE_TYPES = ".csv,.xlsx,text/csv"


def tidy(text: object) -> str:
    """Single spaces, none at the ends."""
    return " ".join(str(text or "").split())


def day_field(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    """A day; typed as 29/12/2023 where the browser has no calendar."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": gettext_lazy("Write the day as 29/12/2023.")},
        **more,
    )


class NumberForm(forms.Form):
    """A number and where it comes from."""

    value = forms.CharField(
        label=pgettext_lazy("figure", "Number"),
        max_length=40,
        help_text=gettext_lazy(
            "As the source writes it: 5,05 or 10.221,8. Its decimals are kept as they are."
        ),
        error_messages={"required": gettext_lazy("Type the number.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    qualifier = forms.ChoiceField(
        label=gettext_lazy("Word before the number"), choices=Qualifier.choices, required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How final it is"),
        choices=Status.choices,
        help_text=gettext_lazy("In the words of the publisher."),
    )
    source = forms.CharField(
        label=pgettext_lazy("figure", "Source"),
        max_length=500,
        help_text=gettext_lazy("Document with its number, or who published it and where."),
        error_messages={"required": gettext_lazy("A figure needs its source.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    address = forms.CharField(
        label=gettext_lazy("Address of the source"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Where the source stands on the web: https://…"),
    )
    published_on = day_field(gettext_lazy("Published on"))
    retrieved_on = day_field(gettext_lazy("Retrieved on"), required=True)
    next_update = day_field(gettext_lazy("Next update expected"))
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Under which terms the publisher lets the number be used."),
    )

    def clean_value(self) -> Decimal:
        value: Decimal = _read(parse_amount, self.cleaned_data["value"])
        return value

    def clean_source(self) -> str:
        return tidy(self.cleaned_data["source"])

    def clean_address(self) -> str:
        text: str = self.cleaned_data["address"]
        return str(_read(check_address, text)) if text else ""

    def clean_licence(self) -> str:
        return tidy(self.cleaned_data["licence"])

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        published, retrieved = data.get("published_on"), data.get("retrieved_on")
        if published and retrieved and published > retrieved:
            self.add_error("retrieved_on", _("This day lies before the day of publication."))
        return data

    def number(self) -> Number:
        names = ("value", "status", "source", "address", "licence", "qualifier")
        days = ("published_on", "retrieved_on", "next_update")
        return Number(**{name: self.cleaned_data[name] for name in (*names, *days)})


def _read(read: Any, text: str) -> Any:
    try:
        return read(text)
    except BriefingProblem as problem:
        raise forms.ValidationError(problem.message) from None


class FigureForm(NumberForm):
    """A new figure with its first number."""

    concept = forms.CharField(
        label=gettext_lazy("What is measured"),
        max_length=300,
        help_text=gettext_lazy("In the words of the source: Tốc độ tăng GDP (giá so sánh)."),
        error_messages={"required": gettext_lazy("Say what the number measures.")},
    )
    territory = forms.ModelChoiceField(
        Territory.objects.all(),
        label=gettext_lazy("Territory"),
        empty_label=gettext_lazy("Choose a territory"),
        help_text=gettext_lazy("As it was in the period: provinces changed on 1 July 2025."),
        error_messages={"required": gettext_lazy("Choose the territory that the number is about.")},
    )
    period = forms.CharField(
        label=pgettext_lazy("figure", "Period"),
        max_length=40,
        help_text=gettext_lazy(
            "2023, quý I/2024, tháng 4/2024, 9 tháng đầu năm 2024; for one day: 31/12/2023."
        ),
        error_messages={"required": gettext_lazy("Say which period the number is about.")},
    )
    measure = forms.CharField(
        label=gettext_lazy("Unit of measure"),
        max_length=60,
        help_text=gettext_lazy("%, nghìn tỷ đồng, tỷ USD, người …"),
        error_messages={"required": gettext_lazy("Give the unit of measure.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Capital letters, digits and hyphens; kits name the figure by it. Left empty, it is "
            "made of the other words."
        ),
    )
    keeper: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Kept by"), empty_label=None
    )
    field_order = ("concept", "territory", "period", "measure", "value")

    def __init__(self, *args: Any, keepers: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one(self, "keeper", keepers)
        self.fields["territory"].label_from_instance = territory_words  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_concept(self) -> str:
        return tidy(self.cleaned_data["concept"])

    def clean_measure(self) -> str:
        return tidy(self.cleaned_data["measure"])

    def clean_period(self) -> Span:
        period: Span = _read(parse_period, self.cleaned_data["period"])
        return period

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"]).upper()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(
                _("A code has capital letters, digits and hyphens, such as GDP-2023.")
            )
        return code

    def identity(self) -> Identity:
        names = ("concept", "territory", "period", "measure", "code")
        return Identity(**{name: self.cleaned_data[name] for name in names})


def territory_words(row: Territory) -> str:
    """ "Tỉnh Lâm Đồng (đến 30/6/2025)": two of one name are told apart by their days."""
    if row.valid_to:
        return _("%(name)s (until %(day)s)") % {"name": row.name, "day": _day(row.valid_to)}
    if row.valid_from:
        return _("%(name)s (from %(day)s)") % {"name": row.name, "day": _day(row.valid_from)}
    return row.name


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


class CorrectionForm(NumberForm):
    """A new version of a figure's number."""

    reason = forms.CharField(
        label=gettext_lazy("Why the number changes"),
        max_length=1000,
        help_text=gettext_lazy(
            "It stands beside the old and the new number, and in the warning of every kit that "
            "uses the figure."
        ),
        error_messages={"required": gettext_lazy("Say why the number changes.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())

    @staticmethod
    def initial_of(version: FigureVersion, figure: Figure, today: date) -> dict[str, Any]:
        names = ("qualifier", "status", "source", "address", "licence", "published_on")
        kept = {name: getattr(version, name) for name in names}
        return {**kept, "value": typed(version.value), "retrieved_on": today, "seen": version.n}


class ImportForm(forms.Form):
    """A table of figures."""

    table = forms.FileField(
        label=gettext_lazy("Table of figures (Excel or CSV)"),
        help_text=gettext_lazy("Nothing is written before you have seen what would change."),
        error_messages={"required": gettext_lazy("Choose the file with the table.")},
        widget=forms.FileInput(attrs={"accept": TABLE_TYPES}),
    )
    keeper: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Kept by"), empty_label=None
    )

    def __init__(self, *args: Any, keepers: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_one(self, "keeper", keepers)


class TerritoryForm(forms.Form):
    """A territory that the table lacks."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        label=gettext_lazy("Code"),
        max_length=40,
        error_messages={"invalid": gettext_lazy("Letters without marks, digits and hyphens only.")},
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level.choices)
    valid_from = day_field(
        gettext_lazy("Exists since"),
        help_text=gettext_lazy("Leave empty where nobody needs to know."),
    )
    valid_to = day_field(gettext_lazy("Ended on"))
    becomes = forms.ModelChoiceField(
        Territory.objects.all(),
        label=gettext_lazy("What took its place"),
        required=False,
        empty_label=gettext_lazy("Nothing, or not known"),
    )
    basis = forms.CharField(label=gettext_lazy("Legal basis"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["becomes"].label_from_instance = territory_words  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()
