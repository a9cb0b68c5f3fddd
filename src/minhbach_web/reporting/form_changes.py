"""Changes to a form in the making, and what differs from its last version. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web import engine
from minhbach_web.core.search import search_key

Part = engine.Element | engine.FormSection
T = TypeVar("T")
LONGEST = 40


def part_of(form: engine.Form, code: str) -> Part | None:
    """The element or section with that code."""
    parts: list[Part] = [*form.elements, *form.sections]
    return next((part for part in parts if part.code == code), None)


def with_part(form: engine.Form, part: Part, old: str = "") -> engine.Form:
    """The form with ``part`` in place of the one with code ``old``, or at the end."""
    if isinstance(part, engine.Element):
        return replace(form, elements=_put(form.elements, part, lambda p: p.code == old))
    return replace(form, sections=_put(form.sections, part, lambda p: p.code == old))


def _put(parts: tuple[T, ...], new: T, is_old: Callable[[T], bool]) -> tuple[T, ...]:
    if any(is_old(part) for part in parts):
        return tuple(new if is_old(part) else part for part in parts)
    return (*parts, new)


def without_part(form: engine.Form, code: str) -> engine.Form:
    """The form without that element or section; rules that named it name it no more."""
    rules = []
    for rule in form.rules:
        left = tuple(c for c in rule.elements if c != code)
        right = tuple(c for c in rule.others if c != code)
        # A sum with a part missing would say something else: such a comparison goes.
        broken = rule.kind == "compare" and (left, right) != (rule.elements, rule.others)
        if left and not broken:
            rules.append(replace(rule, elements=left, others=right))
    return replace(
        form,
        elements=tuple(e for e in form.elements if e.code != code),
        sections=tuple(s for s in form.sections if s.code != code),
        rules=tuple(rules),
    )


def moved_part(form: engine.Form, code: str, step: int) -> engine.Form:
    """The form with that element or section one place up (-1) or down (+1)."""
    return replace(
        form,
        elements=_moved(form.elements, code, step),
        sections=_moved(form.sections, code, step),
    )


def _moved(parts: tuple[Any, ...], code: str, step: int) -> tuple[Any, ...]:
    codes = [part.code for part in parts]
    if code not in codes:
        return parts
    at, order = codes.index(code), list(parts)
    to = min(max(at + step, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return tuple(order)


def with_rule(form: engine.Form, rule: engine.Rule, at: int | None = None) -> engine.Form:
    """The form with ``rule`` at that place, or at the end."""
    rules = list(form.rules)
    if at is None or at >= len(rules):
        rules.append(rule)
    else:
        rules[at] = rule
    return replace(form, rules=tuple(rules))


def without_rule(form: engine.Form, at: int) -> engine.Form:
    return replace(form, rules=tuple(r for n, r in enumerate(form.rules) if n != at))


def code_from(name: str, taken: Sequence[str]) -> str:
    """A code made of a name: "Số hội nghị" → "so_hoi_nghi"; a number behind it where taken."""
    base = search_key(name).replace(" ", "_")
    base = "".join(c for c in base if c.isascii() and (c.isalnum() or c == "_"))[:LONGEST]
    base = base.strip("_")
    if not base or not base[0].isalpha():
        base = f"chi_tieu_{base}".strip("_")
    code, n = base, 2
    while code in taken:
        code, n = f"{base}_{n}", n + 1
    return code


@dataclass(frozen=True)
class Difference:
    """``kind``: added, retired, changed, moved. ``what``: name of the part; old and new text."""

    kind: str
    what: str
    old: str = ""
    new: str = ""


NAMES = {
    "name": gettext_lazy("Name"),
    "unit": gettext_lazy("Unit of measure"),
    "over_units": gettext_lazy("Over units"),
    "over_time": gettext_lazy("Over periods"),
    "basis": gettext_lazy("In the period or running total"),
    "scale": gettext_lazy("Decimals"),
    "synonyms": gettext_lazy("Other names"),
    "levels": gettext_lazy("Types of unit that count it"),
    "zero": gettext_lazy("What 0 means"),
    "help": gettext_lazy("What to count"),
    "theme": gettext_lazy("Theme"),
    "period": gettext_lazy("Kind of period"),
    "also": gettext_lazy("Further kinds of period"),
    "cut_off": gettext_lazy("Days of a period"),
    "replaces": gettext_lazy("Replaces the reports of"),
}


def differences(old: engine.Form | None, new: engine.Form) -> list[Difference]:
    """What the new version changes, in the order of the form; without an old one, nothing."""
    if old is None:
        return []
    found = [
        Difference(
            "changed", str(NAMES[name]), shown(getattr(old, name)), shown(getattr(new, name))
        )
        for name in ("name", "period", "also", "cut_off", "replaces")
        if getattr(old, name) != getattr(new, name)
    ]
    found += _parts(old.elements, new.elements)
    found += _parts(old.sections, new.sections)
    gone = [rule for rule in old.rules if rule not in new.rules]
    found += [Difference("retired", rule_words(old, rule)) for rule in gone]
    found += [Difference("added", rule_words(new, r)) for r in new.rules if r not in old.rules]
    return found


def _parts(old: Sequence[Part], new: Sequence[Part]) -> list[Difference]:
    known = {part.code: part for part in old}
    found = []
    for part in new:
        before = known.get(part.code)
        if before is None:
            found.append(Difference("added", part.name))
        elif before != part:
            found += _fields(before, part)
    kept = {part.code for part in new}
    found += [Difference("retired", part.name) for part in old if part.code not in kept]
    order = [p.code for p in old if p.code in kept], [p.code for p in new if p.code in known]
    if order[0] != order[1]:
        found.append(Difference("moved", _("The order has changed")))
    return found


def _fields(old: Part, new: Part) -> list[Difference]:
    return [
        Difference(
            "changed",
            f"{new.name}: {NAMES[f.name]}",
            shown(getattr(old, f.name)),
            shown(getattr(new, f.name)),
        )
        for f in fields(new)
        if getattr(old, f.name) != getattr(new, f.name)
    ]


WORDS = {
    "sum": gettext_lazy("added up"),
    "last": gettext_lazy("the last one"),
    "max": gettext_lazy("the highest"),
    "none": gettext_lazy("not added up"),
    "in_period": gettext_lazy("in the period"),
    "cumulative": gettext_lazy("running total"),
    "month": gettext_lazy("month"),
    "quarter": gettext_lazy("quarter"),
    "half-year": gettext_lazy("half-year"),
    "year": gettext_lazy("year"),
}


def shown(value: object) -> str:
    """A field's value in words."""
    if isinstance(value, tuple):
        return "; ".join(shown(item) for item in value)
    if isinstance(value, engine.CutOff):
        return cut_off_words(value)
    return str(WORDS.get(str(value), value))


