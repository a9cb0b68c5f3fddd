"""Header fields, section trees, recipients and signatories against the hand-made labels.

Compared as the labels say: without case, without white space, without a heading's trailing ":"
and ".". The example plan is compared with its expected reading, block by block.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minhbach import readers
from minhbach.model.document import Document, Paragraph, Section
from minhbach.vi.text import fold_tone_placement
from tools.accuracy.rows import Row

_FIELDS = ("kind", "number", "date", "place", "issuer", "parent_issuer", "subject")


def score(shared: Path) -> list[Row]:
    """The rows of every labelled document under ``shared/gold/structure`` and of the plan."""
    rows: list[Row] = []
    for path in sorted((shared / "gold" / "structure").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = shared / "corpus" / gold["file"]
        document = readers.read(source.read_bytes(), source.name)
        rows.extend(document_rows(document, gold))
    rows.extend(_plan_rows(shared / "examples"))
    return rows


def document_rows(document: Document, gold: dict[str, Any]) -> Iterator[Row]:
    name = document.name
    for field in _FIELDS:
        found = getattr(document.header, field)
        stated = found.isoformat() if field == "date" and found else found
        yield _value_row(f"header.{field}", name, stated, gold.get(field))
    signed = document.signatory
    label = gold.get("signatory") or {}
    for part in ("authority", "title", "name"):
        value = getattr(signed, part) if signed else None
        yield _value_row(f"signatory.{part}", name, value, label.get(part))
    yield _set_row("recipients", name, document.recipients, gold["recipients"])
    yield _set_row("sections", name, _found_tree(document.sections), _gold_tree(gold["sections"]))
    yield _set_row(
        "headings",
        name,
        _headings(_found_tree(document.sections)),
        _headings(_gold_tree(gold["sections"])),
    )
    tables = sum(1 for _ in document.tables())
    yield Row("tables", name, int(tables == gold["tables"]), 1, 1)


def _value_row(what: str, document: str, found: str | None, label: str | None) -> Row:
    right = found is not None and label is not None and plain(found) == plain(label)
    return Row(what, document, int(right), int(found is not None), int(label is not None))


def _set_row(what: str, document: str, found: Any, label: Any) -> Row:
    """Multisets compared; order does not matter, double entries count."""
    ours = Counter(_plain_all(found))
    theirs = Counter(_plain_all(label))
    right = sum((ours & theirs).values())
    return Row(what, document, right, sum(ours.values()), sum(theirs.values()))


def _plain_all(entries: Any) -> Iterator[object]:
    for entry in entries:
        if isinstance(entry, str):
            yield plain(entry)
        else:
            yield tuple(plain(part) if isinstance(part, str) else part for part in entry)


def plain(text: str) -> str:
    """Text as labels are compared: no case, no spaces, no trailing colon or full stop."""
    return "".join(fold_tone_placement(text).lower().split()).rstrip(":.")


def _found_tree(sections: tuple[Section, ...], path: str = "") -> Iterator[tuple[Any, ...]]:
    for section in sections:
        here = f"{path}/{section.number}"
        yield here, section.heading, len(section.paragraphs)
        yield from _found_tree(section.children, here)


def _gold_tree(sections: list[dict[str, Any]], path: str = "") -> Iterator[tuple[Any, ...]]:
    for section in sections:
        here = f"{path}/{section['number']}"
        yield here, section["heading"], section["paragraphs"]
        yield from _gold_tree(section["children"], here)


def _headings(tree: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Number and heading without the count of paragraphs, titled sections only."""
    return ((path, heading) for path, heading, _ in tree if heading is not None)


def _plan_rows(examples: Path) -> Iterator[Row]:
    path = examples / "ke-hoach-2024.txt"
    gold = json.loads((examples / "ke-hoach-2024.expected.json").read_text(encoding="utf-8"))
    document = readers.read(path.read_bytes(), path.name)
    header = document.header
    invented = [getattr(header, field) for field in ("number", "date", "place", "issuer")]
    yield Row("plan.nothing-invented", path.name, invented.count(None), 4, 4)
    yield _value_row("plan.kind", path.name, header.kind, gold["kind"])
    yield _value_row("plan.subject", path.name, header.subject, gold["subject"])
    yield _set_row("plan.recipients", path.name, document.recipients, gold["recipients"])
    signed = document.signatory
    for part in ("title", "name"):
        value = getattr(signed, part) if signed else None
        yield _value_row(f"plan.{part}", path.name, value, gold["signatory"][part])
    breaks = [tuple(pair) for pair in gold["repaired_breaks"]]
    yield _set_row("plan.breaks", path.name, document.repaired_breaks, breaks)
    yield _set_row("plan.blocks", path.name, _found_blocks(document), _gold_blocks(gold))


def _found_blocks(document: Document) -> Iterator[tuple[str, str]]:
    """Every section, heading and paragraph with its place in the tree, words as they stand."""
    by_anchor = {p.anchor: p for p in document.paragraphs()}
    yield from _section_blocks(document.sections, by_anchor, "")
    for paragraph in document.paragraphs():
        if paragraph.role in ("preamble", "basis", "closing"):
            yield ("preamble" if paragraph.role == "basis" else paragraph.role), paragraph.text


def _section_blocks(
    sections: tuple[Section, ...], by_anchor: dict[str, Paragraph], path: str
) -> Iterator[tuple[str, str]]:
    for section in sections:
        here = f"{path}/{section.number}"
        yield here, f"# {section.heading}"
        for anchor in section.paragraphs:
            yield here, by_anchor[anchor].content
        yield from _section_blocks(section.children, by_anchor, here)


def _gold_blocks(gold: dict[str, Any]) -> Iterator[tuple[str, str]]:
    def walk(sections: list[dict[str, Any]], path: str) -> Iterator[tuple[str, str]]:
        for section in sections:
            here = f"{path}/{section['number']}"
            yield here, f"# {section['heading']}"
            for text in section["blocks"]:
                yield here, text
            yield from walk(section["children"], here)

    yield from walk(gold["sections"], "")
    for role in ("preamble", "closing"):
        for text in gold[role]:
            yield role, text
