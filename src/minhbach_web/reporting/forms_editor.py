"""What people type in the editor of forms; each page of it is one of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web import engine
from minhbach_web.reporting.form_changes import WORDS, code_from

KINDS = [(kind, WORDS[kind]) for kind in ("month", "quarter", "half-year", "year")]
ROLLUPS = [(rule, WORDS[rule]) for rule in ("sum", "last", "max", "none")]
CODE = forms.RegexField(
    r"^[a-z][a-z0-9_-]*$",
    label=gettext_lazy("Code"),
    help_text=gettext_lazy(
        "Small letters, digits, _ and -. Left empty, it is made of the name. It stays the same in "
        "all versions, so that periods can be compared."
    ),
    max_length=40,
    required=False,
)


def lines(text: str) -> tuple[str, ...]:
    """Each line that says something, once."""
    found = [" ".join(line.split()) for line in text.splitlines()]
    return tuple(dict.fromkeys(line for line in found if line))


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class PartForm(forms.Form):
    """What elements and narrative parts share; ``taken``: codes of the other parts."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    code = CODE

    def __init__(self, *args: Any, taken: Sequence[str], fixed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken, self.fixed = [code for code in taken if code != fixed], fixed
        if fixed:
            del self.fields["code"]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in self.taken:
            raise forms.ValidationError(_("Another part has this code. Choose another one."))
        return code

    def the_code(self) -> str:
        data = self.cleaned_data
        return self.fixed or data.get("code") or code_from(data["name"], self.taken)


class ElementForm(PartForm):
    """One question of the form."""

    unit = forms.CharField(label=gettext_lazy("Unit of measure"), max_length=60)
    theme = forms.CharField(
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy(
            "Questions of one theme stand together in the form and in the report. May stay empty."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "themes", "autocomplete": "off"}),
    )
    help = forms.CharField(
        label=gettext_lazy("What to count"),
        help_text=gettext_lazy("Unit reporters read it beside the field."),
        max_length=500,
        required=False,
    )
    zero = forms.CharField(label=gettext_lazy("What 0 means"), max_length=200, required=False)
    over_units = forms.ChoiceField(label=gettext_lazy("Over units"), choices=ROLLUPS)
    over_time = forms.ChoiceField(label=gettext_lazy("Over periods"), choices=ROLLUPS)
    basis = forms.ChoiceField(
        label=gettext_lazy("In the period or running total"),
        choices=[(basis, WORDS[basis]) for basis in ("in_period", "cumulative")],
    )
    scale = forms.IntegerField(label=gettext_lazy("Decimals"), min_value=0, max_value=6)
    levels = LinesField(
        label=gettext_lazy("Types of unit that count it"),
        help_text=gettext_lazy(
            "One a line, as the units' own types are written. Empty: every unit is asked."
        ),
    )
    synonyms = LinesField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("How reports call it, one a line: figures are found by them."),
    )

    def part(self) -> engine.Element:
        data = self.cleaned_data
        return engine.Element(
            code=self.the_code(),
            name=data["name"],
            unit=" ".join(data["unit"].split()),
            over_units=cast("Any", data["over_units"]),
            over_time=cast("Any", data["over_time"]),
            basis=cast("Any", data["basis"]),
            scale=data["scale"],
            synonyms=lines(data["synonyms"]),
            levels=lines(data["levels"]),
            zero=" ".join(data["zero"].split()),
            help=" ".join(data["help"].split()),
            theme=" ".join(data["theme"].split()),
        )


class SectionForm(PartForm):
    """One narrative part of the form."""

    help = forms.CharField(label=gettext_lazy("What to write"), max_length=500, required=False)

    def part(self) -> engine.FormSection:
        data = self.cleaned_data
        return engine.FormSection(self.the_code(), data["name"], " ".join(data["help"].split()))


