"""The examples in the docstrings run."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = ("cells", "extract", "forms", "numbers", "phrases")


@pytest.mark.parametrize("name", [*(f"figures.{m}" for m in MODULES), "model.period"])
def test_examples_of_a_module_hold(name: str) -> None:
    results = doctest.testmod(import_module(f"minhbach.{name}"))

    assert (results.failed, results.attempted > 0) == (0, True)
