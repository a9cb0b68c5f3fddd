"""The examples in the docstrings of the readers are tests."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    "name", ["", ".issuer", ".joins", ".long_title", ".marks", ".markup", ".secrecy", ".signatory"]
)
def test_docstring_examples_hold(name: str) -> None:
    result = doctest.testmod(import_module(f"minhbach.readers{name}"))

    assert (result.failed, result.attempted > 0) == (0, True)
