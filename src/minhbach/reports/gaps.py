"""What the report can't say: one sentence each, for the person who signs it."""

from __future__ import annotations

from collections.abc import Iterator

from minhbach.reports.context import Context
from minhbach.reports.grid import disagrees
from minhbach.reports.words import words


def gaps(context: Context) -> tuple[str, ...]:
    """Sentences: missing units first, then values, then what the paper itself lacks."""
    return (*_units(context), *_values(context), *_paper(context))


def _units(context: Context) -> Iterator[str]:
    text = words("report")["gaps"]
    for code in context.units:
        if code not in context.reports:
            yield text["missing"].format(unit=context.name(code))


def _values(context: Context) -> Iterator[str]:
    text = words("report")["gaps"]
    states = {"not_given": "not_given", "unconfirmed": "unconfirmed"}
    if not any(total.n_reported for total in context.totals):
        states.pop("unconfirmed")
        if any(total.unconfirmed for total in context.totals):
            yield text["nothing_confirmed"]
    for element in context.data.form.elements:
        asked = dict(context.asked(element))
        for state, key in states.items():
            names = [context.name(code) for code, value in asked.items() if value.state == state]
            if names:
                yield text[key].format(element=element.name, units="; ".join(names))
        names = [context.name(code) for code, value in asked.items() if disagrees(value)]
        if names:
            yield text["conflict"].format(element=element.name, units="; ".join(names))


def _paper(context: Context) -> Iterator[str]:
    text, data = words("report")["gaps"], context.data
    for key, known in (
        ("number", data.number),
        ("date", data.date),
        ("place", data.place),
        ("issuer", data.issuer),
        ("recipients", data.recipients),
        ("signer", data.signer),
    ):
        if not known:
            yield text[key]