def cut_off_words(cut_off: engine.CutOff) -> str:
    """Which days a month holds, in words."""
    if cut_off == engine.CALENDAR:
        return _("calendar months")
    day, back = cut_off.first_day, cut_off.months_back
    if day == 1:
        return _("the calendar month before") if back else _("calendar months")
    if back:
        return _("from day %(first)s of the month before to day %(last)s") % {
            "first": day,
            "last": day - 1,
        }
    return _("from day %(first)s to day %(last)s of the month after") % {
        "first": day,
        "last": day - 1,
    }


def rule_words(form: engine.Form, rule: engine.Rule) -> str:
    """The rule as a sentence."""
    names = [part.name if (part := part_of(form, code)) else code for code in rule.elements]
    others = [part.name if (part := part_of(form, code)) else code for code in rule.others]
    left, right = "; ".join(f"“{n}”" for n in names), " + ".join(f"“{n}”" for n in others)
    if rule.kind == "required":
        return _("%(left)s has to be answered") % {"left": left}
    if rule.kind == "decimals":
        return _("%(left)s: no more decimals than the question allows") % {"left": left}
    if rule.kind == "outlier":
        return _("%(left)s: at most %(factor)s times away from the unit's own earlier values") % {
            "left": left,
            "factor": f"{rule.factor:f}",
        }
    if rule.kind == "range":
        least = f"≥ {rule.least:f}" if rule.least is not None else ""
        most = f"≤ {rule.most:f}" if rule.most is not None else ""
        return f"{left}: {' · '.join(part for part in (least, most) if part)}"
    sign = {"<=": "≤", ">=": "≥"}.get(rule.operator, rule.operator)
    return f"{' + '.join(f'“{n}”' for n in names)} {sign} {right}"
