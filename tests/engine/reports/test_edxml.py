"""An edXML envelope goes out and comes in again; a hostile or broken one is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from minhbach.errors import MinhBachError
from minhbach.reports.edxml import Attachment, Envelope, Organ, read_edxml, write_edxml

ENVELOPE = Envelope(
    sender=Organ("H99.02.02", "Đảng ủy Khối thử nghiệm"),
    receivers=(Organ("000.00.01.H99", "Ban thử nghiệm"), Organ("H99.DN.001", "Nơi khác")),
    number="12",
    notation="BC/ĐUK",
    date=date(2024, 3, 29),
    place="Nơi nọ",
    type_name="Báo cáo",
    subject="Kết quả quý I năm 2024",
    attachments=(Attachment("bao-cao.docx", "application/zip", b"PK\x03\x04 thu"),),
    signer="Người Ký Thử",
    position="Bí thư",
    due=date(2024, 4, 5),
)


def test_envelope_comes_back_as_it_went() -> None:
    data = write_edxml(ENVELOPE)

    assert read_edxml(data) == ENVELOPE
    assert write_edxml(ENVELOPE) == data
    assert ENVELOPE.document_id == "H99.02.02,2024/03/29,12/BC/ĐUK"


def test_every_child_bears_the_prefix_and_codes_come_from_outside() -> None:
    root = etree.fromstring(write_edxml(ENVELOPE, {"type": "18"}))

    assert {element.prefix for element in root.iter()} == {"edXML"}
    assert [e.text for e in root.iter("{*}Type")] == ["18"]
    assert not list(etree.fromstring(write_edxml(ENVELOPE)).iter("{*}Type"))


def test_what_an_axis_would_refuse_is_named() -> None:
    bad = replace(ENVELOPE, sender=Organ("x", "x"), receivers=(), number="", attachments=())

    assert bad.problems() == (
        "edxml-no-receiver",
        "edxml-organ-id",
        "edxml-no-number",
        "edxml-no-attachment",
    )
    assert ENVELOPE.problems() == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: b'<!DOCTYPE x [<!ENTITY a "b">]>' + d.partition(b"?>")[2], "edxml-doctype"),
        (lambda d: d[: len(d) // 2], "edxml-no-xml"),
        (lambda d: b"<a/>", "edxml-no-envelope"),
        (lambda d: d.replace(b"2024/03/29", b"29/03/2024"), "edxml-date"),
        (lambda d: d.replace(b"2024/03/29", b"2024/13/29"), "edxml-date"),
        (lambda d: d.replace(b"CodeNumber", b"CodeNum"), "edxml-field-absent"),
        (lambda d: d.replace(b"UEsDBCB0aHU=", b"!!!!"), "edxml-attachment"),
    ],
)
def test_broken_or_hostile_envelope_is_refused(change, code: str) -> None:  # type: ignore[no-untyped-def]  # a lambda
    with pytest.raises(MinhBachError) as refused:
        read_edxml(change(write_edxml(ENVELOPE)))

    assert refused.value.code == code
    assert refused.value.text("vi")
