"""One citation against what is known: CT-01, 02, 03, 04, 07, 08, 11, 13."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from minhbach.citations import facts
from minhbach.citations.codes import Code, find_codes
from minhbach.citations.facts import Window, printed
from minhbach.citations.folding import fold, fold_word
from minhbach.citations.tables import kind_of_symbol, kinds
from minhbach.model.citation import Citation, Contradiction, Severity

_TERM = re.compile(r"(?:UBTV)?QH(\d{1,2})$")
_GRACE = 30  # days around a boundary of terms in which nothing is sure
_CONCLUDED = 60  # days after its opening in which a plenum's conclusion is signed
# such as "Hội nghị Trung ương 8 (khóa XIII)" or "Hội nghị lần thứ sáu Ban Chấp hành
# Trung ương Đảng khóa XII"
_KHOA = re.compile(r"khóa ([ivx]{1,5})(?!\w)")
_PLENUM = re.compile(
    r"hội nghị (?:lần thứ (?P<a>\w+) )?(?:của )?(?:ban chấp hành |bch )?trung ương(?: đảng)?"
    r"(?: (?:lần thứ )?(?P<b>\d{1,2}))?"
)
Weight = tuple[Severity, float]
_NORMATIVE = frozenset({"NĐ", "TT", "TTLT"})


def find(citations: Sequence[Citation], text: str) -> Iterator[Contradiction]:
    """Every contradiction of a single citation; equal ones share an entry with all their places."""
    merged: dict[tuple[str, str, str, str], list[Contradiction]] = {}
    for citation in citations:
        for found in _of_one(citation, text):
            key = (found.code, citation.key.partition("#")[0], found.needed, found.actual)
            merged.setdefault(key, []).append(found)
    for same in merged.values():
        places = tuple(f.places[0] for f in same)
        first = same[0]
        yield Contradiction(
            first.code,
            places,
            first.needed,
            first.actual,
            first.severity,
            first.confidence,
            first.source,
        )


def code_of(citation: Citation) -> Code | None:
    """The number of a citation, taken apart again."""
    return next(find_codes(citation.notation), None) if citation.notation else None


def _of_one(citation: Citation, text: str) -> Iterator[Contradiction]:
    code = code_of(citation)
    if code is None:
        return
    for rule in (_year, _assembly, _yearless, _type, _issuer, _existence):
        found = rule(citation, code)
        if found:
            yield found
    found = _central(citation, code, text)
    if found:
        yield found


def _entry(  # noqa: PLR0917 - one argument a field
    code: str,
    place: Citation,
    needed: str,
    actual: str,
    source: str,
    weight: Weight = ("error", 1.0),
) -> Contradiction:
    severity, confidence = weight
    if place.repaired and severity == "error":
        severity, confidence = "warning", 0.7
    return Contradiction(code, (place,), needed, actual, severity, confidence, source)


def _year(citation: Citation, code: Code) -> Contradiction | None:
    """CT-01: the year in the number is the year of the date."""
    when = citation.date
    if when is None or code.year is None or int(code.year) == when.year:
        return None
    return _entry("CT-01", citation, code.year, printed(when), "Law 64/2025/QH15; Decree 30/2020")


def _assembly(citation: Citation, code: Code) -> Contradiction | None:
    """CT-02: the date (or the year) lies in the National Assembly's term that the number names."""
    term = _TERM.fullmatch(code.parts[-1])
    window = facts.assemblies().get(int(term[1])) if term else None
    if window is None:
        return None
    source = "terms of the National Assembly"
    if citation.date:
        away = window.distance(citation.date)
        if not away:
            return None
        sure = window.sure and away > _GRACE
        severity: Severity = "error" if sure else "warning"
        actual = printed(citation.date)
        return _entry(
            "CT-02", citation, str(window), actual, source, (severity, 1.0 if sure else 0.6)
        )
    if code.year and not window.first.year <= int(code.year) <= window.last.year:
        weight: Weight = ("error", 1.0) if window.sure else ("warning", 0.6)
        return _entry("CT-02", citation, str(window), code.year, source, weight)
    return None


def _central(citation: Citation, code: Code, text: str) -> Contradiction | None:
    """CT-03 and CT-04: a stated term ("khóa XII") and plenum of the Central Committee fit the
    date of a Central Committee document."""
    if code.parts[-1] != "TW" or citation.date is None:
        return None
    words = fold(_stated(citation, text))
    named = _KHOA.search(words)
    if not named:
        return None
    term = named[1].upper()
    window = facts.central_terms().get(term)
    if window and window.distance(citation.date) > _GRACE:
        return _entry(
            "CT-03",
            citation,
            f"khóa {term}: {window}",
            printed(citation.date),
            "terms of the Central Committee; guidance 36-HD/VPTW, II.1.3",
        )
    return _plenum(citation, words, term)


def _plenum(citation: Citation, words: str, term: str) -> Contradiction | None:
    named = _PLENUM.search(words)
    number = facts.ordinal(named["a"] or named["b"] or "") if named else None
    window = facts.plenums().get((term, number)) if number else None
    if window is None or citation.date is None:
        return None
    signed = Window(window.first, window.first + timedelta(days=_CONCLUDED), sure=False)
    if not signed.distance(citation.date):
        return None
    needed, actual = f"từ {printed(window.first)}", printed(citation.date)
    return _entry("CT-04", citation, needed, actual, "days of plenums", ("warning", 0.8))


