"""A series over time: points joined where they may be compared, apart where they may not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from minhbach.charts.bars import BAR, INK, RULE, Chart

WIDTH, HEIGHT = 360, 230
LEFT, RIGHT, TOP, BOTTOM = 30, 30, 44, 44
BREAK = "#8a5a00"
MANY = 7  # more points than this: numbers at the ends and extremes only


@dataclass(frozen=True, slots=True)
class Point:
    """``label``: a slash breaks it in two lines (Q1/2024); ``text``: the number as it is printed;
    ``firm``: a final number; ``broken``: what changed since the point before, "" where the two
    may be compared."""

    label: str
    value: Decimal
    text: str
    firm: bool = True
    broken: str = ""


def series_chart(title: str, description: str, points: tuple[Point, ...]) -> Chart:
    """Points in their order, from nought so that differences are seen as large as they are.

    A number that isn't final has a hollow point; no line is drawn over a break, a dashed line and
    its reason stand there instead.

    >>> two = (Point("2023", Decimal("5.05"), "5,05"), Point("2024", Decimal("7.09"), "7,09"))
    >>> series_chart("GDP", "Theo năm.", two).svg.count("<circle")
    2
    """
    low = min((p.value for p in points), default=Decimal(0))
    high = max((p.value for p in points), default=Decimal(0))
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = high - low or Decimal(1)
    step = Decimal(WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    start = Decimal(LEFT) if len(points) > 1 else Decimal(WIDTH) / 2
    room = Decimal(HEIGHT - TOP - BOTTOM)
    places = [
        (start + step * at, Decimal(TOP) + room * (high - p.value) / span)
        for at, p in enumerate(points)
    ]
    ground = Decimal(TOP) + room * high / span
    body = [
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
        f'<line x1="8" y1="{ground:.1f}" x2="{WIDTH - 8}" y2="{ground:.1f}" stroke="{RULE}"/>',
        *_joins(points, places),
    ]
    told = _told(points)
    body += [_point(p, *places[at], shown=at in told) for at, p in enumerate(points)]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'class="chart" fill="{INK}" font-size="{12 if len(points) > MANY else 14}">'
        f"{''.join(body)}</svg>"
    )
    return Chart(svg, title, description, ())


def _joins(points: tuple[Point, ...], places: list[tuple[Decimal, Decimal]]) -> list[str]:
    drawn = []
    for at in range(1, len(points)):
        (x1, y1), (x2, y2) = places[at - 1], places[at]
        if not points[at].broken:
            drawn.append(
                f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                f'stroke="{BAR}" stroke-width="2"/>'
            )
            continue
        middle = (x1 + x2) / 2
        drawn.append(
            f'<line x1="{middle:.1f}" y1="22" x2="{middle:.1f}" y2="{HEIGHT - BOTTOM}" '
            f'stroke="{BREAK}" stroke-dasharray="4 3"/>'
            f'<text x="{middle:.1f}" y="14" text-anchor="{_anchor(middle)}" fill="{BREAK}" '
            f'font-size="12">{escape(points[at].broken)}</text>'
        )
    return drawn


def _anchor(x: Decimal) -> str:
    if x < WIDTH / 4:
        return "start"
    return "end" if x > WIDTH * 3 / 4 else "middle"


def _told(points: tuple[Point, ...]) -> set[int]:
    """Which points have their number written beside them."""
    if len(points) <= MANY:
        return set(range(len(points)))
    values = [p.value for p in points]
    return {0, len(points) - 1, values.index(max(values)), values.index(min(values))}


def _point(point: Point, x: Decimal, y: Decimal, *, shown: bool) -> str:
    fill = BAR if point.firm else "#fff"
    dot = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="{BAR}" stroke-width="2"/>'
    )
    number = (
        f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle" font-weight="600">'
        f"{escape(point.text)}</text>"
        if shown
        else ""
    )
    first, _slash, second = point.label.partition("/")
    names = "".join(
        f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 4 + 15 * row}" text-anchor="middle">'
        f"{escape(text)}</text>"
        for row, text in enumerate((first, second), 1)
        if text and (shown or first)
    )
    return dot + number + names
