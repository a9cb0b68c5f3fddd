"""Document → Akoma Ntoso 1.0 (OASIS Standard, 2018), the interchange format of legal texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from minhbach.model.citation import Citation
from minhbach.model.document import Block, Document, Paragraph, Table
from minhbach.writers.akn_body import tree_of, write_branches
from minhbach.writers.akn_inline import Element, Writer, citation_wraps
from minhbach.writers.akn_meta import write_meta
from minhbach.writers.akn_names import AKN, OWN, kind_of_paper
from minhbach.writers.akn_tables import write_blocks, write_sides
from minhbach.writers.akn_zones import zones_of


def write_akn(doc: Document, citations: Sequence[Citation] = ()) -> bytes:
    """The paper as one valid ``.akn.xml`` file, UTF-8.

    A paper in articles is an ``act``, any other a ``doc``; annexes are attachments. Each
    paragraph bears its anchor, each of ``citations`` a ``ref`` with its canonical key. What the
    paper doesn't state is a hyphen in addresses and 0001-01-01 where the schema wants a date.

    >>> b"<docType" in write_akn(Document("a", "txt", blocks=(
    ...     Paragraph("p1", "KẾ HOẠCH", role="kind"),)))
    True
    """
    writer = Writer(doc.header)
    writer.cited = citation_wraps(doc, citations, writer.ids)
    root = etree.fromstring(f'<akomaNtoso xmlns="{AKN}" xmlns:mb="{OWN}"/>')
    zones = zones_of(doc)
    kind = kind_of_paper(doc)
    paper = writer.add(root, kind, {"name": doc.header.kind or "van-ban"})
    write_meta(writer, paper, doc, citations=citations, notes=zones.notes)
    if zones.preface:
        _flat(writer, writer.add(paper, "preface"), zones.preface)
    if zones.preamble:
        _preamble(writer, writer.add(paper, "preamble"), zones.preamble)
    body = writer.add(paper, "body" if kind == "act" else "mainBody")
    write_branches(writer, body, tree_of(zones.body, doc.sections), strict=kind == "act")
    if zones.end:
        _flat(writer, writer.add(paper, "conclusions"), zones.end)
    if zones.annexes:
        made = writer.add(paper, "attachments")
        for number, blocks in enumerate(zones.annexes, 1):
            _annex(writer, made, doc, blocks, number)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _flat(writer: Writer, parent: Element, blocks: Sequence[Block]) -> None:
    """Header and closing parts: layout tables become their sides, the rest stands as it is."""
    for block in blocks:
        _flat_one(writer, parent, block)
    if not len(parent):
        writer.add(parent, "p")


def _preamble(writer: Writer, parent: Element, blocks: Sequence[Block]) -> None:
    """ "Căn cứ …" lines are citations in the standard's sense, one group a stretch."""
    group: Element | None = None
    for block in blocks:
        if not (isinstance(block, Paragraph) and block.role == "basis"):
            group = None
            _flat_one(writer, parent, block)
            continue
        if group is None:
            group = writer.add(parent, "citations", {"eId": writer.ids.of("cits", "")})
        eid = writer.ids.of("cit", block.anchor.lstrip("p"))
        writer.paragraph(writer.add(group, "citation", {"eId": eid}), block)


def _flat_one(writer: Writer, parent: Element, block: Block) -> None:
    if isinstance(block, Table) and block.role != "content":
        write_sides(writer, parent, block)
    else:
        write_blocks(writer, parent, [block])


def _annex(
    writer: Writer, parent: Element, doc: Document, blocks: Sequence[Block], number: int
) -> None:
    name = f"att_{number}"
    made = writer.add(parent, "attachment", {"eId": writer.ids.of("att", str(number))})
    annex = writer.add(made, "doc", {"name": "phu-luc"})
    write_meta(writer, annex, replace(doc, notes=()), part=name)
    body = writer.add(annex, "mainBody")
    write_branches(writer, body, tree_of(blocks, doc.sections), strict=False)
