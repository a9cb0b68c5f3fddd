"""Form files (biểu): TOML → Form, strictly. A key that nobody reads is an error, not a wish."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from minhbach.errors import UsageError
from minhbach.figures.form_rules import rule_of
from minhbach.model.cutoff import CALENDAR, CutOff
from minhbach.model.form import Element, Form, FormSection, PeriodKind, Rollup
from minhbach.vi.text import nfc

_ROLLUPS = get_args(Rollup)
_PERIODS = get_args(PeriodKind)
_BASES = ("in_period", "cumulative")
_FORM_KEYS = (
    "code",
    "name",
    "period",
    "also",
    "cut_off",
    "replaces",
    "version",
    "element",
    "section",
    "rule",
)
_ELEMENT_KEYS = (
    "code",
    "name",
    "unit",
    "over_units",
    "over_time",
    "basis",
    "scale",
    "synonyms",
    "levels",
    "zero",
    "help",
    "theme",
)
_SECTION_KEYS = ("code", "name", "help")
_CODE = re.compile(r"[a-z][a-z0-9_-]*")


def load_form(data: bytes | str) -> Form:
    """The form that a TOML text describes (see ``examples/forms/tuyen-truyen.toml``).

    Raises ``UsageError`` for text that is no TOML, for unknown or missing keys, for values of a
    wrong kind, and for a code that stands twice (elements and sections share one name space).

    >>> load_form('code="a"\\nname="A"\\nperiod="month"\\n[[element]]\\ncode="b"\\nname="B"\\n'
    ...           'unit="buổi"').elements[0].unit
    'buổi'
    """
    raw = _parse(data)
    _check_keys(raw, _FORM_KEYS, ("code", "name", "period", "element"), "[form]")
    elements = tuple(
        _element(item, f"[[element]] {number}")
        for number, item in enumerate(_tables(raw, "element"), 1)
    )
    sections = tuple(
        _section(item, f"[[section]] {number}")
        for number, item in enumerate(_tables(raw, "section"), 1)
    )
    _check_unique([*(e.code for e in elements), *(s.code for s in sections)])
    codes = (tuple(e.code for e in elements), tuple(s.code for s in sections))
    period = _one_of(raw, "period", _PERIODS, "[form]", None)
    return Form(
        code=_form_code(raw, "[form]"),
        name=_text(raw, "name", "[form]"),
        period=period,
        elements=elements,
        sections=sections,
        version=_whole(raw, "version", "[form]", default=1, least=1),
        rules=tuple(
            rule_of(item, f"[[rule]] {number}", *codes)
            for number, item in enumerate(_tables(raw, "rule"), 1)
        ),
        also=_also(raw, period),
        cut_off=_cut_off(raw),
        replaces=_texts(raw, "replaces", "[form]"),
    )


def _parse(data: bytes | str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return tomllib.loads(nfc(text), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("form-not-toml", detail=error) from error


def _tables(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UsageError("form-value-wrong", key=key, place="[form]", needed=f"[[{key}]]")
    if key == "element" and not value:
        raise UsageError("form-key-missing", key="element", place="[form]")
    return value


def _element(raw: Mapping[str, Any], place: str) -> Element:
    _check_keys(raw, _ELEMENT_KEYS, ("code", "name", "unit"), place)
    return Element(
        code=_form_code(raw, place),
        name=_text(raw, "name", place),
        unit=_text(raw, "unit", place),
        over_units=_one_of(raw, "over_units", _ROLLUPS, place, "sum"),
        over_time=_one_of(raw, "over_time", _ROLLUPS, place, "sum"),
        basis=_one_of(raw, "basis", _BASES, place, "in_period"),
        scale=_whole(raw, "scale", place, default=0, least=0),
        synonyms=_texts(raw, "synonyms", place),
        levels=_texts(raw, "levels", place),
        zero=_optional(raw, "zero", place),
        help=_optional(raw, "help", place),
        theme=" ".join(_optional(raw, "theme", place).split()),
    )


def _section(raw: Mapping[str, Any], place: str) -> FormSection:
    _check_keys(raw, _SECTION_KEYS, ("code", "name"), place)
    return FormSection(
        _form_code(raw, place), _text(raw, "name", place), _optional(raw, "help", place)
    )


def _also(raw: Mapping[str, Any], period: PeriodKind) -> tuple[PeriodKind, ...]:
    """Further kinds of period, the form's own left out, each once."""
    kinds = _texts(raw, "also", "[form]")
    if not set(kinds) <= set(_PERIODS):
        raise UsageError(
            "form-value-wrong", key="also", place="[form]", needed=" | ".join(_PERIODS)
        )
    return tuple(kind for kind in _PERIODS if kind in kinds and kind != period)


def _cut_off(raw: Mapping[str, Any]) -> CutOff:
    """``cut_off = { first_day = 15, months_back = 1 }``; the calendar where nothing is said."""
    value = raw.get("cut_off")
    if value is None:
        return CALENDAR
    place = "cut_off"
    if not isinstance(value, dict):
        needed = "{ first_day = 15, months_back = 1 }"
        raise UsageError("form-value-wrong", key="cut_off", place="[form]", needed=needed)
    _check_keys(value, ("first_day", "months_back"), ("first_day",), place)
    first = _whole(value, "first_day", place, default=1, least=1)
    back = _whole(value, "months_back", place, default=0, least=0)
    if back > 1:
        raise UsageError("form-value-wrong", key="months_back", place=place, needed="0 | 1")
    return CutOff(first, 1 if back else 0)


def _check_keys(
    raw: Mapping[str, Any], allowed: tuple[str, ...], needed: tuple[str, ...], place: str
) -> None:
    for key in raw:
        if key not in allowed:
            raise UsageError("form-key-unknown", key=key, place=place, allowed=", ".join(allowed))
    for key in needed:
        if key not in raw:
            raise UsageError("form-key-missing", key=key, place=place)


def _check_unique(codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise UsageError("form-code-twice", element=code)


def _text(raw: Mapping[str, Any], key: str, place: str) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.strip():
        raise UsageError("form-value-wrong", key=key, place=place, needed="“…”")
    return " ".join(value.split())


def _optional(raw: Mapping[str, Any], key: str, place: str) -> str:
    return _text(raw, key, place) if key in raw else ""


def _texts(raw: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise UsageError("form-value-wrong", key=key, place=place, needed="[“…”, “…”]")
    return tuple(" ".join(item.split()) for item in value)


def _form_code(raw: Mapping[str, Any], place: str) -> str:
    code = _text(raw, "code", place)
    if not _CODE.fullmatch(code):
        raise UsageError("form-value-wrong", key="code", place=place, needed="a–z 0–9 _ -")
    return code


def _one_of(
    raw: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str, default: str | None
) -> Any:
    value = raw.get(key, default)
    if value not in allowed:
        raise UsageError("form-value-wrong", key=key, place=place, needed=" | ".join(allowed))
    return value


def _whole(raw: Mapping[str, Any], key: str, place: str, *, default: int, least: int) -> int:
    value = raw.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 1_000_000:
        raise UsageError("form-value-wrong", key=key, place=place, needed=f"≥ {least}")
    return value
