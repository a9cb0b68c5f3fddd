"""Closing paragraphs: work and reports that are given there."""

from __future__ import annotations

import re

from minhbach.citations.folding import fold
from minhbach.model.document import Document, Paragraph
from minhbach.plans.assignees import given_to, starts_body, subject_of
from minhbach.plans.drafts import Draft
from minhbach.plans.verbs import predicate_at

_HERE_ENDS = re.compile(r"^trên đây là")
# These close a plan where nothing else follows; under a body's heading they are its duty.
_MAY_CLOSE = re.compile(
    r"^(?:trong quá trình|quá trình (?:triển khai|tổ chức|thực hiện)"
    r"|căn cứ kế hoạch này|căn cứ nội dung)"
)
_CONDITION = re.compile(r"(?<!\w)(?:nếu|trường hợp|khi có)(?!\w)")
_BODY_ROLES = frozenset({"body", "item", "heading", "closing"})


def closing_paragraphs(doc: Document) -> tuple[Paragraph, ...]:
    """The paragraphs that close the document: marked so by the reader, or by what they say."""
    body = [p for p in doc.paragraphs(tables=False) if p.role in _BODY_ROLES and p.text.strip()]
    found = [
        p for at, p in enumerate(body) if p.role == "closing" or (not p.mark and _closes(body, at))
    ]
    last = body[-1] if body else None
    if last and last not in found and not last.mark and last.role == "body":
        after_items = len(body) > 1 and bool(body[-2].mark) and body[-2].role != "heading"
        if _ends(last.text) or (after_items and subject_of(last.text)):
            found.append(last)
    return tuple(found)


def _closes(body: list[Paragraph], at: int) -> bool:
    low = fold(body[at].text)
    if _HERE_ENDS.match(low):
        return True
    if not _MAY_CLOSE.match(low) or any(p.mark or p.role == "heading" for p in body[at + 1 :]):
        return False
    return at == 0 or body[at - 1].role != "heading"


def _ends(text: str) -> bool:
    """ "… Kế hoạch này …./." as the last words of the body, and a body as the subject; so is
    "Yêu cầu các khoa, phòng nghiêm túc thực hiện./."."""
    if not text.rstrip().endswith("./.") or subject_of(text) is None:
        return False
    return "kế hoạch này" in fold(text) or given_to(text) > 0


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph ("./." ends the last)."""
    plain = re.sub(r"\s+", " ", text).replace("./.", ".").strip()
    return [s.strip() for s in re.split(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])", plain) if s.strip()]


def closing_drafts(paragraph: Paragraph, order: int) -> list[Draft]:
    """The work given in a closing paragraph: the text from the verb on, the addressee as lead."""
    drafts = []
    for sentence in sentences(paragraph.text):
        if _CONDITION.search(fold(sentence)):
            continue
        addressed = addressee(sentence)
        if addressed:
            name, text = addressed
            drafts.append(
                Draft(text.rstrip(" ."), paragraph.anchor, "closing", lead=name, order=order)
            )
    return drafts


def addressee(sentence: str) -> tuple[str, str] | None:
    """Who is addressed, and what is asked: ("Sở Y tế", "tổ chức thực hiện …")."""
    subject = subject_of(sentence)
    if subject:
        return subject.name, sentence[subject.duty_at :]
    inner = re.search(r"(?:,|\s)\s?(?:đề nghị|yêu cầu|giao)\s", fold(sentence))
    if inner:
        rest = sentence[inner.end() :]
        at = predicate_at(rest)
        if starts_body(fold(rest)) and at and not re.search(r"[.;:]\s", rest[:at]):
            return rest[:at].strip(" ,"), rest[at:]
    return None


__all__ = ["addressee", "closing_drafts", "closing_paragraphs", "given_to", "sentences"]
