"""The ``[[rule]]`` tables of a form file, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from minhbach.errors import UsageError
from minhbach.model.form import Operator, Rule, RuleKind, Severity

_KINDS = get_args(RuleKind)
_SEVERITIES = get_args(Severity)
_OPERATORS = get_args(Operator)
# What each kind of rule can say besides kind, elements, severity and message.
_KEYS: dict[str, tuple[str, ...]] = {
    "required": (),
    "range": ("least", "most"),
    "compare": ("operator", "others"),
    "outlier": ("factor", "margin"),
    "decimals": (),
}
_COMMON = ("kind", "elements", "severity", "message")


def rule_of(
    raw: Mapping[str, Any], place: str, elements: tuple[str, ...], sections: tuple[str, ...]
) -> Rule:
    """The rule of one table; UsageError for what can't be meant.

    >>> rule_of({"kind": "range", "elements": ["a"], "most": 100}, "[[rule]] 1", ("a",), ()).most
    Decimal('100')
    """
    kind = _word(raw, "kind", _KINDS, place, None)
    _check_keys(raw, kind, place)
    asked = (*elements, *sections) if kind == "required" else elements
    rule = Rule(
        kind=kind,
        elements=_codes(raw, "elements", asked, place),
        # Far from the past is no error in itself: it asks for a reason.
        severity=_word(
            raw, "severity", _SEVERITIES, place, "warning" if kind == "outlier" else "error"
        ),
        operator=_word(raw, "operator", _OPERATORS, place, "<="),
        others=_codes(raw, "others", elements, place) if kind == "compare" else (),
        least=_number(raw, "least", place),
        most=_number(raw, "most", place),
        factor=_number(raw, "factor", place) or Decimal(3),
        margin=_number(raw, "margin", place) or Decimal(0),
        message=_sentence(raw, place),
    )
    _check_meaning(rule, place)
    return rule


def _check_keys(raw: Mapping[str, Any], kind: str, place: str) -> None:
    allowed = (*_COMMON, *_KEYS[kind])
    for key in raw:
        if key not in allowed:
            raise UsageError("form-key-unknown", key=key, place=place, allowed=", ".join(allowed))
    needed = ("elements", "others") if kind == "compare" else ("elements",)
    for key in needed:
        if key not in raw:
            raise UsageError("form-key-missing", key=key, place=place)


def _check_meaning(rule: Rule, place: str) -> None:
    if rule.kind == "range" and rule.least is None and rule.most is None:
        raise UsageError("form-key-missing", key="least", place=place)
    if rule.least is not None and rule.most is not None and rule.least > rule.most:
        raise _wrong("most", place, f"≥ {rule.least}")
    if rule.kind == "outlier" and rule.factor <= 1:
        raise _wrong("factor", place, "> 1")
    if set(rule.elements) & set(rule.others):
        raise _wrong("others", place, "elements ≠ others")


def _word(
    raw: Mapping[str, Any], key: str, allowed: tuple[str, ...], place: str, default: str | None
) -> Any:
    value = raw.get(key, default)
    if value not in allowed:
        raise _wrong(key, place, " | ".join(allowed))
    return value


def _codes(raw: Mapping[str, Any], key: str, known: tuple[str, ...], place: str) -> tuple[str, ...]:
    value = raw[key]
    codes = value if isinstance(value, list) else []
    if not codes or len(set(map(str, codes))) < len(codes):
        raise _wrong(key, place, "[“…”, “…”]")
    for code in codes:
        if code not in known:
            raise UsageError("form-rule-code-unknown", element=code, place=place)
    return tuple(codes)


def _number(raw: Mapping[str, Any], key: str, place: str) -> Decimal | None:
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(key, place, "1 | 97.5")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise _wrong(key, place, "1 | 97.5")
    return number


def _sentence(raw: Mapping[str, Any], place: str) -> str:
    value = raw.get("message", "")
    if not isinstance(value, str):
        raise _wrong("message", place, "“…”")
    return " ".join(value.split())


def _wrong(key: str, place: str, needed: str) -> UsageError:
    return UsageError("form-value-wrong", key=key, place=place, needed=needed)
