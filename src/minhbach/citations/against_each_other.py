"""Citations against each other and the citing document's date: CT-05, 06, 09, 10."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from minhbach.citations import facts
from minhbach.citations.against_facts import code_of, first_day_of
from minhbach.citations.codes import Code
from minhbach.citations.facts import printed
from minhbach.citations.folding import fold
from minhbach.model.citation import Citation, Contradiction, Severity

_NATIONAL = re.compile(r"(?:UBTV)?QH\d{1,2}$")
Pair = tuple[Citation, Code]


def find(
    citations: Sequence[Citation], own_date: date | None, profile: str
) -> Iterator[Contradiction]:
    """Every contradiction between two citations, or a citation and the citing document."""
    pairs = [(c, code) for c in citations if (code := code_of(c)) is not None]
    yield from _two_dates(pairs)
    yield from _two_issuers(pairs)
    yield from _two_names(pairs)
    yield from _order(pairs)
    if own_date:
        yield from _later(pairs, own_date)
    yield from _short_first(pairs)
    yield from _commas(pairs, profile)


def _identity(code: Code) -> str:
    """The number in one spelling."""
    return code.notation.casefold()


def _by_number(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    groups: dict[str, list[Pair]] = defaultdict(list)
    for citation, code in pairs:
        groups[_identity(code)].append((citation, code))
    return groups


def _against(
    code: str, doubtful: Citation, other: Citation, says: tuple[str, str]
) -> Contradiction:
    """``says``: what the other and the doubtful citation state."""
    sure = not (doubtful.repaired or other.repaired)
    severity: Severity = "error" if sure else "warning"
    confidence = 1.0 if sure else 0.7
    source = "one number names one document"
    return Contradiction(code, (doubtful, other), *says, severity, confidence, source)


def _two_dates(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """CT-05: one document, two dates."""
    for group in _by_number(pairs).values():
        dated = [(c, code) for c, code in group if c.date]
        for (one, code), (two, _) in _neighbours(dated):
            if one.date != two.date and _is_same(one, two, code):
                yield _against("CT-05", two, one, (printed_of(one), printed_of(two)))


def printed_of(citation: Citation) -> str:
    """The stated date as documents write it; "" without one."""
    return printed(citation.date) if citation.date else ""


def _neighbours(dated: Sequence[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """The first citation of each date against the one before it."""
    firsts: dict[date, Pair] = {}
    for pair in dated:
        when = pair[0].date
        if when and when not in firsts:
            firsts[when] = pair
    rows = list(firsts.values())
    yield from pairwise(rows)


def _is_same(one: Citation, two: Citation, code: Code) -> bool:
    """True when both citations must mean one document: the number has a year and its body is
    one of a kind, or the series can't have come round again between the two dates."""
    if one.date is None or two.date is None:
        return False
    local = code.bodies[:1] and code.bodies[0] in ("UBND", "HĐND")
    if local and not _same_issuer(one, two):
        return False
    if code.year:
        return True
    if code.parts[-1] == "TW":
        return facts.central_term(one.date) == facts.central_term(two.date) is not None
    if code.first == "-":
        return _same_issuer(one, two) and abs((one.date - two.date).days) < 365
    return _same_issuer(one, two) and one.date.year == two.date.year


def _same_issuer(one: Citation, two: Citation) -> bool:
    return bool(one.issuer and two.issuer) and fold(one.issuer or "") == fold(two.issuer or "")


_CENTRAL = ("bộ chính trị", "ban bí thư", "ban chấp hành")


