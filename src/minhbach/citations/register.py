"""The register: one entry per distinct document that is cited, across any number of files.

Identity. A number with a year is one document, except that local bodies share their codes: there
the place that the issuer names belongs to it, or, where none is named, the citing file. Numbers
without a year are one document per date; those of the Central Committee per term, because its
series restart with each term (guidance 36-HD/VPTW, II.1.3). A number cited without its date
joins the only dated document of that number, first of the same file. A law by name is its title
and year; without a year it joins the only law of that title. Congresses are body and ordinal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from minhbach.citations import facts
from minhbach.citations.against_facts import code_of
from minhbach.citations.codes import Code
from minhbach.citations.contradictions import find_contradictions
from minhbach.citations.folding import fold
from minhbach.model.citation import Citation, Occurrence, RegisterEntry
from minhbach.model.notation import slug

# Codes that every province, district or commune gives.
_LOCAL = frozenset({"UBND", "HĐND", "TU", "HU", "QU", "ThU", "ĐU", "CTUBND", "BTV", "ĐUK", "CB"})
_PLACE = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|đặc khu)\s{1,4}(.{1,80})$"
)
_QUOTE_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMERAL = re.compile(r"(?<!\w)(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?!\w)")
_KHOA = re.compile(r"khóa ([ivx]{1,5})(?!\w)")
_PLENUM = re.compile(r"(?:lần thứ|trung ương) (\w+)")


def register(by_file: Mapping[str, Sequence[Citation]]) -> tuple[RegisterEntry, ...]:
    """The distinct documents that the citations of ``by_file`` name, in the order first met.

    >>> from minhbach.citations import find_in_text
    >>> text = "Kết luận số 64-KL/TW, ngày 18/10/2023; theo Kết luận 64-KL/TW"
    >>> [(e.key, len(e.occurrences)) for e in register({"a.txt": find_in_text(text)})]
    [('party:KL:64:TW@XIII', 2)]
    """
    firm = [
        Occurrence(file, citation)
        for file, citations in by_file.items()
        for citation in citations
        if citation.cls != "follow-up"
    ]
    keys = _settled(firm)
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence, key in zip(firm, keys, strict=True):
        groups[key].append(occurrence)
    follow = _follow_ups(by_file, firm, keys)
    return tuple(_entry(key, rows, follow.get(key, [])) for key, rows in groups.items())


def _entry(key: str, rows: Sequence[Occurrence], follow: Sequence[Occurrence]) -> RegisterEntry:
    citations = [row.citation for row in rows]
    best = max(citations, key=lambda c: len(c.notation or ""))
    return RegisterEntry(
        key,
        best.kind,
        best.notation,
        _once(c.title for c in citations),
        tuple(dict.fromkeys(c.date for c in citations if c.date)),
        _once(c.issuer for c in citations),
        tuple(rows),
        tuple(follow),
        tuple(c for c in find_contradictions(citations) if c.code != "CT-10"),
    )


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each value once; spellings that fold alike are one."""
    seen: dict[str, str] = {}
    for value in values:
        if value:
            seen.setdefault(fold(value), value)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Identity:
    """``base``: what is always known; ``mark``: what tells documents of one base apart, "" when
    the citation doesn't state it."""

    base: str
    mark: str

    def __str__(self) -> str:
        return f"{self.base}@{self.mark}" if self.mark else self.base


def identity(citation: Citation, file: str = "") -> Identity:
    """What tells the cited document from others, as far as the citation states it."""
    base = citation.key.partition("#")[0].partition("@")[0]
    if citation.cls == "congress":
        return Identity(_congress(citation, base), "")
    if citation.cls == "named-law":
        scheme, kind, _, body = (*base.split(":"), "", "", "")[:4]
        return Identity(f"{scheme}:{kind}:{slug(_bare_title(citation))}:{body}", _year(citation))
    code = code_of(citation)
    if code and code.year and _is_local(code.bodies[:1]):
        return Identity(base, _place(citation) or file)
    return Identity(base, _mark(citation, code, base))


