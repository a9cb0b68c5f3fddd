"""The only serializer: model ↔ JSON values. Dates are ISO, Decimals are strings, NFC text as is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from cattrs import Converter

from minhbach.model.document import Block, Paragraph, Table

SCHEMA = 1

T = TypeVar("T")


@cache
def converter() -> Converter:
    """The one converter; knows dates, decimals and the two kinds of block."""
    conv = Converter(unstruct_collection_overrides={tuple: list})
    conv.register_unstructure_hook(date, lambda d: d.isoformat())
    conv.register_structure_hook(date, lambda v, _: date.fromisoformat(v))
    conv.register_unstructure_hook(Decimal, str)
    conv.register_structure_hook(Decimal, lambda v, _: Decimal(v))
    conv.register_structure_hook(
        Block, lambda v, _: conv.structure(v, Table if "cells" in v else Paragraph)
    )
    return conv


def to_json(value: object) -> Any:
    """Plain JSON values (dict, list, str, int, float, bool, None) of any model object.

    >>> from minhbach.model.document import Note
    >>> to_json(Note("header-missing"))
    {'code': 'header-missing', 'anchor': None, 'params': {}}
    """
    return converter().unstructure(value)


def from_json(kind: type[T], value: Any) -> T:
    """The model object of ``kind`` from what ``to_json`` gave; raises on a wrong shape."""
    return converter().structure(value, kind)
