"""Through the section tree: items under a body's heading, items with their own subject, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from minhbach.citations.folding import fold
from minhbach.model.document import Paragraph, Section
from minhbach.plans.assignees import body_heading, starts_body, subject_of
from minhbach.plans.drafts import Draft, apply, draft_of
from minhbach.plans.labels import Label, LabelKind, label_of_heading, labels_in
from minhbach.plans.verbs import opens_duty, predicate_at, words

_SKIPPED = frozenset({"closing", "recipient", "signature", "header", "other", "note", "caption"})
_LEAD_IN = re.compile(r":\s*$")
_SHORTEST = 12  # characters of an item that can be a duty


class Walk:
    """Collects the drafts of a document; ``paragraphs``: by anchor, with their place in order."""

    def __init__(
        self, paragraphs: Mapping[str, tuple[int, Paragraph]], closing: frozenset[str]
    ) -> None:
        self._paragraphs = paragraphs
        self._closing = closing
        self.labelled: set[str] = set()
        self._carried: str | None = None  # body of the item whose dash lines are being read

    def visit(
        self, node: Section, parent: tuple[str, ...] = (), lead: str | None = None
    ) -> list[Draft]:
        """The drafts of a section and of what is under it."""
        path = join(parent, node.number)
        if self._gives_nothing(node):
            return []
        own, opening = self._lead_of(node)
        lead = own or lead
        self._carried = None if lead or node.heading else self._own_subject(node)
        done, pending = self._lines(node, opening, path, lead)
        for child in node.children:
            kind = self._label_child(child)
            if kind and kind != "task" and not done and not pending:
                pending = self._titled(node, path, lead)
            if kind:
                pending += self._labelled_child(child, kind, path, pending, lead)
            else:
                pending += self.visit(child, path, lead)
        return self._without_lead_ins(done + pending)

    def _lines(
        self, node: Section, opening: str | None, path: tuple[str, ...], lead: str | None
    ) -> tuple[list[Draft], list[Draft]]:
        """The lines directly under a section: finished groups, and the group that labels of its
        children may still fill. A label without a value ("Cơ quan thực hiện:") takes the lines
        after it."""
        done: list[Draft] = []
        pending: list[Draft] = []
        waiting: LabelKind | None = None
        labelled = False
        for paragraph in self._direct(node, opening):
            text = _content(paragraph)
            labels = labels_in(text)
            if labels and not _only_task(labels):
                if not done and not pending:
                    pending = self._titled(node, path, lead)
                apply(labels, pending)
                waiting = None if labels[-1].value else labels[-1].kind
            elif waiting and _is_value(text, waiting):
                apply((Label(waiting, 0, text),), pending)
            else:
                if labelled and not waiting:
                    done, pending = done + pending, []
                    labelled = False
                if not _continues(pending, paragraph):
                    pending += self._draft(paragraph, path, lead)
                continue
            labelled = True
            self.labelled.add(paragraph.anchor)
        return done, pending

    def _gives_nothing(self, node: Section) -> bool:
        heading = fold(node.heading or "")
        return any(words_ in heading for words_ in words()["not_duties"]) and not body_heading(
            node.heading
        )

    def _lead_of(self, node: Section) -> tuple[str | None, str | None]:
        """The body that the heading names, and the anchor of an opening line that only names it."""
        if node.heading:
            rest = self._broken_heading(node)
            name = body_heading(f"{node.heading} {rest[1]}") if rest else None
            return (name, rest[0]) if rest and name else (body_heading(node.heading), None)
        text = self._text(node.anchor)
        name = body_heading(text) if text and text.rstrip().endswith(":") else None
        return name, node.anchor if name else None

    def _broken_heading(self, node: Section) -> tuple[str, str] | None:
        """The second half of a heading that the source broke in two: an unmarked line of a name
        before marked items."""
        lines = list(self._direct(node, None))
        if len(lines) < 2 or lines[0].mark or not all(p.mark for p in lines[1:]):
            return None
        text = _content(lines[0])
        if (
            len(text.split()) > 16
            or opens_duty(text)
            or predicate_at(text)
            or re.search(r"[.;:]$", text)
        ):
            return None
        return lines[0].anchor, text

    def _direct(self, node: Section, opening: str | None) -> Iterable[Paragraph]:
        for anchor in node.paragraphs:
            if anchor == opening or anchor in self._closing:
                continue
            entry = self._paragraphs.get(anchor)
            if entry and entry[1].role not in _SKIPPED:
                yield entry[1]

    def _text(self, anchor: str) -> str | None:
        entry = self._paragraphs.get(anchor)
        return _content(entry[1]) if entry else None

    def _draft(self, paragraph: Paragraph, path: tuple[str, ...], lead: str | None) -> list[Draft]:
        text = _content(paragraph)
        if len(text) < _SHORTEST or not re.search(r"\w", text):
            return []
        order = self._paragraphs[paragraph.anchor][0]
        draft = draft_of(text, paragraph.anchor, ".".join(path), order)
        if draft.lead is None:
            draft.lead = lead
        if draft.lead is None and paragraph.mark and opens_duty(text):
            draft.lead = self._carried
        return [draft]

    def _titled(self, node: Section, path: tuple[str, ...], lead: str | None) -> list[Draft]:
        """The heading itself is the duty where only labels stand under it: "4. Tổ chức kiểm tra
        …" before "- Cơ quan thực hiện: Sở Nội vụ."."""
        entry = self._paragraphs.get(node.anchor)
        title = re.sub(r"\s+", " ", node.heading or "").strip()
        if entry is None or len(title) < _SHORTEST or not opens_duty(title):
            return []
        draft = draft_of(title, node.anchor, ".".join(path), entry[0])
        draft.lead = draft.lead or lead
        return [draft]

    def _own_subject(self, node: Section) -> str | None:
        """ "1. Các cơ quan, đơn vị xây dựng kế hoạch …" before "- Báo cáo …": the dashes are
        duties of the same bodies."""
        subject = subject_of(self._text(node.anchor) or "")
        return subject.name if subject else None

    def _label_child(self, child: Section) -> LabelKind | None:
        """ "a) Nhiệm vụ: …", "b) Cơ quan thực hiện:", "c) Thời gian thực hiện: …" are labels."""
        if child.heading:
            return label_of_heading(child.heading)
        labels = labels_in(self._text(child.anchor) or "")
        return labels[0].kind if labels else None

    def _labelled_child(
        self,
        child: Section,
        kind: LabelKind,
        parent: tuple[str, ...],
        pending: list[Draft],
        lead: str | None,
    ) -> list[Draft]:
        path = join(parent, child.number)
        if kind == "task":
            drafts: list[Draft] = []
            for paragraph in self._direct(child, None):
                drafts += self._draft(paragraph, path, lead)
            for grandchild in child.children:
                drafts += self.visit(grandchild, path, lead)
            return drafts
        self.labelled.add(child.anchor)
        own = labels_in(self._text(child.anchor) or "")
        apply(own, pending)
        return self._label_lines(child, kind, path, pending)

    def _label_lines(
        self, child: Section, kind: LabelKind, path: tuple[str, ...], pending: list[Draft]
    ) -> list[Draft]:
        """The lines under a label: further labels, a plain value, or duties of their own."""
        drafts: list[Draft] = []
        lines = list(self._direct(child, child.anchor))
        if kind == "time" and len(lines) > 1:
            return self._timetable(lines, path)
        for paragraph in lines:
            text = _content(paragraph)
            labels = labels_in(text)
            if labels:
                apply(labels, pending)
            elif not _is_value(text, kind):
                drafts += self._draft(paragraph, path, None)
                continue
            else:
                apply((Label(kind, 0, text),), pending)
            self.labelled.add(paragraph.anchor)
        return drafts

    def _timetable(self, lines: list[Paragraph], path: tuple[str, ...]) -> list[Draft]:
        """Several days, each with its own work: none is the deadline of what stands before."""
        return [draft for line in lines for draft in self._draft(line, path, None)]

    def _without_lead_ins(self, drafts: list[Draft]) -> list[Draft]:
        """Of "…, bao gồm:" and what it names, the one that is the duty stays."""
        out: list[Draft] = []
        for i, draft in enumerate(drafts):
            following = drafts[i + 1] if i + 1 < len(drafts) else None
            if _LEAD_IN.search(draft.text) and following and _under(draft, following):
                if opens_duty(following.text) or following.subject:
                    _hand_on(draft, drafts[i + 1 :])
                    continue
            elif out and _names_objects(out, draft):
                continue
            out.append(draft)
        return out