def _mark(citation: Citation, code: Code | None, base: str) -> str:
    """The date, or the term for the Central Committee; "" where the number has a year."""
    if citation.date is None or (code and "/" in base.split(":")[2]):
        return ""
    term = facts.central_term(citation.date) if code and code.parts[-1] == "TW" else None
    return term or citation.date.isoformat()


def _is_local(bodies: Sequence[str]) -> bool:
    return bool(bodies) and bodies[0] in _LOCAL


def _place(citation: Citation) -> str:
    """The named place of the issuer ("ha-giang"), "" where the issuer is "UBND tỉnh"."""
    found = _PLACE.search(fold(citation.issuer or ""))
    return slug(found[1]) if found else ""


def _bare_title(citation: Citation) -> str:
    return re.sub(r"\s{0,4}\(sửa đổi\)", "", fold(citation.title or "")).strip()


def _year(citation: Citation) -> str:
    if citation.date:
        return str(citation.date.year)
    found = _QUOTE_YEAR.search(citation.quote.strip())
    return found.group() if found else ""


def _congress(citation: Citation, base: str) -> str:
    words = fold(citation.quote)
    if base.endswith(":TW"):
        plenum, term = _PLENUM.search(words), _KHOA.search(words)
        number = facts.ordinal(plenum[1]) if plenum else None
        return f"{base}:{number or ''}/{term[1].upper() if term else ''}"
    numeral = _NUMERAL.search(citation.quote)
    local = "đảng bộ" in words
    return f"{base}{':đảng-bộ' if local else ''}:{numeral.group() if numeral else ''}"


def _settled(rows: Sequence[Occurrence]) -> list[str]:
    """A key for each occurrence; those without a mark join the only marked one."""
    ids = [identity(row.citation, row.file) for row in rows]
    laws = _laws_by_title(rows, ids)
    marks: dict[str, dict[str, None]] = defaultdict(dict)
    in_file: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row, found in zip(rows, ids, strict=True):
        if found.mark:
            marks[found.base][found.mark] = None
            in_file[row.file, found.base][found.mark] = None
    keys = []
    for row, found in zip(rows, ids, strict=True):
        law = laws.get((row.file, found)) or laws.get(("", found))
        if law:
            keys.append(law)
            continue
        mark = found.mark
        if not mark:
            candidates = in_file[row.file, found.base] or marks[found.base]
            mark = next(iter(candidates)) if len(candidates) == 1 else ""
        keys.append(str(Identity(found.base, mark)))
    return keys


def _laws_by_title(
    rows: Sequence[Occurrence], ids: Sequence[Identity]
) -> dict[tuple[str, Identity], str]:
    """Laws by name → the numbered law of that title: of that year, or the only one in the file."""
    numbered: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row, found in zip(rows, ids, strict=True):
        code = code_of(row.citation)
        if row.citation.title and code and code.year and row.citation.cls == "numbered":
            title = slug(_bare_title(row.citation))
            numbered[row.file, title][str(found)] = code.year
            numbered["", title][str(found)] = code.year
    table: dict[tuple[str, Identity], str] = {}
    for row, found in zip(rows, ids, strict=True):
        if row.citation.cls != "named-law":
            continue
        title = slug(_bare_title(row.citation))
        if found.mark:
            same = [k for k, year in numbered["", title].items() if year == found.mark]
        else:
            same = [*numbered[row.file, title]]
        if len(same) == 1:
            table["" if found.mark else row.file, found] = same[0]
    return table


def _follow_ups(
    by_file: Mapping[str, Sequence[Citation]], rows: Sequence[Occurrence], keys: Sequence[str]
) -> dict[str, list[Occurrence]]:
    """Follow-ups under the entry of their antecedent: the nearest before with the same key."""
    before: dict[str, list[tuple[Citation, str]]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        before[row.file].append((row.citation, key))
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for file, citations in by_file.items():
        for citation in citations:
            if citation.cls != "follow-up":
                continue
            same = [
                key
                for other, key in before[file]
                if other.end <= citation.start and other.key.partition("#")[0] == citation.key
            ]
            if same:
                found[same[-1]].append(Occurrence(file, citation))
    return found
