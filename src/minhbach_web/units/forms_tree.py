"""Forms about the tree: a day, a decision, one line of it, a table."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.units import queries
from minhbach_web.units.changes import NAME_NEEDED, TARGET_NEEDED, Line
from minhbach_web.units.models import Kind, OrganisationUnit

DEFAULT_LIMIT = 20 * 2**20
FAR = (datetime.date(1945, 1, 1), datetime.date(2199, 12, 31))
CANDIDATES = 5


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=widget,
        error_messages={
            "required": _("Enter the day."),
            "invalid": _("Enter a day as day/month/year, such as 1/7/2025."),
        },
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        **options,
    )


def in_reach(day: datetime.date) -> datetime.date:
    """The day, if any office was there on it."""
    if not FAR[0] <= day <= FAR[1]:
        raise forms.ValidationError(_("Enter a day from 1945 on."))
    return day


class ImportForm(forms.Form):
    """A table of units."""

    table = forms.FileField(
        label=_("Table of units (Excel or CSV)"),
        help_text=_(
            "Columns: code, name, short_name, type, parent_code; Vietnamese heads will do. The "
            "unit at the top has no parent_code. Nothing is changed before you have seen what "
            "would change."
        ),
        error_messages={"required": _("Choose the file with the table.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
    )
    day = day_field(
        label=_("The tree is so since"),
        required=False,
        help_text=_(
            "Leave blank for today. For the tree as it stood before a re-organisation, enter a "
            "day before that."
        ),
    )

    def clean_day(self) -> datetime.date | None:
        day = self.cleaned_data["day"]
        if day is None:
            return None
        if day > clock.today():
            raise forms.ValidationError(_("A table speaks of today or an earlier day."))
        return in_reach(day)


class DecisionForm(forms.Form):
    """What a decision says of itself."""

    number = forms.CharField(
        label=_("Number and notation"),
        max_length=80,
        help_text=_("As on the decision, such as 123-QĐ/TU."),
        error_messages={"required": _("Enter the number of the decision.")},
    )
    issued = day_field(label=_("Date of the decision"))
    issuer = forms.CharField(
        label=_("Issued by"),
        max_length=250,
        error_messages={"required": _("Enter who issued the decision.")},
    )
    subject = forms.CharField(
        label=_("About"),
        max_length=500,
        help_text=_("The subject of the decision, in its own words."),
        error_messages={"required": _("Enter what the decision is about.")},
    )
    effective = day_field(
        label=_("In force from"),
        help_text=_(
            "The tree is as before up to the day before this one. A later day is kept: the tree "
            "changes when it comes."
        ),
    )
    document = forms.FileField(
        label=_("The decision as a file"),
        required=False,
        help_text=_("Word, PDF or another file of the decision; kept as evidence."),
    )
    carry_roles = forms.BooleanField(
        label=_("People of a closed unit keep their roles in its one successor"),
        required=False,
        initial=True,
        help_text=_("Where a unit ends with no successor or several, its roles end in any case."),
    )

    def clean_issued(self) -> datetime.date:
        day = in_reach(self.cleaned_data["issued"])
        if day > clock.today():
            raise forms.ValidationError(_("The decision cannot be dated after today."))
        return day

    def clean_effective(self) -> datetime.date:
        return in_reach(self.cleaned_data["effective"])

    def clean_document(self) -> Any:
        """Refused before it is kept: hostile files, and such with a mark of secrecy."""
        file = self.cleaned_data.get("document")
        if not file:
            return None
        limit = int(getattr(settings, "UPLOAD_LIMIT", DEFAULT_LIMIT))
        if file.size > limit:
            text = _("The file is larger than %(limit)s MB.") % {"limit": limit // 2**20}
            raise forms.ValidationError(text)
        data = file.read()
        try:
            engine.read(data, file.name)
        except engine.MinhBachError as error:
            raise forms.ValidationError(error.text(get_language() or "vi")) from error
        file.seek(0)
        return file


class LineForm(forms.Form):
    """One line of a decision; units by code or by name."""

    kind = forms.ChoiceField(
        label=_("What happens"),
        choices=Kind.choices,
        error_messages={"required": _("Choose what happens.")},
    )
    code = forms.CharField(
        label=_("Unit"),
        max_length=250,
        help_text=_("Its code or its full name. For a new unit: the code that it shall have."),
        error_messages={"required": _("Enter the unit.")},
    )
    target = forms.CharField(
        label=_("Into or under which unit"),
        max_length=250,
        required=False,
        help_text=_(
            "Establish and move: the unit above. Merge, split and dissolve: the unit that takes "
            "over; one line for each. Rename: the new code, if it changes, too."
        ),
    )
    name = forms.CharField(
        label=_("New name"),
        max_length=250,
        required=False,
        help_text=_("Only where a unit is established or renamed."),
    )
    short_name = forms.CharField(label=_("New short name"), max_length=120, required=False)
    type = forms.CharField(label=_("Type"), max_length=80, required=False)

    def __init__(self, *args: Any, established: frozenset[str] = frozenset(), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.established = established

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind", "")
        if "code" in data:
            fresh = kind == Kind.ESTABLISH
            data["code"] = data["code"][:41] if fresh else self._unit("code", data["code"])
        if data.get("target") and kind != Kind.RENAME:
            data["target"] = self._unit("target", data["target"])
        if kind in TARGET_NEEDED and kind != Kind.ESTABLISH and not data.get("target"):
            self.add_error("target", _("Enter into or under which unit."))
        if kind in NAME_NEEDED and not data.get("name"):
            self.add_error("name", _("Enter the new name."))
        for field in ("code", "target"):
            if len(data.get(field) or "") > 40:
                self.add_error(field, _("A code has at most 40 characters."))
        return data

    def _unit(self, field: str, text: str) -> str:
        """The code of the unit meant: a code, or a name that one open unit alone has."""
        text = " ".join(text.split())
        units = queries.open_units()
        if text in self.established or units.filter(code=text).exists():
            return text
        found = list(queries.search_units(units, text)[: CANDIDATES + 1])
        same = [u for u in found if text.casefold() in (u.name.casefold(), u.code.casefold())]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0].code
        self.add_error(field, _which(found))
        return text

    def line(self) -> Line:
        """The line as it was entered."""
        data = self.cleaned_data
        return Line(
            0,
            data["kind"],
            data["code"],
            data["target"],
            data["name"],
            data["short_name"],
            data["type"],
        )


def _which(found: list[OrganisationUnit]) -> str:
    if not found:
        return str(_("No open unit has this code or name."))
    names = "; ".join(f"{unit.name} ({unit.code})" for unit in found[:CANDIDATES])
    more = " …" if len(found) > CANDIDATES else ""
    return str(_("Several units are called so. Enter one of the codes: %(names)s.")) % {
        "names": names + more
    }


class TableForm(forms.Form):
    """The lines of a decision as a table."""

    table = forms.FileField(
        label=_("Table of lines (Excel or CSV)"),
        help_text=_(
            "Columns: kind (establish, merge, split, move, rename, dissolve), code, target, name, "
            "short_name, type; Vietnamese heads and words will do. Replaces all lines above."
        ),
        error_messages={"required": _("Choose the file with the table.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
