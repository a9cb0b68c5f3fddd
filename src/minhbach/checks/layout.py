"""Numbers of the two layouts (data/layout.toml) against what a Word file says of itself."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from minhbach.checks.context import Context
from minhbach.checks.parts import Look, look_of
from minhbach.model.document import PageSetup, Paragraph
from minhbach.model.finding import Finding

_CM = 72 / 2.54
_TOLERANCE = 0.8  # points: 10 twips and the rounding of centimetres
_LONG = 60  # letters from which a paragraph surely fills more than its line


@cache
def _data() -> dict[str, dict[str, Any]]:
    data = files("minhbach.checks").joinpath("data/layout.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = tomllib.loads(data)
    return table


def looks(context: Context, profile: str) -> Iterator[Finding]:
    """Size, weight and slant of each component; one finding a component."""
    if not context.formatted:
        return
    for wanted in _data()[profile]["looks"]:
        for paragraph in context.parts.get(wanted["part"], [])[: wanted.get("first", 1)]:
            look = look_of(paragraph)
            if look is None:
                continue
            problems = list(_problems(look, paragraph, wanted))
            if problems:
                yield _told(context, wanted, paragraph, problems)
                break


Problem = tuple[str, str, str, str]  # actual and needed, in Vietnamese and English


def _problems(look: Look, paragraph: Paragraph, wanted: dict[str, Any]) -> Iterator[Problem]:
    low, high = wanted.get("size", (0, 0))
    if high and look.size is not None and not low - 0.1 <= look.size <= high + 0.1:
        sizes = f"{low}" if low == high else f"{low}–{high}"
        yield f"cỡ {look.size:g}", f"cỡ {sizes}", f"size {look.size:g}", f"size {sizes}"
    for name, on, vi, en in (
        ("bold", look.bold, "đậm", "bold"),
        ("italic", look.italic, "nghiêng", "italic"),
        ("underline", look.underline, "gạch chân", "underlined"),
    ):
        if name in wanted and wanted[name] != on:
            yes, no = (vi, f"không {vi}"), (en, f"not {en}")
            yield yes[not on], yes[not wanted[name]], no[not on], no[not wanted[name]]
    if "align" in wanted and paragraph.align not in ("", wanted["align"]):
        vi_name = {
            "center": "canh giữa",
            "justify": "canh đều hai bên",
            "left": "canh trái",
            "right": "canh phải",
        }
        yield vi_name[paragraph.align], vi_name[wanted["align"]], paragraph.align, wanted["align"]


def _told(
    context: Context, wanted: dict[str, Any], paragraph: Paragraph, problems: list[Problem]
) -> Finding:
    actual, right, actual_en, right_en = (", ".join(p[at] for p in problems) for at in range(4))
    return context.on(
        wanted["code"],
        paragraph,
        actual=actual,
        right=right,
        actual_en=actual_en,
        right_en=right_en,
    )


def page(context: Context, profile: str) -> Iterator[Finding]:
    """Paper, margins and page numbers of the first stretch."""
    rules = _data()[profile]
    for setup in context.doc.pages[:1]:
        sides = sorted((setup.width, setup.height))
        if abs(sides[0] - 595.3) > 3 or abs(sides[1] - 841.9) > 3:
            shown = f"{setup.width / _CM * 10:.0f} × {setup.height / _CM * 10:.0f} mm"
            yield context.whole(rules["paper"], actual=shown, right="A4, 210 × 297 mm")
        yield from _margins(context, setup, rules)
        yield from _page_number(context, setup, rules)


def _margins(context: Context, setup: PageSetup, rules: dict[str, Any]) -> Iterator[Finding]:
    if setup.landscape:
        return
    wrong: list[tuple[str, str, str]] = []
    for side, vi in (("top", "trên"), ("bottom", "dưới"), ("left", "trái"), ("right", "phải")):
        low, high = rules["margins"][side]
        value = getattr(setup, side)
        if not low / 10 * _CM - _TOLERANCE <= value <= high / 10 * _CM + _TOLERANCE:
            needed = f"{low}" if low == high else f"{low}–{high}"
            wrong.append((f"{vi} {value / _CM * 10:.0f} mm", f"{vi} {needed} mm", side))
    if wrong:
        actual, right = ("; ".join(w[at] for w in wrong) for at in (0, 1))
        yield context.whole(rules["margins"]["code"], actual=actual, right=right)


def _page_number(context: Context, setup: PageSetup, rules: dict[str, Any]) -> Iterator[Finding]:
    if sum(len(p.text) for p in context.paragraphs) < 6000:
        return  # may be one or two pages: a page number is not shown on the first
    shown = [text for text in setup.texts if text.number is not None]
    code = rules["page_number"]
    if not shown:
        yield context.whole(
            code,
            actual="không có số trang",
            right="số trang giữa lề trên",
            actual_en="no page number",
            right_en="centred in the top margin",
        )
    elif all(text.where == "footer" for text in shown):
        yield context.whole(
            code,
            actual="số trang ở lề dưới",
            right="số trang giữa lề trên",
            actual_en="in the bottom margin",
            right_en="centred in the top margin",
        )
    elif all(text.where == "header" and text.number in ("left", "right") for text in shown):
        yield context.whole(
            code,
            actual="số trang không ở giữa",
            right="số trang giữa lề trên",
            actual_en="not centred",
            right_en="centred in the top margin",
        )


def body(context: Context, profile: str) -> Iterator[Finding]:
    """Font, alignment, indent and spacing of the running text: what most of its letters have."""
    rules = _data()[profile]["body"]
    signed = next((p.start for p in context.paragraphs if p.role == "signature"), None)
    paragraphs = [
        p
        for p in context.parts.get("body", [])
        if len(p.text) >= _LONG and (signed is None or p.start < signed)
    ]
    if not context.formatted or not paragraphs:
        return
    weight: dict[str, Counter[Any]] = {name: Counter() for name in ("font", "size", "align")}
    for paragraph in paragraphs:
        look = look_of(paragraph)
        if look is not None:
            weight["font"][look.font] += len(paragraph.text)
            weight["size"][look.size] += len(paragraph.text)
        weight["align"][paragraph.align] += len(paragraph.text)
    font, size, align = (_most(weight[name]) for name in ("font", "size", "align"))
    if font and "timesnewroman" not in re.sub(r"[\W_]+", "", font.lower()):
        yield context.whole(rules["font"], actual=font, right="Times New Roman")
    low, high = rules["size"]
    if size is not None and not low - 0.1 <= size <= high + 0.1:
        yield context.whole(
            rules["size_code"],
            actual=f"cỡ {size:g}",
            right=f"cỡ {low}–{high}",
            actual_en=f"size {size:g}",
            right_en=f"size {low}–{high}",
        )
    if align in ("left", "right", "center"):
        yield context.whole(
            rules["align"],
            actual={"left": "canh trái", "right": "canh phải", "center": "canh giữa"}[align],
            right="canh đều hai bên",
            actual_en=align,
            right_en="justified",
        )
    yield from _spacing(context, paragraphs, rules)


def _most(counts: Counter[Any]) -> Any:
    """The value of at least six letters in ten."""
    if not counts:
        return None
    value, count = counts.most_common(1)[0]
    return value if count * 10 >= 6 * sum(counts.values()) else None


def _spacing(
    context: Context, paragraphs: list[Paragraph], rules: dict[str, Any]
) -> Iterator[Finding]:
    known = [
        p for p in paragraphs if p.spacing is not None and p.role in ("body", "preamble", "closing")
    ]
    if len(known) < 3:
        return
    gaps: Counter[Any] = Counter()
    lines: Counter[Any] = Counter()
    indents: Counter[Any] = Counter()
    for paragraph in known:
        spacing = paragraph.spacing
        if spacing is not None:
            gaps[round(max(spacing.before, spacing.after), 1)] += 1
            lines[spacing.rule, round(spacing.line, 2)] += 1
            indents[round(spacing.first, 1)] += 1
    gap, line, indent = _most(gaps), _most(lines), _most(indents)
    if gap is not None and gap < rules["gap"] - 0.1:
        yield context.whole(rules["gap_code"], actual=f"{gap:g} pt", right=f"≥ {rules['gap']} pt")
    if line is not None:
        rule, value = line
        low, high = rules["lines"] if rule == "auto" else rules["points"]
        if not low - 0.05 <= value <= high + 0.05:
            unit = "dòng" if rule == "auto" else "pt"
            yield context.whole(
                rules["line_code"], actual=f"{value:g} {unit}", right=f"{low:g}–{high:g} {unit}"
            )
    if (
        indent is not None
        and not rules["indent"][0] * _CM - 3 <= indent <= rules["indent"][1] * _CM + 3
    ):
        yield context.whole(
            rules["indent_code"],
            actual=f"{indent / _CM:.2f} cm",
            right=f"{rules['indent'][0]:g}–{rules['indent'][1]:g} cm",
        )
