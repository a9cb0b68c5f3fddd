"""Answers against the rules of their form: what is wrong, cell by cell, and what to do."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median
from typing import Literal

from minhbach.messages import message
from minhbach.model.form import Form, Rule, Severity

LEAST_HISTORY = 3  # earlier values that an outlier needs to be one
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer. ``number``: a value (zero too); ``blank``: none, with a kind; ``outside``: not
    applicable or not asked; ``open``: not answered yet. ``estimate``: hơn, trên, gần, khoảng."""

    state: Literal["number", "blank", "outside", "open"]
    value: Decimal | None = None
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that an answer does not keep. ``cell``: code of the element or section to look at;
    ``rule``: place of the rule in the form, from 0."""

    rule: int
    cell: str
    severity: Severity
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    own_words: str = ""

    def text(self, lang: str = "vi") -> str:
        """The sentence: the form's own words if it has some, else the usual ones."""
        return self.own_words or message(self.code, lang, **self.params)


def check_answers(
    form: Form,
    answers: Mapping[str, Given],
    *,
    texts: Mapping[str, str] | None = None,
    history: Mapping[str, Sequence[Decimal]] | None = None,
) -> tuple[Violation, ...]:
    """Every rule of ``form`` that the answers break, in the order of the rules.

    ``texts``: narrative parts by code; ``history``: the unit's own earlier values by element code,
    in any order. A comparison with an answer that is no number says nothing.

    >>> from minhbach.model.form import Element
    >>> form = Form("f", "F", "month", (Element("a", "Nữ", "người"), Element("b", "Tổng", "người")),
    ...             rules=(Rule("compare", ("a",), others=("b",)),))
    >>> found = check_answers(form, {"a": Given("number", Decimal(5)),
    ...                              "b": Given("number", Decimal(3))})
    >>> found[0].text()
    '“Nữ” là 5, phải nhỏ hơn hoặc bằng “Tổng” là 3. Hãy xem lại cả hai số.'
    """
    sheet = _Sheet(form, answers, texts or {}, history or {})
    return tuple(
        v for at, rule in enumerate(form.rules) for v in _CHECKS[rule.kind](sheet, at, rule)
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    form: Form
    answers: Mapping[str, Given]
    texts: Mapping[str, str]
    history: Mapping[str, Sequence[Decimal]]

    def value(self, code: str) -> Decimal | None:
        given = self.answers.get(code)
        return given.value if given is not None and given.state == "number" else None

    def values(self, codes: Sequence[str]) -> Iterator[tuple[str, Decimal]]:
        for code in codes:
            value = self.value(code)
            if value is not None:
                yield code, value

    def is_estimate(self, code: str) -> bool:
        given = self.answers.get(code)
        return given is not None and given.estimate

    def name(self, code: str) -> str:
        names = {part.code: part.name for part in self.form.elements}
        return {**names, **{part.code: part.name for part in self.form.sections}}.get(code, code)

    def names(self, codes: Sequence[str]) -> str:
        return " + ".join(f"“{self.name(code)}”" for code in codes)

    def breaks(self, at: int, rule: Rule, cell: str, code: str, **params: object) -> Violation:
        texts = {key: str(value) for key, value in params.items()}
        return Violation(at, cell, rule.severity, code, texts, rule.message)


def _required(sheet: _Sheet, at: int, rule: Rule) -> Iterator[Violation]:
    sections = {section.code for section in sheet.form.sections}
    for code in rule.elements:
        if code in sections:
            if not sheet.texts.get(code, "").strip():
                yield sheet.breaks(at, rule, code, "rule-text-required", name=sheet.name(code))
        elif sheet.answers.get(code, Given("open")).state in ("open", "blank"):
            yield sheet.breaks(at, rule, code, "rule-required", name=sheet.name(code))


def _range(sheet: _Sheet, at: int, rule: Rule) -> Iterator[Violation]:
    for code, value in sheet.values(rule.elements):
        facts = {"name": sheet.name(code), "value": written(value)}
        if rule.least is not None and value < rule.least:
            limit = written(rule.least)
            yield sheet.breaks(at, rule, code, "rule-too-small", limit=limit, **facts)
        if rule.most is not None and value > rule.most:
            limit = written(rule.most)
            yield sheet.breaks(at, rule, code, "rule-too-large", limit=limit, **facts)


def _compare(sheet: _Sheet, at: int, rule: Rule) -> Iterator[Violation]:
    left = [sheet.value(code) for code in rule.elements]
    right = [sheet.value(code) for code in rule.others]
    numbers = [value for value in (*left, *right) if value is not None]
    if len(numbers) < len(left) + len(right):
        return
    first, second = sum(numbers[: len(left)], Decimal()), sum(numbers[len(left) :], Decimal())
    if not _COMPARE[rule.operator](first, second):
        # "khoảng 50" against 48: an estimate can be off, so a reason is asked, nothing blocked.
        rough = any(sheet.is_estimate(code) for code in (*rule.elements, *rule.others))
        yield sheet.breaks(
            at,
            replace(rule, severity="warning") if rough else rule,
            rule.elements[0],
            f"rule-compare-{_WORDS[rule.operator]}",
            left=sheet.names(rule.elements),
            right=sheet.names(rule.others),
            first=written(first),
            second=written(second),
        )


def _outlier(sheet: _Sheet, at: int, rule: Rule) -> Iterator[Violation]:
    for code, value in sheet.values(rule.elements):
        earlier = sheet.history.get(code, ())
        if len(earlier) < LEAST_HISTORY:
            continue
        middle = median(earlier)
        low, high = sorted((abs(value), abs(middle)))
        if abs(value - middle) <= rule.margin or high <= low * rule.factor:
            continue
        yield sheet.breaks(
            at,
            rule,
            code,
            "rule-outlier",
            name=sheet.name(code),
            value=written(value),
            middle=written(middle),
            periods=len(earlier),
        )


def _decimals(sheet: _Sheet, at: int, rule: Rule) -> Iterator[Violation]:
    for code, value in sheet.values(rule.elements):
        scale = sheet.form.element(code).scale
        if value != round(value, scale):
            facts = {"name": sheet.name(code), "value": written(value), "scale": scale}
            kind = "rule-decimals" if scale else "rule-whole"
            yield sheet.breaks(at, rule, code, kind, **facts)


_WORDS = {"<=": "at-most", "<": "less", "=": "equal", ">=": "at-least", ">": "more"}
_CHECKS: dict[str, Callable[[_Sheet, int, Rule], Iterator[Violation]]] = {
    "required": _required,
    "range": _range,
    "compare": _compare,
    "outlier": _outlier,
    "decimals": _decimals,
}


def written(value: Decimal) -> str:
    """A number as Vietnamese paper writes it: 1.250; 97,5.

    >>> written(Decimal("1250.50"))
    '1.250,5'
    """
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
