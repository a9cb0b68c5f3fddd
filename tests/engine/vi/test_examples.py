"""The examples in the docstrings of the language package are tests."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from minhbach.vi import collate, dates, legacy, numbers, text


@pytest.mark.parametrize("module", [collate, dates, legacy, numbers, text])
def test_docstring_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)

    assert (result.failed, result.attempted > 0) == (0, True)
