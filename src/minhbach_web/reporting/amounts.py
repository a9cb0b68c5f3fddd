"""Exact numbers: Decimal in Python, scaled integers in the database, Vietnamese on the page."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from minhbach_web.reporting.problems import CantRead

MAX_SCALE = 6
MAX_DIGITS = 12

# "1.250", "12.345.678", "1 250", "1.250,5"
GROUPED = re.compile(r"([0-9]{1,3}(?:[. \u00a0][0-9]{3})+)(?:,([0-9]{1,6}))?")
# "12", "95,5", "95.5"
PLAIN = re.compile(r"([0-9]{1,12})(?:[,.]([0-9]{1,6}))?")
# "1,250": a thousand or a fraction? Nobody can know.
UNCLEAR = re.compile(r"[0-9]{1,3},[0-9]{3}")


def scaled(value: Decimal) -> tuple[int, int]:
    """``value`` as (integer, decimals): Decimal("95.5") → (955, 1)."""
    exponent = value.normalize().as_tuple().exponent
    scale = max(0, -exponent) if isinstance(exponent, int) else 0
    return int(value.scaleb(scale)), scale


def unscaled(number: int | None, scale: int) -> Decimal | None:
    """The Decimal that was kept as (integer, decimals)."""
    return None if number is None else Decimal(number).scaleb(-scale)


def parse_amount(text: str) -> Decimal:
    """A number as people type it: "1.250", "1 250", "95,5", "12". Raises CantRead.

    A comma before exactly three digits could mean either thing, so it is not guessed.
    """
    cleaned = text.strip().removesuffix("%").strip()
    if match := GROUPED.fullmatch(cleaned):
        whole = re.sub(r"[^0-9]", "", match[1])
        return _bounded(Decimal(f"{whole}.{match[2] or '0'}"))
    if UNCLEAR.fullmatch(cleaned):
        whole = cleaned.replace(",", ".")
        raise CantRead(
            _("“%(text)s” can be read in two ways. Type %(whole)s if thousands are meant.")
            % {"text": cleaned, "whole": whole}
        )
    if match := PLAIN.fullmatch(cleaned):
        return _bounded(Decimal(f"{match[1]}.{match[2] or '0'}"))
    raise CantRead(
        _("“%(text)s” is not a number. Type digits only, such as 12, 1.250 or 95,5.")
        % {"text": cleaned[:40]}
    )


def _bounded(value: Decimal) -> Decimal:
    if len(value.as_tuple().digits) > MAX_DIGITS:
        raise CantRead(_("The number is too long. Check that it was typed right."))
    return value.normalize() + 0


def format_amount(value: Decimal | None) -> str:
    """A number as Vietnamese paper writes it: 1.250 and 95,5; "" for none."""
    if value is None:
        return ""
    # Normalising can leave an exponent ("1E+2"); fixed notation undoes it.
    fixed = f"{value.normalize():,f}"
    return fixed.translate(str.maketrans(",.", ".,"))
