"""A cheap look over the whole text for the places where a citation can stand at all.

Two ways with the same answer: plain ``re``, or, where google-re2 is installed, one pass of its
automaton over the bytes. ``places`` takes the quicker one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

_DASH = "[-‐‑‒–—―−\u00ad/]"
_UP = "A-ZĐÐÂĂÊÔƠƯАВСЕНКМОРТХ"
# "30/2020/N", "64-K", "8376 /V"
_NUMBER = (
    rf"\d[a-zA-ZĐđ]{{0,3}}\s{{0,2}}{_DASH}\s{{0,2}}"
    rf"(?:(?:(?:19|20)\s?\d\d|\d{{2,5}})\s{{0,2}}{_DASH}\s{{0,2}})?[{_UP}]"
)
# Where a law can be named: a capital before or after the word ("Luật đất đai", "luật Đất đai");
# under a part of each that is found by a plain search.
_NAMED = {
    "uật": r"(?:(?:L|Bộ\s[lL]|bộ\sL)uật\s|luật\s{1,2}[A-ZÀ-Ỹ])",
    "UẬT": r"LUẬT\s",
    "lệnh": r"(?:Pháp\slệnh\s|pháp\slệnh\s{1,2}[A-ZÀ-Ỹ])",
    "Lệnh": r"[Pp]háp\sLệnh\s",
    "LỆNH": r"PHÁP\sLỆNH\s",
    "iến": r"Hiến\spháp",
    "IẾN": r"HIẾN\sPHÁP",
    "iều lệ Đảng": "Điều lệ Đảng",
    "IỀU LỆ ĐẢNG": "ĐIỀU LỆ ĐẢNG",
}
# A congress or a term is a citation after the word for what it decided.
_HELD = ("ại hội", "ại Hội", "ẠI HỘI", "khóa", "khoá", "Khóa", "KHÓA")
_DECIDED = re.compile(r"quyết|kiện|luận", re.IGNORECASE)
_REACH = 140
_TYPE_ENDS = (
    *("định", "quyết", "thị", "luận", "dẫn", "báo", "tư", "văn", "điện", "án", "hoạch", "tịch"),
    *("Định", "Quyết", "Thị", "Luận", "Dẫn", "Báo", "Tư", "Văn", "Điện", "Án", "Hoạch", "Tịch"),
    *("ĐỊNH", "QUYẾT", "THỊ", "LUẬN", "DẪN", "BÁO", "TƯ", "VĂN", "ĐIỆN", "ÁN", "HOẠCH", "TỊCH"),
)
# "Quy định 377", "Chỉ thị số 45": a number after the end of a type word. The digit comes first,
# the looks behind after it, so that the scan leaps from digit to digit.
_LAST = "".join(sorted({word[-1] for word in _TYPE_ENDS}))
_DIGIT = re.compile(
    rf"\d(?:(?<=[{_LAST}]\s\d)|(?<=[ốỐ]\s\d)|(?<=[ốỐ]\d)|(?<=\s\s\d)|(?<=:\s\d)|(?<=:\d))"
)
_NUMBERED = re.compile(r"\s(?:(?:số|Số|SỐ)\s{0,4}:?\s{0,3})?$")


def places(text: str) -> list[int]:
    """Offsets, in order, near which a citation can stand; paragraphs without one hold none."""
    return (_places_re2 if _automaton() else places_re)(text)


def places_re(text: str) -> list[int]:
    """``places`` with plain searches."""
    found = [m.start() for m in _number().finditer(text)]
    for part, whole in _NAMED.items():
        pattern = re.compile(whole)
        for at in _every(text, part):
            match = pattern.search(text, max(0, at - 8), at + 12)
            if match:
                found.append(match.start())
    for word in _HELD:
        for at in _every(text, word):
            if _DECIDED.search(text, max(0, at - _REACH), at):
                found.append(at)
    found += _short(text)
    return sorted(found)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(_NUMBER)


def _short(text: str) -> Iterator[int]:
    """Where the white space before a number begins, "số" included, after a type word."""
    for match in _DIGIT.finditer(text):
        at = match.start()
        numbered = _NUMBERED.search(text, max(0, at - 10), at)
        if numbered and text.endswith(_TYPE_ENDS, 0, numbered.start()):
            yield numbered.start()


def _every(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@cache
def _automaton() -> Any | None:
    """All of it as one pattern of google-re2 over UTF-8 bytes; None where it isn't installed."""
    try:
        re2 = import_module("re2")
    except ImportError:
        return None
    ends = "|".join(_TYPE_ENDS)
    short = rf"(?:{ends})\s(?:(?:số|Số|SỐ)\s{{0,4}}:?\s{{0,3}})?\d"
    held = "|".join(_HELD)
    union = "|".join([_NUMBER, *_NAMED.values(), held, short])
    # There \s is ASCII only; the no-break space stands in documents too.
    return re2.compile(union.replace(r"\s", r"[\s\x{a0}]").encode())


def _places_re2(text: str) -> list[int]:
    """``places`` with google-re2: offsets in bytes become offsets in characters on the way."""
    automaton: Any = _automaton()
    data = text.encode()
    found: list[int] = []
    at = done = 0
    for match in automaton.finditer(data):
        start = match.start()
        at += len(str(data[done:start], "utf-8"))
        done = start
        # Its end too: a match that began in one paragraph may hide one in the next.
        found += (at, at + len(str(match.group(), "utf-8")))
    return found
