"""Units to choose from in forms: a list that stays short in a tree of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minhbach_web.units.queries import offer_units

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from minhbach_web.units.models import OrganisationUnit

CODES = 500  # lines of a pasted list


def offer_one(form: forms.Form, name: str, units: QuerySet[OrganisationUnit]) -> None:
    """One of ``units``; with one only, nobody is asked."""
    field = form.fields[name]
    offer = offer_units(units, _keys(form, name))
    _limit(field, units, offer.choices)
    if not form.is_bound and not form.initial.get(name) and offer.units:
        field.initial = offer.units[0].pk
    if offer.more:
        field.help_text = _(
            "The units nearest to the top are listed. People of the others choose their own."
        )
    elif len(offer.units) == 1:
        field.widget = forms.HiddenInput()


def offer_several(form: forms.Form, name: str, units: QuerySet[OrganisationUnit]) -> None:
    """Some of ``units``; those that the list has no room for are named by their codes."""
    field = form.fields[name]
    offer = offer_units(units, _keys(form, name))
    _limit(field, units, offer.choices)
    codes = form.fields["codes"]
    if not offer.more:
        del form.fields["codes"]
        return
    field.required = False
    codes.help_text = ngettext(
        "%(n)s further unit is not in the list. One code a line, as on the page of units.",
        "%(n)s further units are not in the list. One code a line, as on the page of units.",
        offer.more,
    ) % {"n": offer.more}


def units_with_codes(text: str, allowed: QuerySet[OrganisationUnit]) -> list[OrganisationUnit]:
    """The units with these codes, one a line. Raises ValidationError naming the others."""
    codes = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(codes) > CODES:
        raise forms.ValidationError(
            _("Too many lines. A list holds at most %(most)s codes.") % {"most": CODES}
        )
    found = {unit.code: unit for unit in allowed.filter(code__in=codes)}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise forms.ValidationError(
            _("No unit below has these codes: %(codes)s. Look them up on the page of units.")
            % {"codes": ", ".join(unknown[:5])}
        )
    return [found[code] for code in codes]


def _keys(form: forms.Form, name: str) -> Collection[int]:
    """What is chosen in the form already."""
    if form.is_bound:
        data = form.data
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
    else:
        given = form.initial.get(name) or []
    values = given if isinstance(given, list | tuple) else [given]
    keys = [str(getattr(value, "pk", value)) for value in values]
    return [int(key) for key in keys if key.isascii() and key.isdigit()][:CODES]


def _limit(field: Any, units: QuerySet[OrganisationUnit], choices: list[tuple[int, str]]) -> None:
    """Shows ``choices``; takes any of ``units``."""
    field.queryset = units
    field.choices = choices
