"""The section tree: numbered lines nested by the kind of their marks, paragraphs by position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minhbach.model.document import Section
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.headings import Heading, heading_of
from minhbach.readers.marks import Mark, MarkKind
from minhbach.readers.markup import is_rule
from minhbach.readers.words import bare

_RANKS: dict[MarkKind, float] = {
    "part": 1,
    "chapter": 2,
    "section": 3,
    "subsection": 4,
    "article": 5,
    "upper": 6,
    "roman": 7,
    "arabic": 8,
    "dotted": 8,  # plus one for each further part
    "letter": 14,
    "bracket": 15,
    "low-roman": 16,
    "dash": 99,
}
_ANNEX = re.compile(
    r"(?P<number>(?:PHỤ LỤC|Phụ lục|PHỤ LUC|Phụ Lục)(?:\s+(?:SỐ|số|Số))?"
    r"(?:\s*(?:[IVXLC]{1,6}|\d{1,3}[a-zA-Z]?|[A-ZĐ])(?![\w]))?)\s*[.:\-–]?\s*(?P<title>.*)"
)
_ENACTED = re.compile(r"\(\s*(?:kèm|ban hành|đính kèm|được ban hành)", re.IGNORECASE)
_TITLE_LINES = 6
_UNNUMBERED_LABEL = 80


@dataclass(slots=True)
class Node:
    """A section being built."""

    rank: float
    number: str
    heading: str | None
    anchor: str
    paragraphs: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def frozen(self) -> Section:
        return Section(
            self.number,
            self.heading,
            self.anchor,
            tuple(self.paragraphs),
            tuple(child.frozen() for child in self.children),
        )


@dataclass(slots=True)
class Tree:
    """The open sections; ``seen``: mark kinds so far, which decide odd nestings."""

    roots: list[Node] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)
    quoted: bool = False
    seen: dict[str, float] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()  # kinds of marks whose headings are bold or italic

    def open(self, node: Node) -> None:
        while self.stack and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)

    def add(self, draft: Draft) -> None:
        if self.stack and draft.place == "p":
            self.stack[-1].paragraphs.append(draft.anchor)

    def clear(self) -> None:
        self.stack.clear()
        self.seen.clear()


def build_sections(blocks: list[Block], start: int, end: int) -> tuple[Section, ...]:
    """The tree of ``blocks[start:end]`` and of the annexes after ``end``; sets roles and levels."""
    tree = Tree(marked=_marked_kinds(blocks[start:end]))
    numbered = any(_section_mark(block) for block in blocks[start:end])
    _walk(blocks, start, end, tree, numbered=numbered)
    tree.clear()
    _walk(blocks, end, len(blocks), tree, numbered=True)
    return tuple(node.frozen() for node in tree.roots)


def _walk(blocks: list[Block], start: int, end: int, tree: Tree, *, numbered: bool) -> None:
    at = start
    while at < end:
        block = blocks[at]
        at += 1
        if not isinstance(block, Draft) or block.role not in ("body", "heading", "item"):
            continue
        if is_rule(block.text):
            block.role = "other"
            continue
        annex = _annex_of(blocks, at - 1)
        if annex:
            at = _annex(blocks, at - 1, end, annex, tree)
            continue
        mark = None if _in_quotes(block, tree) else _section_mark(block)
        if mark is not None and not _is_stray_letter(mark, tree):
            at = _numbered(blocks, at - 1, end, mark, tree)
        elif not numbered and (heading := _unnumbered(block)):
            _open_unnumbered(block, heading, tree)
        else:
            block.role = "item" if block.mark and block.mark in "-–—+*•▪○●" else block.role
            tree.add(block)


def _is_stray_letter(mark: Mark, tree: Tree) -> bool:
    """A capital with a full stop that continues no list: "Q. CHÁNH VĂN PHÒNG", "B. Lê"."""
    return mark.kind == "upper" and mark.number != "A" and "upper" not in tree.seen


def _section_mark(block: Block) -> Mark | None:
    """The mark of a numbered line; automatic numbers that look like none are taken as they are."""
    if not isinstance(block, Draft) or not block.mark or block.place != "p":
        return None
    mark = block.first_mark()
    if mark is None or mark.is_item:
        return None
    return mark


def _marked_kinds(blocks: list[Block]) -> frozenset[str]:
    """Kinds of numbered lines that stand in bold or italics as a whole at least once."""
    kinds: set[str] = set()
    for block in blocks:
        mark = _section_mark(block)
        if mark is not None and isinstance(block, Draft):
            start = len(mark.text)
            if any(block.covered(look, start) == len(block.text) for look in ("bold", "italic")):
                kinds.add(mark.kind)
    return frozenset(kinds)


def _in_quotes(draft: Draft, tree: Tree) -> bool:
    """Numbered text quoted from another document ("“Điều 5. …”") opens no section here."""
    was = tree.quoted
    if "“" not in draft.text and "”" not in draft.text:
        return was
    opening = draft.text.count("“") - draft.text.count("”")
    if draft.text.startswith("“") and opening > 0:
        tree.quoted = True
    elif was and opening < 0:
        tree.quoted = False
    return was or draft.text.startswith("“")


def _numbered(blocks: list[Block], at: int, end: int, mark: Mark, tree: Tree) -> int:
    draft = blocks[at]
    assert isinstance(draft, Draft)  # noqa: S101 - told by the caller
    rank = _rank(mark, tree)
    following = at + 1
    if not draft.content and mark.kind in ("part", "chapter", "section", "subsection", "article"):
        text, following = _title_below(blocks, following, end)
        heading = Heading(text) if text else None
    else:
        heading = heading_of(
            draft,
            mark,
            opens_group=_opens_group(blocks, at, end, rank, tree),
            marked_kind=mark.kind in tree.marked,
        )
    draft.role = "heading" if heading and not heading.rest else "body"
    node = Node(rank, mark.number, heading.text if heading else None, draft.anchor)
    if heading is None or heading.rest:
        node.paragraphs.append(draft.anchor)
    tree.open(node)
    draft.level = len(tree.stack)
    return following


def _rank(mark: Mark, tree: Tree) -> float:
    rank = _RANKS[mark.kind]
    if mark.kind == "dotted":
        rank += mark.depth - 1
    elif mark.kind == "upper" and "upper" not in tree.seen:
        above = [node for node in tree.stack if node.rank == _RANKS["roman"]]
        rank = 7.5 if above and mark.number == "A" else rank
        tree.seen["upper"] = rank
    elif mark.kind == "upper":
        rank = tree.seen["upper"]
    elif mark.kind == "arabic" and mark.text.endswith(")"):
        lettered = [node for node in tree.stack if node.rank == _RANKS["letter"]]
        if "paren" not in tree.seen:
            tree.seen["paren"] = 14.5 if lettered and mark.number == "1" else rank
        rank = tree.seen["paren"]
    return rank


def _opens_group(blocks: list[Block], at: int, end: int, rank: float, tree: Tree) -> bool:
    """Whether text, a table or a deeper number follows before a number of this level or above."""
    if at + 1 >= end:
        return False
    following = blocks[at + 1]
    if isinstance(following, DraftTable):
        return following.role == "content"
    mark = _section_mark(following)
    if mark is None:
        return following.role in ("body", "item")
    other = _RANKS[mark.kind] + (mark.depth - 1 if mark.kind == "dotted" else 0)
    return other > rank


def _title_below(blocks: list[Block], at: int, end: int) -> tuple[str, int]:
    """The title lines under "Chương II": capitals, bold or centred, up to the next mark."""
    parts: list[str] = []
    while at < end and len(parts) < _TITLE_LINES:
        block = blocks[at]
        if not isinstance(block, Draft) or _section_mark(block) or is_rule(block.text):
            break
        titled = block.text.isupper() or block.bold or block.align == "center"
        if not titled or (parts and not block.text.isupper() and block.align != "center"):
            break
        block.role = "heading"
        parts.append(block.text)
        at += 1
    return " ".join(parts), at


def _annex_of(blocks: list[Block], at: int) -> re.Match[str] | None:
    """The line "Phụ lục …" on its own: capitals, bold, centred or nothing but the number."""
    draft = blocks[at]
    if not isinstance(draft, Draft) or draft.text[:1] != "P" or len(draft.text) > 250:
        return None
    found = _ANNEX.fullmatch(draft.text)
    if not found:
        return None
    title = found["title"]
    alone = not title and (draft.alone or draft.align == "center" or draft.bold)
    plain = (
        not title and draft.text.strip() == found["number"].strip() and _follows_break(blocks, at)
    )
    loud = draft.text.isupper() or (draft.bold and not title.endswith((".", ";")))
    return found if alone or loud or plain else None


def _follows_break(blocks: list[Block], at: int) -> bool:
    above = blocks[at - 1] if at else None
    return (
        isinstance(above, DraftTable)
        or above is None
        or above.role != "body"
        or above.text.endswith(".")
    )


def _annex(blocks: list[Block], at: int, end: int, found: re.Match[str], tree: Tree) -> int:
    draft = blocks[at]
    assert isinstance(draft, Draft)  # noqa: S101 - told by the caller
    draft.role = "annex"
    tree.clear()
    parts = [found["title"]] if found["title"] else []
    following = at + 1
    while following < end and following - at <= _TITLE_LINES:
        block = blocks[following]
        if not isinstance(block, Draft) or _annex_of(blocks, following):
            break
        if is_rule(block.text):
            block.role = "other"
        elif _ENACTED.match(block.text):
            block.role = "annex"
        elif _is_annex_title(block, parts):
            block.role = "annex"
            parts.append(block.text)
        else:
            break
        following += 1
    number = " ".join(found["number"].split())
    node = Node(0, number, " ".join(parts) or None, draft.anchor)
    tree.open(node)
    draft.level = 1
    return following


def _is_annex_title(draft: Draft, parts: list[str]) -> bool:
    if _section_mark(draft) or draft.text.endswith((":", ";")) or len(draft.text) > 400:
        return False
    if draft.text.isupper() or draft.align == "center":
        return True
    return draft.bold and not parts


_STYLED = 9.0  # rank of headings by style: over bold lines, by the level that the style gives


def _unnumbered(draft: Draft) -> Heading | None:
    """A bold line, a label, or what a heading style names as a heading, without a number, in a
    document that numbers nothing."""
    if draft.mark or not (draft.covered("bold") or draft.outline) or draft.place != "p":
        return None
    heading = heading_of(draft, None, opens_group=True)
    if heading is None or len(heading.text) > _UNNUMBERED_LABEL * 2:
        return None
    return heading


def _open_unnumbered(draft: Draft, heading: Heading, tree: Tree) -> None:
    rank = 20.0 if bare(heading.text) != heading.text and not heading.text.isupper() else 19.0
    rank = _STYLED + draft.outline if draft.outline else rank
    draft.role = "body" if heading.rest else "heading"
    node = Node(rank, "", heading.text, draft.anchor)
    if heading.rest:
        node.paragraphs.append(draft.anchor)
    tree.open(node)
    draft.level = len(tree.stack)
