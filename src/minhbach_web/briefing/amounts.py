"""Exact numbers of figures: as a source writes them, as the database keeps them, as pages show."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from minhbach_web.briefing.problems import CantRead

MAX_DIGITS, MAX_SCALE = 15, 6

# "1.250", "12.345.678,5", "1 250", "-1.250"
GROUPED = re.compile(r"([-−]?)([0-9]{1,3}(?:[. \u00a0][0-9]{3})+)(?:,([0-9]{1,6}))?")
# "12", "95,5", "95.5", "-1,2"
PLAIN = re.compile(r"([-−]?)([0-9]{1,15})(?:[,.]([0-9]{1,6}))?")
# "1,250": a thousand or a fraction? Nobody can know.
UNCLEAR = re.compile(r"[-−]?[1-9][0-9]{0,2},[0-9]{3}")


def parse_amount(text: str) -> Decimal:
    """A number as people type it; the decimals stay as many as were typed. Raises CantRead.

    A comma before exactly three digits could mean either thing, so it is not guessed.
    """
    cleaned = " ".join(text.split()).removesuffix("%").strip()
    if UNCLEAR.fullmatch(cleaned):
        raise CantRead(
            _(
                "“%(text)s” can be read in two ways. Type %(whole)s if thousands are meant, or "
                "%(part)s if it is a fraction."
            )
            % {"text": cleaned, "whole": cleaned.replace(",", "."), "part": f"{cleaned}0"}
        )
    if match := GROUPED.fullmatch(cleaned):
        return _bounded(match[1], re.sub(r"[^0-9]", "", match[2]), match[3])
    if match := PLAIN.fullmatch(cleaned):
        return _bounded(match[1], match[2], match[3])
    raise CantRead(
        _("“%(text)s” is not a number. Type digits only, such as 12, 1.250, 95,5 or -1,2.")
        % {"text": cleaned[:40]}
    )


def _bounded(sign: str, whole: str, part: str | None) -> Decimal:
    if len(whole.lstrip("0")) + len(part or "") > MAX_DIGITS:
        raise CantRead(_("The number is too long. Check that it was typed right."))
    value = Decimal(f"{whole}.{part}" if part else whole)
    return -value if sign else value


def scaled(value: Decimal) -> tuple[int, int]:
    """``value`` as (integer, decimals), none of its decimals lost: Decimal("5.10") → (510, 2)."""
    exponent = value.as_tuple().exponent
    scale = max(0, -exponent) if isinstance(exponent, int) else 0
    return int(value.scaleb(scale)), scale


def format_amount(value: Decimal) -> str:
    """A number as Vietnamese paper writes it: 1.250 and 5,10."""
    fixed = f"{value:,f}"
    return fixed.translate(str.maketrans(",.", ".,"))


def with_measure(value: Decimal, measure: str, qualifier: str = "") -> str:
    """The number with its unit, as it stands in a sentence: "5,05%", "hơn 430 tỷ đồng"."""
    joined = "" if measure == "%" else " "
    said = f"{format_amount(value)}{joined}{measure}"
    return f"{qualifier} {said}" if qualifier else said


def typed(value: Decimal) -> str:
    """A number as it is typed into a field or a table, never to be doubted when it is read again:
    a fraction of three places gets a fourth ("1,2500"), since "1,250" could mean thousands."""
    text = f"{value:f}".replace(".", ",")
    return f"{text}0" if UNCLEAR.fullmatch(text) else text
