"""CX: spaces and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

# "nội dung , hình thức": the stop belongs to the word before it; "…", "./." and ":-" stay out
_BEFORE = re.compile(r"[ ](?<=[^\W\d_][ ])[ ]*([,;:.?!])(?![.\w/…)-])(?=[\s\"”)]|$)", re.MULTILINE)
# "nội dung,hình thức": letters on both sides; a full stop only before a capital word
_AFTER = re.compile(
    r"[,;.](?:(?<=[a-zđà-ỹ]{2}[,;])(?=[^\W\d_]{2})|"
    r"(?<=[a-zđà-ỹ]{3}\.)(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ]{2,}[ ]))"
)
_MANY = re.compile(r"  (?<=[^\W_][,;:)”]  |[^\W_][^\W_]  )[ ]*(?=[^\W_(“\"])")
_DOUBLED = re.compile(
    r"(?<=[^\W\d_]),,|;;|(?<![.…])(?<=[^\W\d_])\.\.(?![.…/])|,;|;,|(?<=[^\W\d_]),\.(?!\.)|::"
)
_TWO = (",,", ";;", "..", ",;", ";,", ",.", "::")
_INSIDE = re.compile(r"[(“][ ]+(?=[^\W_])|[ ](?<=[^\W_][ ])[ ]*[)”]")
_SPACE_INSIDE = ("( ", "“ ", " )", " ”")
_OUTSIDE = re.compile(r"[()](?:(?<=[a-zđà-ỹ]{2}\()(?=[^\W\d_]{2,}[ ,])|(?<=\))(?=[a-zđà-ỹ]{2}))")
_LIST_MARK = re.compile(
    r"(?:^|[\s;,(“\"])(?:[a-zđ]|\d{1,2}|[ivxIVX]{1,4})(?:\[\d{1,3}\])?\)|[:;=]-?\)"
)


def before_stop(context: Context) -> Iterator[Finding]:
    """CX-04: a space before a comma, semicolon, colon or full stop."""
    for found in context.find(_BEFORE):
        if found[1] in ":." and _in_table_or_blank(context, found.start()):
            continue
        yield context.finding("CX-04", found.start(), found.end(), replacement=found[1])


def _in_table_or_blank(context: Context, start: int) -> bool:
    """ "Họ và tên      :" of a form, and tables, put colons where they please."""
    paragraph = context.at(start)
    if paragraph is None:
        return True
    return "!" in paragraph.anchor or context.text[start : start + 3].count(" ") > 1


def after_stop(context: Context) -> Iterator[Finding]:
    """CX-05: no space after a comma, semicolon or full stop."""
    for found in context.find(_AFTER):
        start, end = _token(context.text, found.start())
        if _is_address(context.text[start:end]):
            continue
        yield context.finding("CX-05", found.start(), found.end(), replacement=found[0] + " ")


def _token(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [e for e in (text.find(" ", at), text.find("\n", at)) if e >= 0]
    return start, min(ends, default=len(text))


def _is_address(token: str) -> bool:
    lowered = token.lower()
    return "@" in token or "://" in token or "www." in lowered or ".vn" in lowered or "_" in token


def many_spaces(context: Context) -> Iterator[Finding]:
    """CX-06: two spaces or more inside a sentence."""
    if "  " not in context.text:
        return
    for found in context.find(_MANY):
        paragraph = context.at(found.start())
        if (
            paragraph is None
            or "!" in paragraph.anchor
            or paragraph.role not in ("body", "item", "basis", "preamble", "closing", "heading")
        ):
            continue
        if len(found[0]) > 3 or paragraph.text.count("   "):
            continue  # a gap to fill in or a column made of spaces
        yield context.finding("CX-06", found.start(), found.end(), replacement=" ")


def doubled_stops(context: Context) -> Iterator[Finding]:
    """CX-07: ",,", ";;", "..": two stops where one belongs."""
    if not any(two in context.text for two in _TWO):
        return
    for found in context.find(_DOUBLED):
        paragraph = context.at(found.start())
        if found[0] == ".." and (paragraph is None or paragraph.text.count("..") > 1):
            continue  # blanks to fill in
        yield context.finding("CX-07", found.start(), found.end(), replacement=found[0][-1])


def unpaired(context: Context) -> Iterator[Finding]:
    """CX-08: a bracket without its partner in the paragraph. Quotation marks run over several
    paragraphs where an amended text is quoted, so they are counted over the whole document."""
    opened_above = False
    for paragraph in context.paragraphs:
        own = len(paragraph.text) - len(paragraph.content)  # the mark "a)" is no bracket
        text = paragraph.text[own:]
        if paragraph.anchor[0] == "t" or ("(" not in text and ")" not in text):
            continue
        plain = _LIST_MARK.sub(lambda found: found[0].replace(")", " "), text)
        if plain.count("(") == plain.count(")") or text.count("(") == text.count(")"):
            opened_above = False
            continue
        at = _odd_one(plain)
        if at is None or (text[at] == ")" and opened_above):
            opened_above = False
            continue
        opened_above = text[at] == "("
        if opened_above and _closed_below(context, paragraph):
            continue
        start = paragraph.start + own + at
        yield context.finding("CX-08", start, start + 1, mark=text[at])


def _closed_below(context: Context, paragraph: Paragraph) -> bool:
    """A bracket that a broken line or a list closes a few paragraphs on."""
    if paragraph.text.rstrip().endswith((":", "(")):
        return True  # a form or a list stands in the brackets
    if paragraph.text.rstrip().endswith((".", ";")):
        return False
    rest = context.text[paragraph.end : paragraph.end + 600]
    rest = _LIST_MARK.sub(lambda found: found[0].replace(")", " "), rest)
    closing, opening = rest.find(")"), rest.find("(")
    return closing >= 0 and (opening < 0 or closing < opening)


def _odd_one(text: str) -> int | None:
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
        elif char == ")":
            if not opened:
                # "1.1)" opens a paragraph, "NGHIỆP1)" bears the mark of a note
                return None if at <= 4 or text[at - 1].isdigit() else at
            opened.pop()
    return opened[-1] if opened else None


def inside_brackets(context: Context) -> Iterator[Finding]:
    """CX-09: a space just inside brackets or quotation marks."""
    if not any(two in context.text for two in _SPACE_INSIDE):
        return
    for found in context.find(_INSIDE):
        paragraph = context.at(found.start())
        if paragraph is None or "…" in paragraph.text or "...." in paragraph.text:
            continue
        if len(found[0]) > 2:
            continue  # "(trường hợp    )": room to fill in
        yield context.finding("CX-09", found.start(), found.end(), replacement=found[0].strip())


def outside_brackets(context: Context) -> Iterator[Finding]:
    """CX-23: no space before an opening or after a closing bracket."""
    for found in context.find(_OUTSIDE):
        right = " (" if found[0] == "(" else ") "
        yield context.finding("CX-23", found.start(), found.end(), replacement=right)


CHECKS: Checks = (
    (("CX-04",), before_stop),
    (("CX-05",), after_stop),
    (("CX-06",), many_spaces),
    (("CX-07",), doubled_stops),
    (("CX-08",), unpaired),
    (("CX-09",), inside_brackets),
    (("CX-23",), outside_brackets),
)
