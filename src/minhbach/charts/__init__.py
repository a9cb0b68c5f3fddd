"""Values → drawings: SVG with title, description and a table of what is drawn."""

from __future__ import annotations

from minhbach.charts.bars import Bar, Chart, bar_chart
from minhbach.charts.series import Point, series_chart

__all__ = ["Bar", "Chart", "Point", "bar_chart", "series_chart"]
