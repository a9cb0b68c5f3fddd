"""Which plan a document says it replaces, changes or adds to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.citations import find_citations
from minhbach.citations.folding import fold
from minhbach.model.change import AmendMode, Amends
from minhbach.model.citation import Citation
from minhbach.model.document import Document, Paragraph
from minhbach.plans.compare import word_list, words_of

# "điều chỉnh, bổ sung một số nội dung của Kế hoạch số 12-KH/ĐUK": the verb, then few words.
_VERB = re.compile(
    r"(?P<replace>thay\sthế|thay\scho)"
    r"|(?P<supplement>(?:sửa\sđổi|điều\schỉnh|bổ\ssung)(?:(?:,|\svà)\s(?:sửa\sđổi|điều\schỉnh|bổ\ssung)){0,2})"
)
# "mục II", "khoản 2", "điểm a"
_PLACE = re.compile(r"[ivxlc]{1,6}|\d{1,3}|[a-zđ]")
_NEAR = 160
_LATE = re.compile(r"\b(?:đã|được)\s(?:được\s)?$")


def amendment_of(doc: Document, citations: tuple[Citation, ...] | None = None) -> Amends | None:
    """The plan that ``doc`` says it takes the place of, or changes; None when it says nothing.

    Only where the words stand right before the plan: "thay thế Kế hoạch số 12-KH/ĐUK", "điều
    chỉnh, bổ sung một số nhiệm vụ tại Kế hoạch số 12-KH/ĐUK". "Được thay thế bởi" is no such
    place. The first one counts, "thay thế" before the others.
    """
    cited = find_citations(doc) if citations is None else citations
    found = [amends for c in cited if _is_plan(c) for amends in _before(doc, c)]
    return next((a for a in found if a.mode == "replace"), found[0] if found else None)


def _is_plan(citation: Citation) -> bool:
    return fold(citation.kind) == "kế hoạch" and bool(citation.notation)


def _before(doc: Document, citation: Citation) -> Iterator[Amends]:
    paragraph = _paragraph_at(doc, citation.start)
    if paragraph is None:
        return
    at = citation.start - paragraph.start
    low = fold(paragraph.text)
    for verb in _VERB.finditer(low, max(0, at - _NEAR), at):
        between = words_of(low[verb.end() : at])
        if not all(map(_allowed, between)) or _LATE.search(low[: verb.start()]):
            continue
        mode: AmendMode = "replace" if verb.group("replace") else "supplement"
        quote = paragraph.text[verb.start() : citation.end - paragraph.start]
        yield Amends(mode, citation.key, citation.notation, quote, paragraph.anchor)
        return


def _allowed(word: str) -> bool:
    # Between the verb and the plan: "một số nội dung của", "Phụ lục kèm theo", no more.
    return word in word_list("between") or _PLACE.fullmatch(word) is not None


def _paragraph_at(doc: Document, offset: int) -> Paragraph | None:
    return next((p for p in doc.paragraphs() if p.start <= offset <= p.end), None)
