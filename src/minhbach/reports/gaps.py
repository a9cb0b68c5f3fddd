"""What the report can't say: one sentence per matter, for the person who signs it."""

from __future__ import annotations

from collections.abc import Iterator

from minhbach.reports.context import Context
from minhbach.reports.grid import disagrees
from minhbach.reports.words import words

_NAMES_AT_MOST = 5


def gaps(context: Context) -> tuple[str, ...]:
    """Sentences: missing units first, then values, then what the paper itself lacks.

    Each names what a person has to look at: units without a report and conflicts by name, values
    that are open or not given with one sentence per element.
    """
    return (*_units(context), *_values(context), *_paper(context))


def _units(context: Context) -> Iterator[str]:
    names = [context.name(code) for code in context.units if code not in context.reports]
    if names:
        yield _text("missing", names, all_names=True)


def _values(context: Context) -> Iterator[str]:
    states = ["not_given", "unconfirmed"]
    if not any(total.n_reported for total in context.totals):
        states.remove("unconfirmed")
        if any(total.unconfirmed for total in context.totals):
            yield words("report")["gaps"]["nothing_confirmed"]
    for element in context.data.form.elements:
        asked = list(context.asked(element))
        for state in states:
            names = [context.name(code) for code, value in asked if value.state == state]
            if names:
                yield _text(state, names, element=element.name)
        names = [context.name(code) for code, value in asked if disagrees(value)]
        if names:
            yield _text("conflict", names, all_names=True, element=element.name)


def _text(key: str, names: list[str], *, all_names: bool = False, **facts: str) -> str:
    """The sentence; more units than fit are counted, not named."""
    text = words("report")["gaps"]
    long = len(names) > _NAMES_AT_MOST and not all_names
    sentence: str = text[f"{key}_many" if long else key].format(
        units="; ".join(names), count=len(names), **facts
    )
    return sentence


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
