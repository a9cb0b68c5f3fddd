"""XML → Envelope, strictly; a hostile or broken file is refused with one sentence."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.reports.edxml.parts import BUSINESS, Answered, Attachment, Envelope, Organ, moment_of
from minhbach.reports.edxml.writing import content_id
from minhbach.vi.text import nfc

MOST = 64 * 2**20  # bytes of one envelope

# 2024/03/29
_DAY = re.compile(r"(\d{4})/(\d{2})/(\d{2})", re.ASCII)
# cid:0d1c… as this program writes it: a digest of the content
_OURS = re.compile(r"cid:[0-9a-f]{32}", re.ASCII)


def read_edxml(data: bytes, file: str = "edxml") -> Envelope:
    """The envelope in a file. RefusedFile for a hostile one (a DOCTYPE, too large), UnreadableFile
    for one that is no envelope, lacks a field that it must have, or lost an attachment."""
    found = Found(parsed(data, file), file)
    if not found.all("MessageHeader") and found.all("Status"):
        raise UnreadableFile("edxml-is-status", file=file)
    envelope = Envelope(
        sender=found.organs("MessageHeader/From", 1)[0],
        receivers=tuple(found.organs("MessageHeader/To", 0)),
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
        competence=found.text("SignerInfo/Competence", ""),
        business=found.business(),
        reason=found.text("Bussiness/BussinessDocReason", ""),
        answers=tuple(found.answers()),
        places=tuple(found.texts("ToPlaces/Place")),
        sent_at=found.sent_at(),
    )
    return _with_own_id(envelope, found.text("MessageHeader/DocumentId", ""))


def _with_own_id(envelope: Envelope, given: str) -> Envelope:
    return envelope if given in ("", envelope.document_id) else replace(envelope, given_id=given)


def parsed(data: bytes, file: str) -> Any:
    """The root of a message. Raises as ``read_edxml`` does."""
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
    return root


class Found:
    """Looks for elements by local name: senders differ in prefix, never in names."""

    def __init__(self, root: Any, file: str) -> None:
        self.root, self.file = root, file

    def all(self, path: str, below: Any = None) -> list[Any]:
        steps = "".join(f"/*[local-name()='{name}']" for name in path.split("/"))
        where = self.root if below is None else below
        found: list[Any] = where.xpath(f".//{steps[1:]}")
        return found

    def texts(self, path: str, below: Any = None) -> Iterator[str]:
        for element in self.all(path, below):
            if text := nfc(" ".join((element.text or "").split())):
                yield text

    def text(self, path: str, default: str | None = None, below: Any = None) -> str:
        for text in self.texts(path, below):
            return text
        if default is None:
            raise UnreadableFile("edxml-field-absent", file=self.file, field=path)
        return default

    def day(self, path: str, below: Any = None) -> date:
        match = _DAY.fullmatch(self.text(path, None, below))
        try:
            return date(*(int(part) for part in match.groups())) if match else _no_day()
        except ValueError as error:
            raise UnreadableFile("edxml-date", file=self.file, field=path) from error

    def business(self) -> str:
        code = self.text("Bussiness/BussinessDocType", "0")
        if code not in BUSINESS:
            raise UnreadableFile("edxml-code", file=self.file, field="BussinessDocType", given=code)
        return code

    def sent_at(self) -> datetime | None:
        """When the message left, where the file says it in the standard's form."""
        for text in self.texts("TraceHeader/Timestamp"):
            try:
                return moment_of(text)
            except ValueError:
                return None
        return None

    def organs(self, path: str, least: int) -> list[Organ]:
        found = [
            Organ(self.text("OrganId", below=element), self.text("OrganName", "", element))
            for element in self.all(path)
        ]
        if len(found) < least:
            raise UnreadableFile("edxml-field-absent", file=self.file, field=path)
        return found

    def answers(self) -> Iterator[Answered]:
        """The documents that it answers, those that say all of organ, code and day."""
        for element in self.all("MessageHeader/ResponseFor"):
            organ = self.text("OrganId", "", element)
            code = self.text("Code", "", element)
            if organ and code and self.text("PromulgationDate", "", element):
                yield Answered(organ, code, self.day("PromulgationDate", element))

    def attachments(self) -> Iterator[Attachment]:
        arrived = set()
        for element in self.all("AttachmentEncoded/Attachment"):
            name, content = self.text("AttachmentName", "tep", element), self.content(element)
            cid = self.text("ContentId", "", element)
            if _OURS.fullmatch(cid) and cid != content_id(content):
                raise UnreadableFile("edxml-attachment-changed", file=self.file, name=name)
            arrived.add(cid)
            yield Attachment(name, self.text("ContentType", "", element), content)
        for reference in self.all("edXMLManifest/Reference"):
            cid = self.text("ContentId", "", reference)
            if cid and cid not in arrived:
                name = self.text("AttachmentName", cid, reference)
                raise UnreadableFile("edxml-attachment-lost", file=self.file, name=name)

    def content(self, element: Any) -> bytes:
        parts: Sequence[Any] = self.all("ContentTransferEncoded", element)
        text = "".join((part.text or "") for part in parts[:1])
        try:
            return base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnreadableFile("edxml-attachment", file=self.file) from error


def _no_day() -> date:
    raise ValueError
