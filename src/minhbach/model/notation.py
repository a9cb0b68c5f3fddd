"""Types of documents and the grammar of their numbers; used by readers and citations.

A state number is ``12/2024/NĐ-CP``, ``310/KH-UBND`` or, for official letters, ``4085/UBND-ĐT``;
a Party number is ``12-KH/BTGĐUK``; laws are ``68/2022/QH15``. Sources stand in
document_types.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from minhbach.vi.text import clean, fold_accents, fold_tone_placement

Scheme = Literal["state", "party"]

_CODE = r"[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđÂĂÊÔƠƯâăêôơư]*\d{0,2}"
# The separators of a state number are slashes, then hyphens; of a Party number the reverse.
_STATE = re.compile(
    rf"(?P<number>\d{{1,6}}[a-zA-Z]?)/(?:(?P<year>\d{{4}})/)?(?P<codes>{_CODE}(?:[-&./]{_CODE})*)"
)
_PARTY = re.compile(
    rf"(?P<number>\d{{1,6}}[a-zA-Z]?)-(?P<type>{_CODE})/(?P<body>{_CODE}(?:[-&./]{_CODE})*)"
)
_SPACES_AROUND = re.compile(r"\s*([-/&.])\s*|\s+")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """``state``/``party``: the abbreviations in use there, best first; None: no such type there."""

    name: str
    english: str
    state: tuple[str, ...] | None
    party: tuple[str, ...] | None

    @property
    def slug(self) -> str:
        """The name without accents, hyphenated: ``quyet-dinh``."""
        return slug(self.name)


@dataclass(frozen=True, slots=True)
class Notation:
    """A number taken apart. ``type_code``: as written ("KH"); None for letters and laws."""

    number: str
    year: int | None
    type_code: str | None
    body: str
    scheme: Scheme

    def __str__(self) -> str:
        if self.scheme == "party":
            return f"{self.number}-{self.type_code}/{self.body}"
        codes = f"{self.type_code}-{self.body}" if self.type_code else self.body
        return f"{self.number}/{self.year}/{codes}" if self.year else f"{self.number}/{codes}"


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Every known type, in the order of the table."""
    data = files("minhbach.model").joinpath("document_types.toml").read_text(encoding="utf-8")
    return tuple(
        DocumentType(
            entry["name"],
            entry["english"],
            tuple(entry["state"]) if "state" in entry else None,
            tuple(entry["party"]) if "party" in entry else None,
        )
        for entry in tomllib.loads(data)["type"]
    )


def slug(name: str) -> str:
    """A name without accents, lower case, hyphenated.

    >>> slug("Chương trình hành động")
    'chuong-trinh-hanh-dong'
    """
    return _SLUG.sub("-", fold_accents(name).lower()).strip("-")


@cache
def _titles() -> tuple[tuple[str, DocumentType], ...]:
    """Type names in capitals and one tone placement, longest first."""
    names = [(fold_tone_placement(t.name).upper(), t) for t in document_types()]
    return tuple(sorted(names, key=lambda entry: -len(entry[0])))


@cache
def _title_names() -> tuple[str, ...]:
    return tuple(name for name, _ in _titles())


def type_of_title(line: str) -> tuple[DocumentType, str] | None:
    """The type that a title line in capitals names, and what follows the name on that line.

    >>> found = type_of_title("KẾ HOẠCH")
    >>> (found[0].slug, found[1])
    ('ke-hoach', '')
    """
    text = fold_tone_placement(" ".join(line.split()))
    if not text.startswith(_title_names()):
        return None
    for name, kind in _titles():
        if text.startswith(name) and not text[len(name) : len(name) + 1].isalpha():
            return kind, text[len(name) :].strip()
    return None


@cache
def type_of_code(code: str, scheme: Scheme) -> DocumentType | None:
    """The type that an abbreviation means in that scheme.

    >>> type_of_code("QĐ", "state").name, type_of_code("KL", "party").name
    ('Quyết định', 'Kết luận')
    """
    for kind in document_types():
        codes = kind.state if scheme == "state" else kind.party
        if codes and code in codes:
            return kind
    folded = code.upper()
    for kind in document_types():
        codes = kind.state if scheme == "state" else kind.party
        if codes and folded in {known.upper() for known in codes}:
            return kind
    return None


def normalise_number(text: str) -> str:
    """A number without spaces, with plain hyphens and the right Đ.

    >>> normalise_number("223/KH- UBND"), normalise_number("01 / 2005 /TT-BKH")
    ('223/KH-UBND', '01/2005/TT-BKH')
    """
    text = clean(text).replace("–", "-").replace("—", "-").replace("−", "-")
    return _SPACES_AROUND.sub(lambda found: found[1] or "", text.strip())


def parse_number(text: str) -> Notation | None:
    """A number taken apart, None when it has neither shape.

    >>> parse_number("12-KH/BTGĐUK").type_code, parse_number("4085/UBND-ĐT").type_code
    ('KH', None)
    """
    text = normalise_number(text)
    found = _PARTY.fullmatch(text)
    if found:
        return Notation(found["number"], None, found["type"], found["body"], "party")
    found = _STATE.fullmatch(text)
    if not found:
        return None
    first, _, rest = found["codes"].partition("-")
    year = int(found["year"]) if found["year"] else None
    if rest and type_of_code(first, "state"):
        return Notation(found["number"], year, first, rest, "state")
    return Notation(found["number"], year, None, found["codes"], "state")
