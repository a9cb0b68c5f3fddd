"""PD: the layout of Party documents, 36-HD/VPTW and, from 27/5/2026, 05-HD/VPTW."""

from __future__ import annotations

from functools import partial

from minhbach.checks.context import Checks
from minhbach.checks.layout import body, looks, page

CHECKS: Checks = (
    (("PD-P1", "PD-P2", "PD-P4"), partial(page, profile="party")),
    (("PD-P3", "PD-06", "PD-06j", "PD-06i", "PD-06b", "PD-06l"), partial(body, profile="party")),
    (
        (
            "PD-01",
            "PD-02a",
            "PD-02b",
            "PD-03s",
            "PD-04s",
            "PD-05a",
            "PD-05t",
            "PD-07a",
            "PD-07b",
            "PD-07n",
            "PD-09b",
            "PD-09s",
            "PD-06c",
        ),
        partial(looks, profile="party"),
    ),
)
