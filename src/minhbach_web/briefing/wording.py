"""How figures and their sources are said: the same words on pages and in files, in Vietnamese.

A source line goes into printed kits, so it is Vietnamese whoever reads the page; pages have their
own words beside it.
"""

from __future__ import annotations

import datetime

from minhbach_web.briefing.amounts import with_measure
from minhbach_web.briefing.models import FigureVersion
from minhbach_web.briefing.periods import period_words

STATUS_WORDS = {
    "estimate": "số ước tính",
    "provisional": "số sơ bộ",
    "final": "số chính thức",
    "revised": "số đã điều chỉnh",
    "corrected": "số đã đính chính",
}
INVENTED = "SỐ LIỆU MINH HỌA, KHÔNG CHÍNH THỨC"


def value_words(version: FigureVersion) -> str:
    """The number as it stands in a sentence: "5,05%"."""
    return with_measure(version.value, version.figure.measure, version.qualifier)


def source_words(version: FigureVersion) -> str:
    """What, where, when, how much, how final; then who published it on which day."""
    figure = version.figure
    said = (
        f"{figure.concept}, {figure.territory.name}, {period_words(figure.period)}: "
        f"{value_words(version)} ({STATUS_WORDS[version.status]}). {origin_words(version)}"
    )
    return f"{INVENTED}. {said}" if figure.invented else said


def origin_words(version: FigureVersion) -> str:
    """ "Nguồn: …, công bố ngày 29/12/2023, truy cập ngày 02/01/2024."."""
    parts = [f"Nguồn: {version.source.rstrip(' .')}"]
    if version.address:
        parts.append(version.address)
    if version.published_on:
        parts.append(f"công bố ngày {_day(version.published_on)}")
    parts.append(f"truy cập ngày {_day(version.retrieved_on)}")
    return ", ".join(parts) + "."


def public_origin(version: FigureVersion) -> str:
    """Where a figure of the public page comes from; an invented one says so first."""
    words = origin_words(version).removeprefix("Nguồn: ")
    return f"{INVENTED}. {words}" if version.figure.invented else words


def _day(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"