class RuleForm(forms.Form):
    """One rule. What makes sense together is the engine's to say."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of rule"),
        choices=[
            ("required", gettext_lazy("Has to be answered")),
            ("range", gettext_lazy("Between two limits")),
            ("compare", gettext_lazy("Compared with other questions")),
            ("outlier", gettext_lazy("Not far from the unit's own past")),
            ("decimals", gettext_lazy("No more decimals than allowed")),
        ],
    )
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("Questions"), widget=forms.CheckboxSelectMultiple
    )
    operator = forms.ChoiceField(
        label=gettext_lazy("Comparison: the sum of these questions is"),
        choices=[
            ("<=", gettext_lazy("at most")),
            ("<", gettext_lazy("less than")),
            ("=", gettext_lazy("equal to")),
            (">=", gettext_lazy("at least")),
            (">", gettext_lazy("more than")),
        ],
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Comparison: the sum of"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    least = forms.DecimalField(
        label=gettext_lazy("Limits: at least"), required=False, max_digits=15
    )
    most = forms.DecimalField(label=gettext_lazy("Limits: at most"), required=False, max_digits=15)
    factor = forms.DecimalField(
        label=gettext_lazy("Past: how many times away"), required=False, max_digits=6
    )
    margin = forms.DecimalField(
        label=gettext_lazy("Past: differences up to this are normal"),
        required=False,
        max_digits=15,
        min_value=0,
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("When the rule is broken"),
        choices=[
            ("error", gettext_lazy("The report can't be sent")),
            ("warning", gettext_lazy("The unit gives a reason")),
        ],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(
        label=gettext_lazy("Own words of the message"), max_length=300, required=False
    )

    def __init__(self, *args: Any, form: engine.Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elements = [(e.code, e.name) for e in form.elements]
        sections = [(s.code, s.name) for s in form.sections]
        for name, choices in (("elements", elements + sections), ("others", elements)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the types
            field.choices = choices

    def rule(self) -> engine.Rule:
        data, kind = self.cleaned_data, self.cleaned_data["kind"]
        usual = engine.Rule(kind, ())
        return engine.Rule(
            kind=kind,
            elements=tuple(data["elements"]),
            severity=data["severity"],
            operator=data["operator"] if kind == "compare" else usual.operator,
            others=tuple(data["others"]) if kind == "compare" else (),
            least=data["least"] if kind == "range" else None,
            most=data["most"] if kind == "range" else None,
            factor=(data["factor"] or usual.factor) if kind == "outlier" else usual.factor,
            margin=(data["margin"] or usual.margin) if kind == "outlier" else usual.margin,
            message=" ".join(data["message"].split()),
        )


class FormSettings(forms.Form):
    """Name, kinds of period, which days they hold, which shorter reports they replace."""

    name = forms.CharField(label=gettext_lazy("Name of the form"), max_length=300)
    period = forms.ChoiceField(label=gettext_lazy("Kind of period"), choices=KINDS)
    also = forms.MultipleChoiceField(
        label=gettext_lazy("Further kinds of period"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cut_off = forms.ChoiceField(
        label=gettext_lazy("Days of a period"),
        widget=forms.RadioSelect,
        choices=[
            ("calendar", gettext_lazy("Calendar: from the 1st to the last day")),
            (
                "decree-09",
                gettext_lazy("From the 15th of the month before to the 14th (Decree 09/2019)"),
            ),
            ("own", gettext_lazy("Another day, given below")),
        ],
    )
    first_day = forms.IntegerField(
        label=gettext_lazy("First day"), min_value=1, max_value=28, required=False
    )
    months_back = forms.ChoiceField(
        label=gettext_lazy("That day is in"),
        choices=[
            ("1", gettext_lazy("the month before")),
            ("0", gettext_lazy("the month itself")),
        ],
        required=False,
    )
    replaces = forms.MultipleChoiceField(
        label=gettext_lazy("Replaces the shorter report that closes on the same day"),
        help_text=gettext_lazy(
            "The report of quarter I then stands for March: units don't report both."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaces"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the types
        field.choices = known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("cut_off") == "own" and not data.get("first_day"):
            self.add_error("first_day", _("Give the first day of a period, from 1 to 28."))
        return data

    def cut_off_rule(self) -> engine.CutOff:
        data = self.cleaned_data
        if data["cut_off"] == "own":
            back: Literal[0, 1] = 1 if data["months_back"] == "1" else 0
            return engine.CutOff(data["first_day"], back)
        return engine.CALENDAR if data["cut_off"] == "calendar" else engine.DECREE_09


class NewForm(forms.Form):
    """A new form begins with a name and a kind of period."""

    name = forms.CharField(label=gettext_lazy("Name of the form"), max_length=300)
    code = CODE
    period = forms.ChoiceField(label=gettext_lazy("Kind of period"), choices=KINDS)
