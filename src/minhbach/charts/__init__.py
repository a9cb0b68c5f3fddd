"""Values → drawings: SVG with title, description and a table of what is drawn."""

from __future__ import annotations

from minhbach.charts.bars import Bar, Chart, bar_chart

__all__ = ["Bar", "Chart", "bar_chart"]
