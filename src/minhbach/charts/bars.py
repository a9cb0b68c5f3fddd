"""Upright bars over time or horizontal order: one number each, none drawn where none is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 6, 6, 24, 44
MANY = 6  # more bars than this: smaller letters
INK, BAR, SOFT, RULE = "#16202a", "#14406b", "#8fa6bd", "#c9d2da"


@dataclass(frozen=True, slots=True)
class Bar:
    """``label``: a slash breaks it in two lines (Q1/2024); ``text``: the number as it is printed;
    ``complete``: all units stand behind it."""

    label: str
    value: Decimal | None
    text: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing and what it says; the table beside it is the page's."""

    svg: str
    title: str
    description: str
    bars: tuple[Bar, ...]


def bar_chart(
    title: str, description: str, bars: tuple[Bar, ...], *, planned: Decimal | None = None
) -> Chart:
    """Bars from nought up, each with its number above and its label below.

    A bar that not all units stand behind is lighter, with a dashed edge. Negative values are not
    drawn below the line: what is counted here is never negative. ``planned``: what each bar should
    reach; an outline of that height stands around it.

    >>> chart = bar_chart("Số hội nghị", "Theo quý.", (Bar("Quý I", Decimal(3), "3"),))
    >>> chart.svg.count("<rect")
    1
    """
    highest = max((bar.value for bar in bars if bar.value is not None), default=Decimal(0))
    highest = max(highest, planned or Decimal(0))
    step = Decimal(WIDTH - LEFT - RIGHT) / max(1, len(bars))
    shapes = [_outline(at, step, planned, highest) for at in range(len(bars)) if planned]
    shapes += [_bar(at, bar, step, highest) for at, bar in enumerate(bars)]
    base = HEIGHT - BOTTOM
    body = "".join(
        [
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
            *shapes,
            f'<line x1="{LEFT}" y1="{base}" x2="{WIDTH - RIGHT}" y2="{base}" stroke="{RULE}"/>',
        ]
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'class="chart" fill="{INK}" font-size="{10 if len(bars) > MANY else 13}">{body}</svg>'
    )
    return Chart(svg, title, description, bars)


def _outline(at: int, step: Decimal, planned: Decimal, highest: Decimal) -> str:
    base = HEIGHT - BOTTOM
    tall = Decimal(base - TOP) * planned / highest
    width = min(step * Decimal("0.6"), Decimal(64))
    return (
        f'<rect x="{_fixed(LEFT + step * at + (step - width) / 2)}" y="{_fixed(base - tall)}" '
        f'width="{_fixed(width)}" height="{_fixed(tall)}" fill="none" stroke="{BAR}"/>'
    )


def _bar(at: int, bar: Bar, step: Decimal, highest: Decimal) -> str:
    left = LEFT + step * at
    middle = _fixed(left + step / 2)
    base = HEIGHT - BOTTOM
    first, _slash, second = bar.label.partition("/")
    label = "".join(
        f'<text x="{middle}" y="{base + 16 * row}" text-anchor="middle">{escape(text)}</text>'
        for row, text in enumerate((first, second), 1)
        if text
    )
    if bar.value is None:
        return f'{label}<text x="{middle}" y="{base - 6}" text-anchor="middle">–</text>'
    room = Decimal(base - TOP)
    tall = room * max(bar.value, Decimal(0)) / highest if highest > 0 else Decimal(0)
    width = min(step * Decimal("0.6"), Decimal(64))
    look = (
        f'fill="{BAR}"' if bar.complete else f'fill="{SOFT}" stroke="{BAR}" stroke-dasharray="4 3"'
    )
    shape = (
        f'<rect x="{_fixed(left + (step - width) / 2)}" y="{_fixed(base - tall)}" '
        f'width="{_fixed(width)}" height="{_fixed(tall)}" {look}/>'
    )
    number = (
        f'<text x="{middle}" y="{_fixed(base - tall - 6)}" text-anchor="middle" '
        f'font-weight="600">{escape(bar.text)}</text>'
    )
    return label + shape + number


def _fixed(value: Decimal | int) -> str:
    return f"{Decimal(value):.1f}"
