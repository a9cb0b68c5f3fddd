"""CX: characters: look-alikes, loose marks, legacy fonts, invisible and foreign letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding
from minhbach.vi.text import clean

_LOOSE = re.compile("[^\\W\\d_]*[A-Za-zÀ-ỹ][\u0300-\u036f]+[^\\W\\d_]*")
_LOOK_ALIKE = re.compile("[^\\W\\d_]*[ÐðƉɖƢƣ][^\\W\\d_]*")
# between letters; after a slash or hyphen a zero-width space lets a long name break
_INVISIBLE = re.compile("\\w+[\u200b\u200c\u200e\u200f\u2060\ufeff]+\\w+")
# a Latin word with a Cyrillic or Greek letter inside: "Kế hоạch" with Cyrillic о
_MIXED = re.compile(
    "[A-Za-zÀ-ỹĐđ]+[\u0400-\u04ff\u0370-\u03ff][A-Za-zÀ-ỹĐđ]*|[\u0400-\u04ff\u0370-\u03ff][a-zà-ỹđ]{2,}"
)
_FOREIGN = re.compile("[\u0400-\u04ff\u0370-\u03ff]")
_FEW = 20
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")
# a lost letter, or a sign of a private font inside a word; alone such signs are boxes to tick
_LOST = re.compile("\\S*\ufffd\\S*|[^\\W\\d_]+[\ue000-\uf8ff][^\\W\\d_]+")
_GREEK = str.maketrans("аеоорсухіАВЕКМНОРСТХοαΑΒΕΗΙΚΜΝΟΡΤΧ", "aeoopcyxiABEKMHOPCTXoaABEHIKMNOPTX")


def in_the_file(context: Context) -> Iterator[Finding]:
    """CX-10, CX-12, CX-15: what reading mended silently, from the file's own characters."""
    if not context.raw:
        return
    found = list(_all_in_the_file(context))
    counts = Counter(finding.code for finding in found)
    told: set[str] = set()
    for finding in found:  # a file typed that way throughout is told once
        if counts[finding.code] <= _FEW or finding.code not in told:
            told.add(finding.code)
            yield finding


def _all_in_the_file(context: Context) -> Iterator[Finding]:
    for paragraph in context.paragraphs:
        for source in range(paragraph.source[0], paragraph.source[1] + 1):
            raw = context.raw.get(source)
            if raw:
                yield from _of(context, paragraph, raw)


def _of(context: Context, paragraph: Paragraph, raw: str) -> Iterator[Finding]:
    for code, pattern in (("CX-10", _LOOSE), ("CX-12", _LOOK_ALIKE), ("CX-15", _INVISIBLE)):
        reached = 0
        for found in pattern.finditer(raw):
            word = clean(found[0]).strip()
            at = paragraph.text.find(word, reached) if word else -1
            if at < 0:
                continue
            reached = at + len(word)
            start = paragraph.start + at
            yield context.finding(code, start, start + len(word), replacement=word)


def legacy_fonts(context: Context) -> Iterator[Finding]:
    """CX-14: text typed with TCVN3 or VNI fonts, converted when it was read."""
    for note in context.doc.notes:
        if note.code in ("legacy-tcvn3", "legacy-vni"):
            encoding = "TCVN3 (.Vn…)" if note.code.endswith("tcvn3") else "VNI"
            yield context.whole("CX-14", encoding=encoding, actual=encoding)


def foreign_letters(context: Context) -> Iterator[Finding]:
    """CX-20: a Cyrillic or Greek letter inside a Vietnamese word."""
    if not _FOREIGN.search(context.text):
        return
    for found in context.find(_MIXED):
        right = found[0].translate(_GREEK)
        yield context.finding(
            "CX-20",
            found.start(),
            found.end(),
            replacement=right if right.isascii() or right != found[0] else None,
        )


def lost_letters(context: Context) -> Iterator[Finding]:
    """CX-24: a character that was lost or belongs to a private font."""
    if not _STRANGE.search(context.text):
        return
    for found in context.find(_LOST):
        yield context.finding("CX-24", found.start(), found.end())


CHECKS: Checks = (
    (("CX-10", "CX-12", "CX-15"), in_the_file),
    (("CX-14",), legacy_fonts),
    (("CX-20",), foreign_letters),
    (("CX-24",), lost_letters),
)
