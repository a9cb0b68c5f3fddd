"""Canonical keys, one a document: ``scheme:TYPE:NUMBER[/YEAR]:BODY[@ISO-DATE][#PINPOINT]``."""

from __future__ import annotations

import re
from datetime import date

from minhbach.citations import pinpoints
from minhbach.citations.codes import Code
from minhbach.citations.folding import fold_word
from minhbach.citations.tables import body_family, kind_of_symbol, kinds

_NATIONAL = re.compile(r"QH\d{1,2}$")
_STANDING = re.compile(r"UBTVQH\d{1,2}$")


def key_of(code: Code, kind: str, stated: date | None, pinpoint: str | None) -> str:
    """The key of a numbered document.

    The date stands only where the number holds no year; a normative number that lacks its year
    ("95/UBTVQH15") takes it from the date.
    """
    year = code.year
    if year is None and stated and len(code.parts) == 1 and _STANDING.match(code.parts[0]):
        year = str(stated.year)
    number = f"{code.number}/{year}" if year else code.number
    dated = f"@{stated.isoformat()}" if stated and not year else ""
    where = f"#{pinpoints.path(pinpoint)}" if pinpoint else ""
    scheme = _scheme(code, year)
    return f"{scheme}:{_type(code, kind)}:{number}:{_body(code)}{dated}{where}"


def key_of_law(word: str, stated: date | None, pinpoint: str | None) -> str:
    """The key of a law cited by name: ``qppl:LUAT::QH``, with the date where it is stated."""
    kind = kinds().get(word)
    code = kind.code if kind else "ĐIEULE"
    dated = f"@{stated.isoformat()}" if stated else ""
    where = f"#{pinpoints.path(pinpoint)}" if pinpoint else ""
    if kind is None:
        return f"party:{code}::ĐH{dated}{where}"
    return f"qppl:{code}::{'UBTVQH' if code == 'PL' else 'QH'}{dated}{where}"


def key_of_short(kind: str, number: str, pinpoint: str | None) -> str:
    """The key of "Quy định 377" where the document does not say which: the body stays empty."""
    found = kinds().get(fold_word(kind))
    where = f"#{pinpoints.path(pinpoint)}" if pinpoint else ""
    return f"unknown:{found.code if found else ''}:{number}:{where}"


def _scheme(code: Code, year: str | None) -> str:
    families = {body_family().get(_plain(b)) for b in code.bodies[:2]} - {None}
    if year and (_is_national(code) or code.first == "/"):
        return "qppl"
    if "mass" in families:
        return "mass"
    first = body_family().get(_plain(code.bodies[0])) if code.bodies else None
    if first:
        return first
    return "party" if code.first == "-" else "state"


def _is_national(code: Code) -> bool:
    return any(_NATIONAL.match(p) or _STANDING.match(p) for p in code.parts)


def _type(code: Code, kind: str) -> str:
    """The type word wins over the symbol where both can be ("Quy định số 399-QĐ/TW")."""
    named = kinds().get(fold_word(kind))
    symbol = code.type_symbol
    if named and (named.law or symbol is None or symbol in named.symbols):
        return named.code
    if symbol in ("QĐi", "QĐI"):
        return "QyĐ"
    implied = kind_of_symbol(symbol) if symbol else None
    if implied:
        return implied.code
    return symbol or ("NQ" if _is_national(code) else "CV")


def _body(code: Code) -> str:
    return "-".join(_plain(b) for b in code.bodies)


def _plain(body: str) -> str:
    """An older spelling of a known body: "BKH&ĐT" → "BKHĐT"; others stay ("PTTH&TTĐT")."""
    bare = body.replace("&", "")
    return bare if bare in body_family() else body
