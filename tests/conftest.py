"""What all tests share: a program that the machine lacks is told loudly, and fails in CI."""

from __future__ import annotations

import os
import shutil

import pytest

LOUD = "PROGRAM MISSING: "


def program_or_skip(name: str) -> str:
    """The path of a program; without it the test is skipped, or fails where nothing may be."""
    path = shutil.which(name)
    if path is not None:
        return path
    reason = f"{LOUD}{name} is not installed"
    if os.environ.get("MINHBACH_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the very end, in capitals: what was not tested and why."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        _, _, reason = report.longrepr
        if LOUD in reason:
            reasons[reason.removeprefix("Skipped: ")] = (
                reasons.get(reason.removeprefix("Skipped: "), 0) + 1
            )
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{reason.upper()}: {count} TESTS NOT RUN", red=True, bold=True)
