"""Bars with their words: what is unknown is not drawn, what is incomplete looks so."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from minhbach.charts import Bar, bar_chart


def shapes(svg: str, name: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in etree.fromstring(svg).iter(f"{{*}}{name}")]


def test_bars_stand_in_proportion_and_none_is_drawn_for_the_unknown() -> None:
    chart = bar_chart(
        "Số hội nghị <A&B>",
        "Theo quý.",
        (
            Bar("Q1/2024", Decimal(10), "10"),
            Bar("Q2/2024", None, ""),
            Bar("Q3/2024", Decimal(5), "5", complete=False),
        ),
    )
    bars = shapes(chart.svg, "rect")
    texts = [e.text for e in etree.fromstring(chart.svg).iter("{*}text")]

    assert [bar["height"] for bar in bars] == ["152.0", "76.0"]
    assert ["stroke-dasharray" in bar for bar in bars] == [False, True]
    assert texts == ["Q1", "2024", "10", "Q2", "2024", "–", "Q3", "2024", "5"]
    assert etree.fromstring(chart.svg).findtext("{*}title") == "Số hội nghị <A&B>"


def test_nothing_but_noughts_is_drawn_flat() -> None:
    chart = bar_chart("A", "B", (Bar("2024", Decimal(0), "0"),))

    assert [bar["height"] for bar in shapes(chart.svg, "rect")] == ["0.0"]


def test_what_is_planned_stands_around_each_bar() -> None:
    bars = (Bar("1", Decimal(4), "4/16"), Bar("2", Decimal(0), "0/16"))

    chart = bar_chart("A", "B", bars, planned=Decimal(16))

    drawn = shapes(chart.svg, "rect")
    assert [bar["height"] for bar in drawn] == ["152.0", "152.0", "38.0", "0.0"]
    assert [bar["fill"] == "none" for bar in drawn] == [True, True, False, False]