def _stated(citation: Citation, text: str) -> str:
    """The quote and the words that follow it in the same clause."""
    after = text[citation.end : citation.end + 60]
    return citation.quote + re.split(r"[;.\n]|\s(?:về|số|và)\s", after, maxsplit=1)[0]


def _issuer(citation: Citation, code: Code) -> Contradiction | None:
    """CT-07: the stated issuer is the body that the number names."""
    if not citation.issuer or citation.cls != "numbered":
        return None
    bodies = [_body(b) for b in code.bodies]
    known = facts.offices()
    if not bodies or bodies[0] not in known or (code.type_symbol and not _all(bodies, code)):
        return None
    stated = facts.offices_named(citation.issuer)
    allowed: set[str] = set()
    for body in bodies:
        if body in known:
            office = known[body]
            allowed |= {body, *office.also} | ({office.successor} if office.successor else set())
    if not stated or stated & allowed:
        return None
    needed = known[bodies[0]].names[0]
    return _entry("CT-07", citation, needed, citation.issuer, "issuers of numbers")


def _all(bodies: Sequence[str], code: Code) -> bool:
    """Joint documents ("TTLT") are judged only when every body is known."""
    joint = code.type_symbol in ("TTLT", "TTLB", "NQLT")
    return not joint or all(b in facts.offices() for b in bodies)


def _body(part: str) -> str:
    return re.sub(r"(?<=QH)\d{1,2}$", "", part).replace("&", "")


# Types that no other type word may stand for; "Công văn", "Văn bản" name any of them loosely.
_STRICT = frozenset(
    {"NQ", "QĐ", "CT", "NĐ", "TT", "KH", "BC", "TTr", "HD", "KL", "CĐ", "PL", "LUAT", "BOLUAT"}
)


def _type(citation: Citation, code: Code) -> Contradiction | None:
    """CT-08: the type word is that of the number; a Party regulation has QĐ."""
    symbol = code.type_symbol
    kind = kinds().get(fold_word(citation.kind))
    implied = kind_of_symbol(symbol) if symbol else None
    if kind is None or implied is None or symbol is None or symbol in kind.symbols:
        return None
    if kind.code not in _STRICT or implied.code not in _STRICT or kind.code == implied.code:
        return None
    if symbol.upper() in {s.upper() for s in kind.symbols}:
        return None
    if not fold(citation.quote).startswith(fold_word(kind.word)):
        return None
    # "Tờ trình số 11/TT-…" is an old habit: the abbreviation is TTr, nothing is in doubt.
    old = kind.code == "TTr" and symbol == "TT"
    needed, actual = implied.word, citation.kind
    source = "Decree 30/2020/NĐ-CP, annex III"
    return _entry("CT-08", citation, needed, actual, source, ("warning" if old else "error", 1.0))


def _yearless(citation: Citation, code: Code) -> Contradiction | None:
    """CT-11: a normative number without its year ("95/UBTVQH15"); since 1997 it has one."""
    if code.year or code.first != "/" or not _is_normative(code):
        return None
    when = citation.date
    if when and when.year < 1997:
        return None
    source = "Law 64/2025/QH15; Decree 34/2016/NĐ-CP"
    if when is None:
        needed = f"{code.number}/…/{code.notation.partition('/')[2]}"
        return _entry("CT-11", citation, needed, code.notation, source, ("warning", 0.8))
    needed = f"{code.number}/{when.year}/{code.notation.partition('/')[2]}"
    return _entry("CT-11", citation, needed, code.notation, source)


def _is_normative(code: Code) -> bool:
    if len(code.parts) == 1:
        return bool(_TERM.fullmatch(code.parts[0]))
    return code.type_symbol in _NORMATIVE and code.bodies[0] in facts.offices()


def _existence(citation: Citation, code: Code) -> Contradiction | None:
    """CT-13: the issuing body existed on the date of the document."""
    when, year = citation.date, code.year
    if citation.issuer and when:
        last = facts.ended_level(citation.issuer)
        if last and when > last:
            needed = f"đến {printed(last)}"
            return _entry(
                "CT-13", citation, needed, printed(when), "Law 72/2025/QH15", ("warning", 0.9)
            )
    for body in code.bodies[:1]:
        office = facts.offices().get(_body(body))
        if office is None:
            continue
        window = office.window
        if when is not None:
            outside = window.distance(when) > _GRACE
        else:
            outside = bool(year) and not window.first.year <= int(year or 0) <= window.last.year
        if outside:
            actual = printed(when) if when else str(year)
            confidence = 0.9 if window.sure else 0.6
            return _entry(
                "CT-13",
                citation,
                f"{body}: {window}",
                actual,
                "existence of bodies",
                ("warning", confidence),
            )
    return None


def first_day_of(code: Code) -> date | None:
    """The first day on which a document with that number can have been issued, if it has a year."""
    return date(int(code.year), 1, 1) if code.year else None
