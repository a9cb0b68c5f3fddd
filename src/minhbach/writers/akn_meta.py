"""The ``meta`` block: what the paper is, who issued it, what it cites, what its reader noticed."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from minhbach.model.citation import Citation
from minhbach.model.document import Document, Note, Paragraph
from minhbach.model.notation import slug
from minhbach.writers.akn_inline import Element, Writer
from minhbach.writers.akn_names import OWN, UNDATED, address_of, address_of_cited
from minhbach.writers.runs import clean

_MAKER = "#minhbach"
_UNSTATED = "không ghi trong văn bản"


def write_meta(
    writer: Writer,
    parent: Element,
    doc: Document,
    *,
    citations: Sequence[Citation] = (),
    notes: Sequence[Paragraph] = (),
    part: str = "main",
) -> None:
    """``part``: "main", or the name of an annex, whose meta says only whose part it is."""
    meta = writer.add(parent, "meta")
    _identification(writer, meta, doc, part)
    if part != "main":
        return
    _references(writer, meta, doc, citations)
    if notes:
        _notes(writer, meta, notes)
    _proprietary(writer, meta, doc)


def _identification(writer: Writer, meta: Element, doc: Document, part: str) -> None:
    made = writer.add(meta, "identification", {"source": _MAKER})
    work = address_of(doc)
    address = {"FRBRWork": work, "FRBRExpression": f"{work}/vie@"}
    address["FRBRManifestation"] = f"{work}/vie@.akn.xml"
    for level, uri in address.items():
        element = writer.add(made, level)
        this = f"{uri.removesuffix('.akn.xml')}/!{part}"
        this += ".akn.xml" if level == "FRBRManifestation" else ""
        writer.add(element, "FRBRthis", {"value": this})
        writer.add(element, "FRBRuri", {"value": uri})
        day = doc.header.date.isoformat() if doc.header.date else UNDATED
        writer.add(
            element,
            "FRBRdate",
            {"date": day, "name": "ban-hanh" if doc.header.date else "khong-ghi"},
        )
        author = _MAKER if level == "FRBRManifestation" else "#issuer"
        writer.add(element, "FRBRauthor", {"href": author})
        _properties(writer, element, doc, level)


def _properties(writer: Writer, element: Element, doc: Document, level: str) -> None:
    head = doc.header
    if level == "FRBRExpression":
        writer.add(element, "FRBRlanguage", {"language": "vie"})
    elif level == "FRBRManifestation":
        writer.add(element, "FRBRformat", {"value": "application/akn+xml"})
    else:
        writer.add(element, "FRBRcountry", {"value": "vn"})
        for tag, value in (
            ("FRBRsubtype", head.kind),
            ("FRBRnumber", head.number),
            ("FRBRname", head.subject),
        ):
            if value:
                writer.add(element, tag, {"value": clean(value)})


def _references(
    writer: Writer, meta: Element, doc: Document, citations: Sequence[Citation]
) -> None:
    made = writer.add(meta, "references", {"source": _MAKER})
    seen: set[str] = set()
    for found in citations:
        href = address_of_cited(found)
        if href in seen:
            continue
        seen.add(href)
        about = {
            "eId": writer.ids.of("cited", str(len(seen))),
            "href": href,
            "showAs": clean(" ".join(found.quote.split())) or href,
            f"{{{OWN}}}key": clean(found.key.partition("#")[0]),
        }
        writer.add(made, "activeRef", about)
    issuer = doc.header.issuer
    _organization(writer, made, "issuer", issuer)
    if doc.header.parent_issuer:
        _organization(writer, made, "parent-issuer", doc.header.parent_issuer)
    signer = doc.signatory.name if doc.signatory else None
    if signer:
        about = {"eId": "signer", "href": f"/akn/ontology/person/vn/{slug(signer) or '-'}"}
        writer.add(made, "TLCPerson", {**about, "showAs": clean(signer)})
    maker = {"eId": "minhbach", "href": "/akn/ontology/object/minh-bach", "showAs": "Minh Bạch"}
    writer.add(made, "TLCObject", maker)


def _organization(writer: Writer, parent: Element, eid: str, name: str | None) -> None:
    href = f"/akn/ontology/organization/vn/{slug(name or '') or '-'}"
    about = {"eId": eid, "href": href, "showAs": clean(name or "") or _UNSTATED}
    writer.add(parent, "TLCOrganization", about)


def _notes(writer: Writer, meta: Element, notes: Sequence[Paragraph]) -> None:
    made = writer.add(meta, "notes", {"source": _MAKER})
    for number, note in enumerate(notes, 1):
        about = {"eId": writer.ids.of("note", str(number)), "placement": "bottom"}
        if note.mark:
            about["marker"] = clean(note.mark)
        writer.paragraph(writer.add(made, "note", about), note)


def _proprietary(writer: Writer, meta: Element, doc: Document) -> None:
    """What this program knows beside the standard: the file's digest and its reader's notes."""
    made = writer.add(meta, "proprietary", {"source": _MAKER})
    about = {"name": clean(doc.name), "format": doc.format, "sha256": doc.sha256}
    etree.SubElement(made, f"{{{OWN}}}file", {k: v for k, v in about.items() if v})
    for note in doc.notes:
        _reader_note(made, note)


def _reader_note(parent: Element, note: Note) -> None:
    element = etree.SubElement(parent, f"{{{OWN}}}note", {"code": clean(note.code)})
    if note.anchor:
        element.set("anchor", clean(note.anchor))
    for name, value in note.params.items():
        etree.SubElement(element, f"{{{OWN}}}param", {"name": clean(name)}).text = clean(value)