def _continues(pending: list[Draft], paragraph: Paragraph) -> bool:
    """True when the paragraph only goes on with a sentence that the source broke in two; the
    sentence is mended in the draft."""
    if not pending or pending[-1].subject is None:
        return False
    text = _content(paragraph)
    if re.search(r"[.;:,!?/…”)]\s*$", pending[-1].text) or opens_duty(text) or subject_of(text):
        return False
    pending[-1].text += " " + re.sub(r"\s+", " ", paragraph.text)
    return True


def _hand_on(lead_in: Draft, following: list[Draft]) -> None:
    """The body of "Sở X thực hiện các nội dung sau:" leads the items under it."""
    for draft in following:
        if not _under(lead_in, draft):
            break
        if draft.subject is None and lead_in.lead:
            draft.lead = lead_in.lead


def _is_value(text: str, kind: LabelKind) -> bool:
    """ "+ Sở Văn hóa chủ trì, phối hợp với …" under "Cơ quan thực hiện:" only names who leads;
    "+ Sở Xây dựng đăng tải …" is a duty of its own."""
    subject = subject_of(text)
    if subject is None:
        return not opens_duty(text)
    return kind == "lead" and fold(text[subject.duty_at :]).startswith("chủ trì")


def _under(draft: Draft, following: Draft) -> bool:
    return following.section == draft.section or following.section.startswith(draft.section + ".")


def _names_objects(out: list[Draft], draft: Draft) -> bool:
    """True for the items under a lead-in that stayed as the duty ("- Dự án 1: …")."""
    for earlier in reversed(out):
        if not _under(earlier, draft):
            return False
        if _LEAD_IN.search(earlier.text):
            return not opens_duty(draft.text) and draft.subject is None
    return False


def _only_task(labels: tuple[Label, ...]) -> bool:
    return labels[0].kind == "task"


def _content(paragraph: Paragraph) -> str:
    return re.sub(r"\s+", " ", paragraph.content).strip()


def join(parent: tuple[str, ...], number: str) -> tuple[str, ...]:
    """The path of a section; a dotted number takes the place of its parent's."""
    if parent and "." in number and number.startswith(parent[-1] + "."):
        return (*parent[:-1], number)
    return (*parent, number)


__all__ = ["Walk", "join", "starts_body"]
