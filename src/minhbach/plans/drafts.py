"""Items of a plan on their way to tasks, and how labels fill them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minhbach.citations.folding import fold
from minhbach.model.plan import Task
from minhbach.plans.assignees import Subject, given_to, split_bodies, starts_body, subject_of
from minhbach.plans.deadlines import Deadline, deadline_in, labelled
from minhbach.plans.labels import Label, LabelKind, bracketed, labels_in
from minhbach.plans.scope import cut
from minhbach.plans.supports import supports_in
from minhbach.plans.verbs import predicate_at, words

# "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành …" as the value of "Cơ quan thực hiện"
_LEADS = re.compile(r"\s*(?:làm\s)?chủ trì(?:[,;.]|\s|$)", re.IGNORECASE)
# "…; các phòng chuyên môn phối hợp": who stands before the verb
_ASSISTS = re.compile(
    r"^[\s,;.]*(.{3,300}?)\s(?:cùng\s)?phối hợp(?:\sthực hiện)?[\s.;]*$", re.IGNORECASE
)
_TASK_LABEL = re.compile(
    r"^(?:Nhiệm vụ|Nội dung|Nội dung thực hiện|Nội dung công việc)\s*:\s*", re.IGNORECASE
)
# A run-in heading such as: Chế độ báo cáo: Các tổ báo cáo …
_RUN_IN = re.compile(r"(?!(?i:nhóm|cụm|giai đoạn|đợt|khu vực|vùng)\s)[^:;.,()]{3,60}:\s+(?=\S)")
_AFTER_NAME = re.compile(r"^(?:có\s|chịu\s)?trách nhiệm:?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """An item that may become a task. ``lead`` is filled by a heading, a label or its subject."""

    text: str
    anchor: str
    section: str
    lead: str | None = None
    subject: Subject | None = None
    support: tuple[str, ...] | None = None
    deadline: Deadline | None = None
    product: str | None = None
    order: int = 0
    labels: list[str] = field(default_factory=list)
    whole: str = ""  # with its run-in heading

    def fill(self, kind: LabelKind, value: str) -> None:
        """Takes the value of a label; an own subject stays the lead."""
        if not value.strip():
            return
        if kind == "lead":
            inner = labels_in(value)
            for label in inner:
                self.fill(label.kind, label.value)
            if not inner:
                self._fill_lead(value)
        elif kind == "support":
            self.support = split_bodies(value)
        elif kind == "time":
            self.deadline = labelled(value)
        elif kind == "product":
            self.product = value.strip(" .;")

    def _fill_lead(self, value: str) -> None:
        match = _LEADS.search(value)
        name = value[: match.start()] if match else _names_only(value)
        self.lead = name.strip(" ,.;")
        if match and not self.support:
            self.support = supports_in(value[match.start() :]) or _assisting(value[match.end() :])


def _names_only(value: str) -> str:
    """ "Sở Nội vụ; Sở Tài chính" lead together; what else follows a name is no part of it."""
    parts = re.split(r"(?<=;)\s+|(?<=\.)\s+", value)
    kept = [parts[0]]
    for part in parts[1:]:
        if not kept[-1].endswith(";") or not starts_body(fold(part)) or predicate_at(part):
            break
        kept.append(part)
    return " ".join(kept)


def _assisting(rest: str) -> tuple[str, ...] | None:
    found = _ASSISTS.match(rest)
    if found is None or not starts_body(fold(found[1])) or predicate_at(found[1]) is not None:
        return None
    return split_bodies(found[1])


def draft_of(text: str, anchor: str, section: str, order: int) -> Draft:
    """An item as a draft: bracketed labels taken off, a run-in label of a body taken as lead."""
    labels, rest = bracketed(text)
    rest = _TASK_LABEL.sub("", rest)
    subject, whole = subject_of(rest), ""
    if subject is None and (run_in := _RUN_IN.match(rest)):
        subject = _labelled_subject(rest[run_in.end() :], run_in[0])
        whole = rest if subject else ""
        rest = rest[run_in.end() :] if subject else rest
    draft = Draft(rest, anchor, section, order=order, subject=subject)
    draft.whole = whole
    if subject:
        draft.lead = subject.name
        if rest[: subject.duty_at].rstrip().endswith(":"):
            draft.text = rest[subject.duty_at :]
    for label in labels:
        draft.fill(label.kind, label.value)
    return draft


def _labelled_subject(rest: str, label: str) -> Subject | None:
    """ "Chế độ báo cáo: Các đơn vị báo cáo …": whose duty follows the run-in heading."""
    low = fold(label)
    if any(words_ in low for words_ in words()["not_duties"]):
        return None
    return subject_of(rest)


def apply(labels: tuple[Label, ...], drafts: list[Draft]) -> None:
    """Fills every draft of the group with the labels of one line."""
    for draft in drafts:
        for label in labels:
            draft.fill(label.kind, label.value)


def tasks_of(draft: Draft) -> list[Task]:
    """The tasks of a draft: one, or several where the scope changes inside it."""
    pieces = cut(re.sub(r"\s+", " ", draft.text).strip())
    return [
        _task(
            draft,
            piece.text.strip(" ;"),
            piece.verdict.reason if piece.verdict else None,
            piece.verdict.phrase if piece.verdict else None,
        )
        for piece in pieces
    ]


def _task(draft: Draft, text: str, reason: str | None, phrase: str | None) -> Task:
    deadline = draft.deadline or deadline_in(text)
    support = draft.support if draft.support is not None else supports_in(text)
    return Task(
        text=text,
        anchor=draft.anchor,
        section=draft.section,
        lead=draft.lead,
        support=tuple(s for s in support if s != draft.lead),
        deadline=deadline.text if deadline else None,
        due=deadline.due if deadline else None,
        recurrence=deadline.recurrence if deadline else None,
        product=draft.product,
        in_scope=reason is None,
        reason=reason,
        phrase=phrase,
    )


__all__ = ["Draft", "apply", "draft_of", "given_to", "tasks_of"]