def _two_issuers(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """CT-05: a Central Committee document with one date, of two of the three bodies."""
    groups: dict[tuple[str, date], dict[str, Citation]] = defaultdict(dict)
    for citation, code in pairs:
        if code.parts[-1] != "TW" or not citation.date or not citation.issuer:
            continue
        named = [b for b in _CENTRAL if b in fold(citation.issuer)]
        if len(named) == 1:
            groups[_identity(code), citation.date].setdefault(named[0], citation)
    for bodies in groups.values():
        if len(bodies) > 1:
            one, two = list(bodies.values())[:2]
            yield _against("CT-05", two, one, (one.issuer or "", two.issuer or ""))


def _two_names(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """CT-05: one number of the National Assembly given to two laws, or law and resolution."""
    groups: dict[str, dict[str, Citation]] = defaultdict(dict)
    for citation, code in pairs:
        if not _NATIONAL.fullmatch(code.parts[-1]) or not code.year or len(code.parts) > 1:
            continue
        name = _name(citation)
        if name:
            groups[_identity(code)].setdefault(name, citation)
    for names in groups.values():
        rows = list(names.items())
        for (first, one), (second, two) in pairwise(rows):
            if not _contains(first, second):
                yield _against("CT-05", two, one, (_told(one), _told(two)))


def _contains(first: str, second: str) -> bool:
    """One law amends the other or its title is cut short: texts mix the two."""
    one, two = (name.removeprefix("bộ ").removeprefix("luật ") for name in (first, second))
    return one in two or two in one


def _name(citation: Citation) -> str:
    """Type and title, as far as they are stated ("" where the type stands for the whole list)."""
    quote = fold(citation.quote)
    kind = fold(citation.kind)
    if not quote.startswith(kind):
        return ""
    if kind == "nghị quyết":
        return kind
    return f"{kind} {_letters(citation.title)}" if citation.title else ""


def _letters(title: str | None) -> str:
    return re.sub(r"[\W_]+", " ", fold(title or "").replace("(sửa đổi)", "")).strip()


def _told(citation: Citation) -> str:
    return f"{citation.kind} {citation.title}" if citation.title else citation.kind


# Series in which a later day never has a smaller number: per year, per term.
_ORDERED = frozenset({"NĐ-CP", "QĐ-TTg", "NQ-CP"})


def _order(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """CT-06: within one series a later date has no smaller number."""
    series: dict[tuple[str, str], dict[tuple[date, int], Citation]] = defaultdict(dict)
    for citation, code in pairs:
        name = _series(citation, code)
        if name and citation.date and code.number.isdigit():
            series[name].setdefault((citation.date, int(code.number)), citation)
    for rows in series.values():
        ordered = sorted(rows.items(), key=lambda row: row[0])
        for (early, one), (late, two) in pairwise(ordered):
            if late[0] > early[0] and late[1] < early[1]:
                yield Contradiction(
                    "CT-06",
                    (two, one),
                    "",
                    f"{two.notation}, {printed(late[0])}; {one.notation}, {printed(early[0])}",
                    "warning",
                    0.8,
                    "guidance 36-HD/VPTW, II.1.3; Decree 30/2020/NĐ-CP, art. 15",
                )


def _series(citation: Citation, code: Code) -> tuple[str, str] | None:
    when = citation.date
    if when is None or (code.year and int(code.year) != when.year):
        return None
    kind = citation.key.split(":")[1]
    if code.parts[-1] == "TW" and code.first == "-":
        term = facts.central_term(when)
        return (f"{kind}/TW", term) if term else None
    symbol = "-".join(code.parts)
    if symbol in _ORDERED:
        return f"{symbol} {'n' if code.year else ''}", str(when.year)
    return None


def _later(pairs: Sequence[Pair], own_date: date) -> Iterator[Contradiction]:
    """CT-09: what is cited isn't later than what cites it."""
    groups: dict[str, list[Citation]] = defaultdict(list)
    for citation, code in pairs:
        when = citation.date or first_day_of(code)
        if code.year and citation.date and int(code.year) != citation.date.year:
            continue  # that is CT-01: the date itself is in doubt
        if when and when > own_date:
            actual = printed(citation.date) if citation.date else code.year or ""
            groups[f"{_identity(code)} {actual}"].append(citation)
    for key, places in groups.items():
        sure = not any(place.repaired for place in places)
        yield Contradiction(
            "CT-09",
            tuple(places),
            f"đến {printed(own_date)}",
            key.rpartition(" ")[2],
            "error" if sure else "warning",
            1.0 if sure else 0.7,
            "the citing document's date",
        )


def _short_first(pairs: Sequence[Pair]) -> Iterator[Contradiction]:
    """CT-10: the first citation is complete, later ones may be short."""
    for group in _by_number(pairs).values():
        first, code = group[0]
        if first.cls != "numbered" or first.date or first.quote[:1].isdigit():
            continue
        full = next((c for c, _ in group[1:] if c.date and _is_same_year(code, c.date)), None)
        if full is not None:
            yield Contradiction(
                "CT-10",
                (first, full),
                full.quote,
                first.quote,
                "info",
                0.9,
                "Decree 30/2020/NĐ-CP, annex I, II.5",
            )


def _is_same_year(code: Code, when: date) -> bool:
    return code.year is not None and int(code.year) == when.year


_COMMA = re.compile(r",\s{1,4}ngày\s")
_PLAIN = re.compile(r"[^,\s]\s{1,4}ngày\s")


def _commas(pairs: Sequence[Pair], profile: str) -> Iterator[Contradiction]:
    """CT-10: Party documents write a comma before "ngày", state documents none; both in one
    document is a mixture."""
    with_comma = [c for c, _ in pairs if c.date and _COMMA.search(c.quote)]
    plain = [c for c, _ in pairs if c.date and _PLAIN.search(c.quote)]
    odd, rule = (plain, with_comma) if profile == "party" else (with_comma, plain)
    if profile not in ("party", "state") or not odd or not rule:
        return
    needed = "có dấu phẩy trước “ngày”" if profile == "party" else "không dấu phẩy trước “ngày”"
    actual = "không dấu phẩy" if profile == "party" else "có dấu phẩy"
    source = "guidance 05-HD/VPTW" if profile == "party" else "Decree 30/2020/NĐ-CP, annex I"
    yield Contradiction("CT-10", tuple(odd), needed, actual, "info", 0.8, source)
