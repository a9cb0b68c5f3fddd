"""Results as Markdown, to the screen and to ``benchmarks/results``."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

_RESULTS = Path(__file__).parent / "results"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is left, the others right."""
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def publish(workload: str, title: str, parts: Sequence[str], *, cores: str = "one core") -> None:
    """Print a result and keep it as ``results/<workload>.md``. ``cores``: what the work had."""
    day = datetime.now(UTC).date().isoformat()
    python = platform.python_version()
    facts = f"Python {python}, {platform.machine()}, {cores}, {day}. Read the ratios."
    text = "\n\n".join([f"# {workload}: {title}", facts, *parts]) + "\n"
    _RESULTS.mkdir(exist_ok=True)
    (_RESULTS / f"{workload}.md").write_text(text, encoding="utf-8")
    print(text)
