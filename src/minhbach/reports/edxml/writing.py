"""Envelope → XML."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from lxml import etree

from minhbach.reports.edxml.parts import Attachment, Envelope, Organ, day_text, moment_text
from minhbach.reports.words import words


def write_edxml(envelope: Envelope, codes: Mapping[str, Any] | None = None) -> bytes:
    """The envelope as XML; every child of it bears the prefix ``edXML:``. ``codes``: an office's
    own, as in layouts/edxml.toml. The same envelope gives the same bytes."""
    codes = {**words("edxml"), **(codes or {})}
    make, root = started(codes["namespace"])
    outer = make(root, "edXMLEnvelope")
    header = make(outer, "edXMLHeader")
    _message(make, make(header, "MessageHeader"), envelope, codes)
    _trace(make, make(header, "TraceHeaderList"), envelope)
    manifest = make(make(outer, "edXMLBody"), "edXMLManifest")
    encoded = make(root, "AttachmentEncoded")
    for attachment in envelope.attachments:
        _attach(make, manifest, encoded, attachment, codes["description"])
    return finished(root)


class Maker:
    """Adds children of one namespace."""

    def __init__(self, space: str) -> None:
        self.space = space

    def __call__(self, parent: Any, name: str, text: str = "") -> Any:
        child = etree.SubElement(parent, etree.QName(self.space, name))
        if text:
            child.text = text
        return child

    def known(self, parent: Any, name: str, text: str) -> None:
        """A child only where there is something to say."""
        if text:
            self(parent, name, text)


def started(space: str) -> tuple[Maker, Any]:
    """A maker and the root of a message."""
    return Maker(space), etree.Element(etree.QName(space, "edXML"), nsmap={"edXML": space})


def finished(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _message(make: Maker, header: Any, envelope: Envelope, codes: Mapping[str, Any]) -> None:
    organ_of(make, header, "From", envelope.sender)
    for receiver in envelope.receivers:
        organ_of(make, header, "To", receiver)
    code = make(header, "Code")
    make(code, "CodeNumber", envelope.number)
    make(code, "CodeNotation", envelope.notation)
    issued = make(header, "PromulgationInfo")
    make(issued, "Place", envelope.place)
    make(issued, "PromulgationDate", day_text(envelope.date))
    kind = make(header, "DocumentType")
    make.known(kind, "Type", codes["type"])
    make(kind, "TypeName", envelope.type_name)
    make.known(kind, "TypeDetail", codes["type_detail"])
    make(header, "Subject", envelope.subject)
    signer = make(header, "SignerInfo")
    make.known(signer, "Competence", envelope.competence)
    make(signer, "Position", envelope.position)
    make(signer, "FullName", envelope.signer)
    if envelope.due:
        make(header, "DueDate", day_text(envelope.due))
    if envelope.places:
        places = make(header, "ToPlaces")
        for place in envelope.places:
            make(places, "Place", place)
    make(make(header, "OtherInfo"), "Priority", codes["priority"])
    for answered in envelope.answers:
        answer = make(header, "ResponseFor")
        make(answer, "OrganId", answered.organ_id)
        make(answer, "Code", answered.code)
        make(answer, "PromulgationDate", day_text(answered.date))
        make(answer, "DocumentId", answered.document_id)
    make(header, "DocumentId", envelope.document_id)


def _trace(make: Maker, traces: Any, envelope: Envelope) -> None:
    if envelope.sent_at:
        trace = make(traces, "TraceHeader")
        make(trace, "OrganId", envelope.sender.id)
        make(trace, "Timestamp", moment_text(envelope.sent_at))
    # The spelling is the standard's own.
    business = make(traces, "Bussiness")
    make(business, "BussinessDocType", envelope.business)
    make.known(business, "BussinessDocReason", envelope.reason)
    if envelope.business != "0":
        make(business, "DocumentId", envelope.document_id)


def organ_of(make: Maker, header: Any, name: str, organ: Organ) -> None:
    element = make(header, name)
    make(element, "OrganId", organ.id)
    make(element, "OrganName", organ.name)


def _attach(make: Maker, manifest: Any, encoded: Any, file: Attachment, about: str) -> None:
    cid = content_id(file.data)
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


def content_id(data: bytes) -> str:
    """Ours says what the content is, so that a changed attachment is found out."""
    return f"cid:{sha256(data).hexdigest()[:32]}"
