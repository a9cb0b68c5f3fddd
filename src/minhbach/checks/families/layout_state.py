"""ND: the layout of state documents, Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

from functools import partial

from minhbach.checks.context import Checks
from minhbach.checks.layout import body, looks, page

CHECKS: Checks = (
    (("ND-P1", "ND-P2", "ND-P4"), partial(page, profile="state")),
    (("ND-P3", "ND-06", "ND-30a", "ND-30b", "ND-30c", "ND-30d"), partial(body, profile="state")),
    (
        (
            "ND-01s",
            "ND-01t",
            "ND-02a",
            "ND-02b",
            "ND-03s",
            "ND-04s",
            "ND-05a",
            "ND-05b",
            "ND-05s",
            "ND-07a",
            "ND-07s",
            "ND-09b",
            "ND-09s",
            "ND-31",
        ),
        partial(looks, profile="state"),
    ),
)
