"""A series as a drawing: joined where it may be compared, nothing in it can be markup."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from minhbach.charts import Point, series_chart

NS = "{http://www.w3.org/2000/svg}"


def drawn(*points: Point) -> etree._Element:
    return etree.fromstring(series_chart("GDP <b>", "Theo & năm", points).svg)


def point(label: str, value: str, **more: object) -> Point:
    return Point(label, Decimal(value), value.replace(".", ","), **more)  # type: ignore[arg-type]  # a test


def test_no_line_is_drawn_over_a_break() -> None:
    whole = drawn(point("2023", "5"), point("2024", "6"), point("2025", "7"))
    broken = drawn(point("2023", "5"), point("2024", "6"), point("2025", "7", broken="đổi địa bàn"))

    def joins(svg: etree._Element) -> int:
        return len(svg.findall(f"{NS}line[@stroke-width='2']"))

    assert (joins(whole), joins(broken)) == (2, 1)
    assert "đổi địa bàn" in [text.text for text in broken.iter(f"{NS}text")]


def test_point_that_is_not_final_is_hollow_and_all_lie_in_the_picture() -> None:
    svg = drawn(point("2023", "-3.5"), point("Q1/2024", "120", firm=False))

    dots = svg.findall(f"{NS}circle")
    assert [dot.get("fill") for dot in dots] == ["#14406b", "#fff"]
    assert all(0 < float(dot.get("cy", "0")) < 230 for dot in dots)
    assert [svg.findtext(f"{NS}title"), svg.findtext(f"{NS}desc")] == ["GDP <b>", "Theo & năm"]


def test_many_points_name_the_ends_and_the_extremes() -> None:
    svg = drawn(*(point(str(2010 + n), str(n % 5)) for n in range(12)))

    bold = [text.text for text in svg.iter(f"{NS}text") if text.get("font-weight")]
    assert bold == ["0", "4", "1"]


def test_empty_series_and_noughts_are_drawn() -> None:
    assert len(drawn().findall(f"{NS}circle")) == 0
    assert len(drawn(point("2023", "0")).findall(f"{NS}circle")) == 1
