"""Form → TOML: what the editor writes and what ``load_form`` reads back as the same form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from minhbach.model.cutoff import CALENDAR
from minhbach.model.form import Element, Form, FormSection, Rule

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', 0x7F: "\\u007f"} | {
    code: f"\\u{code:04x}" for code in range(0x20)
}
Value = str | int | Decimal | tuple[str, ...]


def form_toml(form: Form) -> str:
    """The form as a TOML file; ``load_form`` gives an equal form back.

    >>> print(form_toml(Form("a", "A", "month", (Element("b", "B", "buổi"),))), end="")
    code = "a"
    name = "A"
    period = "month"
    <BLANKLINE>
    [[element]]
    code = "b"
    name = "B"
    unit = "buổi"
    """
    tables = [_table("", _head(form))]
    tables += [_table("[[element]]", _element(element)) for element in form.elements]
    tables += [_table("[[section]]", _section(section)) for section in form.sections]
    tables += [_table("[[rule]]", _rule(rule)) for rule in form.rules]
    return "\n".join(tables)


def _table(name: str, pairs: Iterable[tuple[str, Value]]) -> str:
    lines = [name] if name else []
    lines += [f"{key} = {_value(value)}" for key, value in pairs]
    return "\n".join(lines) + "\n"


def _value(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _head(form: Form) -> Iterator[tuple[str, Value]]:
    yield from (("code", form.code), ("name", form.name), ("period", form.period))
    if form.also:
        yield "also", form.also
    if form.cut_off != CALENDAR:
        yield "cut_off.first_day", form.cut_off.first_day
        yield "cut_off.months_back", form.cut_off.months_back
    if form.replaces:
        yield "replaces", form.replaces
    if form.version != 1:
        yield "version", form.version


def _element(element: Element) -> Iterator[tuple[str, Value]]:
    usual = Element("", "", "")
    for key in ("code", "name", "unit"):
        yield key, getattr(element, key)
    for key in (
        "over_units",
        "over_time",
        "basis",
        "scale",
        "synonyms",
        "levels",
        "zero",
        "help",
        "theme",
    ):
        if getattr(element, key) != getattr(usual, key):
            yield key, getattr(element, key)


def _section(section: FormSection) -> Iterator[tuple[str, Value]]:
    yield from (("code", section.code), ("name", section.name))
    if section.help:
        yield "help", section.help


def _rule(rule: Rule) -> Iterator[tuple[str, Value]]:
    yield from (("kind", rule.kind), ("elements", rule.elements), ("severity", rule.severity))
    if rule.kind == "compare":
        yield from (("operator", rule.operator), ("others", rule.others))
    if rule.kind == "outlier":
        yield from (("factor", rule.factor), ("margin", rule.margin))
    for key, limit in (("least", rule.least), ("most", rule.most)):
        if limit is not None:
            yield key, limit
    if rule.message:
        yield "message", rule.message
