"""The body as a tree of numbered elements, filled with the blocks of each section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from minhbach.model.document import Block, Paragraph, Section
from minhbach.writers.akn_inline import Element, Writer
from minhbach.writers.akn_names import OWN, element_of
from minhbach.writers.akn_tables import write_blocks


@dataclass(slots=True)
class Branch:
    """A section with what stands in it, in order. The root has no section."""

    section: Section | None
    opening: Paragraph | None = None
    title: list[Paragraph] = field(default_factory=list)  # heading lines below the opening one
    inside: list[Block | Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rest:
    """The running text of a section's opening paragraph, after its number and heading."""

    opening: Paragraph
    start: int


def tree_of(blocks: Sequence[Block], sections: Iterable[Section]) -> Branch:
    """The blocks put into their sections; what belongs to none stands at the root."""
    paths: dict[str, tuple[Section, ...]] = {}
    _index(sections, (), paths)
    root = Branch(None)
    stack = [root]
    for block in blocks:
        path = paths.get(block.anchor) if isinstance(block, Paragraph) else None
        if path is None:
            if isinstance(block, Paragraph) and block.role == "closing":
                stack = [root]
            _put(stack[-1], block)
            continue
        depth = _shared(stack, path)
        del stack[depth + 1 :]
        for section in path[depth:]:
            branch = Branch(section)
            stack[-1].inside.append(branch)
            stack.append(branch)
        if path[-1].anchor == block.anchor and stack[-1].opening is None:
            assert isinstance(block, Paragraph)  # noqa: S101 - only paragraphs have paths
            stack[-1].opening = block
        else:
            _put(stack[-1], block)
    return root


def _put(branch: Branch, block: Block) -> None:
    if (
        isinstance(block, Paragraph)
        and branch.opening is not None
        and not branch.inside
        and block.role in ("heading", "annex")
    ):
        branch.title.append(block)
    else:
        branch.inside.append(block)


def _index(
    sections: Iterable[Section],
    above: tuple[Section, ...],
    paths: dict[str, tuple[Section, ...]],
) -> None:
    """Anchor → the sections around it, without going deeper than the stack allows."""
    waiting = [(section, above) for section in sections]
    while waiting:
        section, path = waiting.pop()
        path = (*path, section)
        for anchor in (section.anchor, *section.paragraphs):
            paths.setdefault(anchor, path)
        waiting.extend((child, path) for child in section.children)


def _shared(stack: list[Branch], path: tuple[Section, ...]) -> int:
    """How many sections of the path are open already."""
    depth = 0
    for branch, section in zip(stack[1:], path, strict=False):
        if branch.section is not section:
            break
        depth += 1
    return depth


def write_branches(writer: Writer, parent: Element, root: Branch, *, strict: bool) -> None:
    """The tree below ``parent``. ``strict``: text beside sections gets a container (acts)."""
    for blocks, item in _groups(root.inside):
        if isinstance(item, Branch):
            _branch(writer, parent, item, "")
        elif strict:
            _loose(writer, parent, blocks)
        else:
            write_blocks(writer, parent, blocks)
    if not len(parent):
        if strict:
            _loose(writer, parent, [])
        else:
            writer.add(parent, "p")


def _groups(inside: list[Block | Branch]) -> Iterable[tuple[list[Block], Branch | None]]:
    for is_branch, group in groupby(inside, key=lambda item: isinstance(item, Branch)):
        if is_branch:
            for item in group:
                if isinstance(item, Branch):
                    yield [], item
        else:
            yield [item for item in group if not isinstance(item, Branch)], None


def _branch(writer: Writer, parent: Element, branch: Branch, above: str) -> None:
    section = branch.section
    assert section is not None  # noqa: S101 - the root is written by write_branches
    tag, prefix = element_of(section.number)
    name = writer.ids.of(prefix, section.number, above)
    made = writer.add(parent, tag, {"eId": name})
    rest = _opening(writer, made, branch)
    groups = list(_groups(branch.inside))
    if not any(item for _, item in groups):
        _content(writer, made, "content", rest, [b for blocks, _ in groups for b in blocks])
        return
    first = groups[0][0] if groups[0][1] is None else []
    if rest is not None or first:
        _content(writer, made, "intro", rest, first)
    for index, (blocks, item) in enumerate(groups):
        if item is not None:
            _branch(writer, made, item, name)
        elif index and index < len(groups) - 1:
            _loose(writer, made, blocks, name)
        elif index:
            _content(writer, made, "wrapUp", None, blocks)


def _opening(writer: Writer, made: Element, branch: Branch) -> Rest | None:
    """Number and heading; gives where the running text of the opening paragraph begins."""
    opening, section = branch.opening, branch.section
    if opening is None or section is None:
        return None
    text = opening.text
    start = len(opening.mark) if opening.mark and opening.role != "annex" else 0
    if start:
        writer.inline(writer.add(made, "num"), opening, 0, start)
    start += len(text[start:]) - len(text[start:].lstrip())
    end = _heading_end(opening, section, start)
    if end > start or branch.title:
        heading = writer.add(made, "heading")
        writer.inline(heading, opening, start, end)
        _title(writer, heading, branch)
    return Rest(opening, end) if text[end:].strip() else None


def _heading_end(opening: Paragraph, section: Section, start: int) -> int:
    """Where the heading ends and text runs on ("1. Mục tiêu: đến năm 2025 …")."""
    if opening.role in ("heading", "annex"):
        return len(opening.text)
    if section.heading and opening.text.startswith(section.heading, start):
        return start + len(section.heading)
    return start


def _title(writer: Writer, heading: Element, branch: Branch) -> None:
    for line in branch.title:
        if len(heading) or heading.text:
            writer.add(heading, "eol")
        writer.inline(heading, line, 0, len(line.text))


def _content(
    writer: Writer, made: Element, tag: str, rest: Rest | None, blocks: Sequence[Block]
) -> None:
    content = writer.add(made, tag)
    if rest is not None:
        line = writer.add(content, "p", {f"{{{OWN}}}anchor": rest.opening.anchor})
        writer.inline(line, rest.opening, rest.start, len(rest.opening.text))
    write_blocks(writer, content, blocks)


def _loose(writer: Writer, parent: Element, blocks: Sequence[Block], above: str = "") -> None:
    """Text between numbered elements, in a container without number."""
    made = writer.add(
        parent, "hcontainer", {"name": "text", "eId": writer.ids.of("text", "", above)}
    )
    write_blocks(writer, writer.add(made, "content"), blocks)
