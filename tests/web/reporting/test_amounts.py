"""Numbers as people type them, exact in the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach_web.reporting.amounts import format_amount, parse_amount, scaled, unscaled
from minhbach_web.reporting.problems import CantRead

NUMBERS = st.decimals(min_value=0, max_value=999999, places=3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("1.250", "1250"),
        ("1 250", "1250"),
        ("12.345.678", "12345678"),
        ("95,5", "95.5"),
        ("95.5", "95.5"),
        ("95,5 %", "95.5"),
        ("0", "0"),
        ("07", "7"),
    ],
)
def test_amount_is_read_as_people_write_it(text: str, value: str) -> None:
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-3", "mười hai", "1,250", "1.2.3", "1e9", "9" * 13, "١٢"])
def test_amount_that_is_unclear_is_not_guessed(text: str) -> None:
    with pytest.raises(CantRead):
        parse_amount(text)


@given(NUMBERS)
def test_scaled_number_comes_back_exact(value: Decimal) -> None:
    number, scale = scaled(value)
    assert unscaled(number, scale) == value


@given(st.decimals(min_value=0, max_value=999999, places=2))
def test_formatted_amount_is_read_back(value: Decimal) -> None:
    assert parse_amount(format_amount(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1250", "1.250"),
        ("95.50", "95,5"),
        ("100", "100"),
        ("0", "0"),
        ("1234567.25", "1.234.567,25"),
    ],
)
def test_amount_is_written_as_on_paper(value: str, text: str) -> None:
    assert format_amount(Decimal(value)) == text
