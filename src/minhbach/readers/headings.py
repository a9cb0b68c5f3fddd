"""Heading or running paragraph: what a numbered line is, by its look and its words.

Conventions: a marked (bold, italic) part followed by plain text is a run-in heading; an unmarked
label with a colon inside a paragraph is none; a sentence that leads into a list is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhbach.readers.drafts import Draft
from minhbach.readers.marks import Mark
from minhbach.readers.words import words

_END = re.compile(r"[\s:.]+$")
_TERMINAL = re.compile(r"(?:[.;,!?…]|\./\.)[\s”\"’)]*$")
_TAIL = 200  # the end of a line is looked for in its last characters
_MAX_HEADING = 400  # characters; real headings of plans run to three lines
_MAX_LABEL = 160
_MAX_SENTENCE = 70  # a short line with a full stop may still be a title
_MAX_PLAIN_AMONG_MARKED = 120
_MAX_TITLE_WITH_COLON = 70  # "Mục tiêu 4: Trong lĩnh vực y tế", alone on its line
_BETWEEN = " :.-–—"


@dataclass(frozen=True, slots=True)
class Heading:
    """``text``: the heading; ``rest``: plain text follows it in the same paragraph."""

    text: str
    rest: bool = False


def heading_of(
    draft: Draft, mark: Mark | None, *, opens_group: bool, marked_kind: bool = False
) -> Heading | None:
    """The heading of a numbered line, None when the number opens a running paragraph.

    ``opens_group``: text or deeper numbers follow before the next number of its own level;
    ``marked_kind``: headings of this kind are bold or italic elsewhere in the document.
    """
    start = len(draft.mark) if mark is not None else 0
    while (
        start < len(draft.text)
        and not draft.text[start].isalnum()
        and draft.text[start] in _BETWEEN
    ):
        start += 1
    content = draft.text[start:]
    if not content:
        return None
    look = _look(draft, start)
    if look == len(draft.text):
        return _whole(content, opens_group)
    if look > start:
        return _run_in(draft.text, start, look)
    if marked_kind and len(content) > _MAX_PLAIN_AMONG_MARKED:
        return None
    return _plain(content, opens_group)


def _look(draft: Draft, start: int) -> int:
    """Where the bold, italic or underlined opening of the content ends; ``start``: none."""
    ends = [draft.covered(look, start) for look in ("bold", "underline", "italic")]
    best = max(ends)
    return best if any(char.isalpha() for char in draft.text[start:best]) else start


def _whole(content: str, opens_group: bool) -> Heading | None:
    """A line of one look: a heading unless it is a long sentence."""
    if len(content) > _MAX_HEADING:
        return None
    if content.rstrip().endswith(":"):
        led = not content.isupper() and _leads_in(content, alone=False)
        return None if led else Heading(_trimmed(content))
    if _TERMINAL.search(content[-_TAIL:]) and not (opens_group and len(content) <= _MAX_LABEL):
        return Heading(_trimmed(content)) if len(content) <= _MAX_SENTENCE else None
    return Heading(_trimmed(content))


def _run_in(text: str, start: int, end: int) -> Heading | None:
    """The marked part, when a colon or a full stop parts it from the rest."""
    marked = text[start:end].rstrip()
    after = text[end:].lstrip()
    parted = marked.endswith((":", ".")) or after.startswith((":", "."))
    if not parted or len(marked) > _MAX_LABEL or not after.strip(": ."):
        return None if after.strip(": .") else Heading(_trimmed(text[start:]))
    if marked.endswith(":") and _leads_in(marked, alone=False):
        return None
    return Heading(_trimmed(marked), rest=True)


def _plain(content: str, opens_group: bool) -> Heading | None:
    """A line without any look: by capitals, its end and what follows."""
    text = content.rstrip()
    if len(text) > _MAX_HEADING:
        return None
    if text.endswith(":"):
        is_label = len(text) <= _MAX_LABEL and not _leads_in(text) and ":" not in text[:-1]
        return Heading(_trimmed(text)) if is_label else None
    if text.isupper() and len(text) > 3:
        return Heading(_trimmed(text))
    if _TERMINAL.search(text[-_TAIL:]):
        short = opens_group and text.endswith(".") and len(text) <= _MAX_SENTENCE
        whole = short and not re.search(r"[.;:,]", text[:-1]) and len(text.split()) <= 8
        return Heading(_trimmed(text)) if whole else None
    if not opens_group or (": " in text and len(text) > _MAX_TITLE_WITH_COLON):
        return None
    return Heading(_trimmed(text))


def _leads_in(content: str, *, alone: bool = True) -> bool:
    """A sentence that leads into a list: "… bao gồm:", "… các nội dung sau:".

    ``alone``: the word by itself does so too; of a bold line "Yêu cầu:" is the title.
    """
    text = _trimmed(content).lower()
    if len(text) > _MAX_LABEL:
        return True
    if not alone and text in words("titles_too"):
        return False
    return any(
        text == word or text.endswith(word if word.startswith(",") else f" {word}")
        for word in words("lead_ins")
    )


def _trimmed(text: str) -> str:
    return _END.sub("", text.strip())
