"""Numbers and symbols of documents: "30/2020/NĐ-CP", "64-KL/TW", "5104/BTTTT-PTTH&TTĐT"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from minhbach.citations.tables import body_family, kind_of_symbol

_DASH = "-‐‑‒–—―−\u00ad"
_UP = "A-ZĐÐÂĂÊÔƠƯАВСЕНКМОРТХ"
_WORD = rf"[{_UP}](?:[\w&]|\.(?=[{_UP}0-9]))*&?"
# A space may stand on either side of a dash or slash inside a number: "NĐ -CP", "8376 /VBHN",
# "2009/⏎NĐ-CP". After a spaced dash only a word in capitals goes on ("QĐ - TTg" but "TW - Ban").
_JOIN = (
    rf"(?:[{_DASH}/]|\s[{_DASH}/](?=\S)"
    rf"|[{_DASH}/]\s{{1,2}}(?=[{_UP}]{{2}})|\s[{_DASH}]\s(?=[{_UP}]{{2}}))"
)
# "Nghị quyết số 66 NQ/TW": a space stands for the dash, before these only.
_PARTY_TYPES = "NQ|QĐ|CT|KL|KH|HD|TB|BC|CV|CTr|TTr|QC"
# The digit comes first, the look behind after it: the scan then leaps from digit to digit.
_CODE = re.compile(
    rf"""(?P<number>\d(?:(?<![-\w/.,‐‑‒–—―−]\d)|(?<=[sS]ố\d)|(?<=SỐ\d))\d{{0,5}}
    (?:[a-zA-Zđ](?![\w])|[A-ZĐ]{{2,3}}(?=/)|\.\d{{1,4}})?)
    (?:\s{{0,2}}(?P<first>[{_DASH}/])\s{{0,2}}|\s(?=(?:{_PARTY_TYPES})/(?:TW|TU|ĐU)(?!\w)))
    (?:(?P<year>(?:19|20)\s?\d\d|\d{{2,5}}(?=/))\s{{0,2}}(?P<second>[{_DASH}/])\s{{0,2}})?
    (?P<symbol>{_WORD}(?:{_JOIN}{_WORD}){{0,7}})
    """,
    re.VERBOSE,
)
_LOOKALIKE = str.maketrans("АВСЕНКМОРТХÐ", "ABCEHKMOPTXĐ")
_SPACE_OR_DASH = re.compile(rf"\s{{0,4}}([{_DASH}/])\s{{0,4}}")
_TERM = re.compile(r"(?:UBTV)?QH(?:\d{1,2}|[IVX]+)$|QH\d*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_TITLECASE = re.compile(rf"[A-ZĐ][{_LOWER}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Code:
    """A number as found at ``start:end``; ``notation`` is normalised, ``parts`` the symbol's words.

    ``first`` is the separator after the number: "-" marks Party and Youth Union documents.
    """

    start: int
    end: int
    number: str
    first: str
    year: str | None
    parts: tuple[str, ...]
    notation: str
    repaired: bool

    @property
    def type_symbol(self) -> str | None:
        """The part that names the document type, if one does ("NĐ", "KH"; None for letters)."""
        symbol = self.parts[0]
        if len(self.parts) > 1 and kind_of_symbol(symbol):
            return symbol
        if symbol == "VBHN" or (len(self.parts) == 1 and kind_of_symbol(symbol)):
            return symbol
        return None

    @property
    def bodies(self) -> tuple[str, ...]:
        """The parts that name bodies."""
        return self.parts[1:] if self.type_symbol else self.parts

    @property
    def certain(self) -> bool:
        """True when the shape alone shows a document number, without a type word or "số"."""
        if _TERM.match(self.parts[0]) or _TERM.match(self.parts[-1]):
            return self.year is not None or len(self.parts) > 1
        known = self.bodies and self.bodies[0] in body_family()
        if self.type_symbol and len(self.parts) > 1:
            return bool(self.year) or bool(known) or self.bodies[0].isupper()
        return bool(known) and len(self.parts) > 1


def find_codes(text: str) -> Iterator[Code]:
    """Every document number in ``text``, from left to right.

    >>> [c.notation for c in find_codes("Nghị định số 155/2018/NĐ -CP và 13/2024/NĐ- CP")]
    ['155/2018/NĐ-CP', '13/2024/NĐ-CP']
    """
    for match in _CODE.finditer(text):
        code = _read(match)
        if code:
            yield code


def _read(match: re.Match[str]) -> Code | None:
    symbol = _symbol(match["symbol"])
    if symbol is None:
        return None
    year = re.sub(r"\s", "", match["year"]) if match["year"] else ""
    second = _plain_separator(match["second"]) if year else ""
    first = _plain_separator(match["first"] or "-")
    return Code(
        start=match.start(),
        end=match.start("symbol") + len(symbol.printed),
        number=match["number"],
        first=first,
        year=year if _YEAR.fullmatch(year) else None,
        parts=symbol.parts,
        notation=match["number"] + first + year + second + symbol.plain,
        repaired=symbol.repaired or not match["first"],
    )


def _plain_separator(printed: str) -> str:
    return "/" if printed == "/" else "-"


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A symbol as printed and as meant: "ND- CP" → "NĐ-CP", parts NĐ and CP."""

    printed: str
    plain: str
    parts: tuple[str, ...]
    repaired: bool


@lru_cache(maxsize=4096)
def _symbol(printed: str) -> _Symbol | None:
    kept = _trim(printed)
    if kept is None:
        return None
    plain = _notation("/" + kept + "/")[1:-1]
    parts = tuple(p for p in re.split(r"[-/]", plain) if p)
    if not parts or all(len(p) < 2 for p in parts):
        return None
    repaired = kept.translate(_LOOKALIKE) != kept or ("Đ" in plain and "Đ" not in kept)
    return _Symbol(kept, plain, parts, repaired)


def _trim(symbol: str) -> str | None:
    """The symbol without what was only a word after a dash ("TW - Ban" → "TW")."""
    words = re.split(rf"(\s{{0,4}}[{_DASH}/]\s{{0,4}})", symbol)
    kept = words[0].rstrip(".")
    if _TITLECASE.match(kept) and not kept.startswith(("Tg", "Ch")):
        return None
    for joint, word in zip(words[1::2], words[2::2], strict=True):
        if _TITLECASE.match(word) and not word.isupper():
            break
        kept += joint + word
    return kept.rstrip(".&")


def _notation(raw: str) -> str:
    """No spaces, plain dashes, Đ as it should be: "13/2024/ND- CP" → "13/2024/NĐ-CP"."""
    text = _SPACE_OR_DASH.sub(lambda m: "/" if m.group(1) == "/" else "-", raw)
    text = re.sub(r"\s", "", text).translate(_LOOKALIKE)
    return re.sub(r"(?<=[/-])(ND|QD)(?=[/-])", lambda m: m.group()[0] + "Đ", text)
