"""An edXML envelope (QCVN 102:2016/BTTTT) as a file: out with a report in it, in with its parts.

No network and no signature: what an exchange axis adds is its own. Sources: the field rules in
QCVN 102:2016/BTTTT and Quyết định 28/2018/QĐ-TTg.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from datetime import date as Day
from hashlib import sha256
from typing import Any

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.reports.words import words

MOST = 64 * 2**20  # bytes of one envelope

# 2024/03/29
_DAY = re.compile(r"(\d{4})/(\d{2})/(\d{2})", re.ASCII)
# 000.02.01.H08 · H37.02.02 · H37.DN.001
_ORGAN = re.compile(r"[A-Z0-9]{2,4}(?:\.[A-Z0-9]{2,4}){0,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Organ:
    """A sender or receiver: its electronic identifier and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message. ``number``: as 12; ``notation``: as BC-UBND, or BC/TU for a Party body."""

    sender: Organ
    receivers: tuple[Organ, ...]
    number: str
    notation: str
    date: date
    place: str
    type_name: str
    subject: str
    attachments: tuple[Attachment, ...]
    signer: str = ""
    position: str = ""
    due: Day | None = None

    @property
    def document_id(self) -> str:
        """<OrganId>,<YYYY/MM/DD>,<number>/<notation>: the same document always has the same."""
        return f"{self.sender.id},{_day(self.date)},{self.number}/{self.notation}"

    def problems(self) -> tuple[str, ...]:
        """Codes of what an exchange axis would refuse; empty for an envelope that can go."""
        return tuple(_problems(self))


def _problems(envelope: Envelope) -> Iterator[str]:
    if not envelope.receivers:
        yield "edxml-no-receiver"
    for organ in (envelope.sender, *envelope.receivers):
        if len(organ.id) > 35 or not _ORGAN.fullmatch(organ.id):
            yield "edxml-organ-id"
    if not (envelope.number and envelope.notation):
        yield "edxml-no-number"
    if not envelope.attachments:
        yield "edxml-no-attachment"


def write_edxml(envelope: Envelope, codes: Mapping[str, Any] | None = None) -> bytes:
    """The envelope as XML; every child of it bears the prefix ``edXML:``. ``codes``: an office's
    own, as in layouts/edxml.toml. The same envelope gives the same bytes."""
    codes = {**words("edxml"), **(codes or {})}
    space = codes["namespace"]
    root = etree.Element(etree.QName(space, "edXML"), nsmap={"edXML": space})
    make = _Maker(space)
    outer = make(root, "edXMLEnvelope")
    header = make(make(outer, "edXMLHeader"), "MessageHeader")
    _organ(make, header, "From", envelope.sender)
    for receiver in envelope.receivers:
        _organ(make, header, "To", receiver)
    code = make(header, "Code")
    make(code, "CodeNumber", envelope.number)
    make(code, "CodeNotation", envelope.notation)
    issued = make(header, "PromulgationInfo")
    make(issued, "Place", envelope.place)
    make(issued, "PromulgationDate", _day(envelope.date))
    kind = make(header, "DocumentType")
    if codes["type"]:
        make(kind, "Type", codes["type"])
    make(kind, "TypeName", envelope.type_name)
    if codes["type_detail"]:
        make(kind, "TypeDetail", codes["type_detail"])
    make(header, "Subject", envelope.subject)
    signer = make(header, "SignerInfo")
    make(signer, "Position", envelope.position)
    make(signer, "FullName", envelope.signer)
    if envelope.due:
        make(header, "DueDate", _day(envelope.due))
    make(make(header, "OtherInfo"), "Priority", codes["priority"])
    make(header, "DocumentId", envelope.document_id)
    business = make(header.getparent(), "TraceHeaderList")
    make(make(business, "Bussiness"), "BussinessDocType", codes["business_type"])
    manifest = make(make(outer, "edXMLBody"), "edXMLManifest")
    encoded = make(root, "AttachmentEncoded")
    for attachment in envelope.attachments:
        _attach(make, manifest, encoded, attachment, codes["description"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


class _Maker:
    """Adds children of one namespace."""

    def __init__(self, space: str) -> None:
        self.space = space

    def __call__(self, parent: Any, name: str, text: str = "") -> Any:
        child = etree.SubElement(parent, etree.QName(self.space, name))
        if text:
            child.text = text
        return child


def _organ(make: _Maker, header: Any, name: str, organ: Organ) -> None:
    element = make(header, name)
    make(element, "OrganId", organ.id)
    make(element, "OrganName", organ.name)


def _attach(make: _Maker, manifest: Any, encoded: Any, file: Attachment, about: str) -> None:
    cid = f"cid:{sha256(file.data).hexdigest()[:32]}"
    reference = make(manifest, "Reference")
    make(reference, "Description", about)
    make(reference, "AttachmentName", file.name)
    make(reference, "ContentType", file.content_type)
    make(reference, "ContentId", cid)
    element = make(encoded, "Attachment")
    make(element, "ContentType", file.content_type)
    make(element, "ContentId", cid)
    make(element, "Description", about)
    make(element, "ContentTransferEncoded", base64.b64encode(file.data).decode())
    make(element, "AttachmentName", file.name)


def read_edxml(data: bytes, file: str = "edxml") -> Envelope:
    """The envelope in a file. RefusedFile for a hostile one (a DOCTYPE, too large), UnreadableFile
    for one that is no envelope or lacks a field that it must have."""
    if len(data) > MOST:
        raise RefusedFile("edxml-too-large", file=file)
    if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data.upper():
        raise RefusedFile("edxml-doctype", file=file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("edxml-no-xml", file=file) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise RefusedFile("edxml-doctype", file=file)
    if etree.QName(root).localname != "edXML":
        raise UnreadableFile("edxml-no-envelope", file=file)
    found = _Found(root, file)
    return Envelope(
        sender=found.organs("From", 1)[0],
        receivers=tuple(found.organs("To", 0)),
        number=found.text("Code/CodeNumber"),
        notation=found.text("Code/CodeNotation"),
        date=found.day("PromulgationInfo/PromulgationDate"),
        place=found.text("PromulgationInfo/Place", ""),
        type_name=found.text("DocumentType/TypeName", ""),
        subject=found.text("Subject"),
        attachments=tuple(found.attachments()),
        signer=found.text("SignerInfo/FullName", ""),
        position=found.text("SignerInfo/Position", ""),
        due=found.day("DueDate") if found.text("DueDate", "") else None,
    )


class _Found:
    """Looks for elements by local name: senders differ in prefix, never in names."""

    def __init__(self, root: Any, file: str) -> None:
        self.root, self.file = root, file

    def all(self, path: str, below: Any = None) -> list[Any]:
        steps = "".join(f"/*[local-name()='{name}']" for name in path.split("/"))
        where = self.root if below is None else below
        found: list[Any] = where.xpath(f".//{steps[1:]}")
        return found

    def text(self, path: str, default: str | None = None, below: Any = None) -> str:
        for element in self.all(path, below):
            text = " ".join((element.text or "").split())
            if text:
                return text
        if default is None:
            raise UnreadableFile("edxml-field-absent", file=self.file, field=path)
        return default

    def day(self, path: str) -> date:
        match = _DAY.fullmatch(self.text(path))
        try:
            return date(*(int(part) for part in match.groups())) if match else _no_day()
        except ValueError as error:
            raise UnreadableFile("edxml-date", file=self.file, field=path) from error

    def organs(self, name: str, least: int) -> list[Organ]:
        found = [
            Organ(self.text("OrganId", below=element), self.text("OrganName", "", element))
            for element in self.all(f"MessageHeader/{name}")
        ]
        if len(found) < least:
            raise UnreadableFile("edxml-field-absent", file=self.file, field=name)
        return found

    def attachments(self) -> Iterator[Attachment]:
        for element in self.all("AttachmentEncoded/Attachment"):
            parts: Sequence[Any] = self.all("ContentTransferEncoded", element)
            text = "".join((part.text or "") for part in parts[:1])
            try:
                data = base64.b64decode("".join(text.split()), validate=True)
            except (binascii.Error, ValueError) as error:
                raise UnreadableFile("edxml-attachment", file=self.file) from error
            yield Attachment(
                self.text("AttachmentName", "tep", element),
                self.text("ContentType", "", element),
                data,
            )


def _no_day() -> date:
    raise ValueError


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"
