"""An edXML envelope goes out and comes in again; a hostile or broken one is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from lxml import etree

from minhbach.errors import MinhBachError
from minhbach.reports.edxml import (
    Answered,
    Attachment,
    Envelope,
    Organ,
    Status,
    next_states,
    read_edxml,
    read_status,
    same_document,
    write_edxml,
    write_status,
)
from minhbach.reports.edxml.parts import VIETNAM
from minhbach.reports.edxml.states import state_names

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
    competence="TM. BAN THƯỜNG VỤ",
    business="3",
    reason="Số liệu đã được cải chính",
    answers=(Answered("H99.01", "15-KH/TU", date(2024, 1, 15)),),
    places=("Thường trực thử nghiệm", "Lưu Văn phòng"),
    sent_at=datetime(2024, 3, 29, 16, 5, 9, tzinfo=VIETNAM),
)
STATUS = Status(
    Organ("H99.DN.001", "Nơi khác"),
    Answered("H99.02.02", "12/BC/ĐUK", date(2024, 3, 29)),
    "02",
    datetime(2024, 4, 1, 8, 0, 0, tzinfo=VIETNAM),
    "Gửi nhầm nơi nhận",
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
    bad = replace(
        ENVELOPE, sender=Organ("SAI", "x"), receivers=(), number="", attachments=(), reason=""
    )

    assert bad.problems() == (
        "edxml-no-receiver",
        "edxml-organ-id",
        "edxml-no-number",
        "edxml-no-attachment",
        "edxml-no-reason",
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
        (lambda d: d.replace(b"UEsDBCB0aHU=", b"AEsDBCB0aHU="), "edxml-attachment-changed"),
        (lambda d: d.replace(b"cid:", b"cid:x", 1), "edxml-attachment-lost"),
        (lambda d: d.replace(b"DocType>3<", b"DocType>9<"), "edxml-code"),
        (lambda d: write_status(STATUS), "edxml-is-status"),
    ],
)
def test_broken_or_hostile_envelope_is_refused(change, code: str) -> None:  # type: ignore[no-untyped-def]  # a lambda
    with pytest.raises(MinhBachError) as refused:
        read_edxml(change(write_edxml(ENVELOPE)))

    assert refused.value.code == code
    assert refused.value.text("vi")


def test_status_comes_back_as_it_went_and_names_its_document() -> None:
    assert read_status(write_status(STATUS)) == STATUS
    assert STATUS.document_id == ENVELOPE.document_id
    for data, code in (
        (write_edxml(ENVELOPE), "edxml-no-status"),
        (write_status(STATUS).replace(b"Code>02<", b"Code>07<"), "edxml-code"),
        (write_status(STATUS).replace(b"2024/04/01 08", b"2024/04/01T08"), "edxml-date"),
    ):
        with pytest.raises(MinhBachError) as refused:
            read_status(data)
        assert refused.value.code == code


def test_states_follow_each_other_in_the_order_of_the_decision() -> None:
    ways: dict[tuple[str, ...], tuple[str, ...]] = {
        (): ("01",),
        ("01",): ("02", "03", "13"),
        ("01", "02"): (),
        ("01", "03", "04", "05"): ("06", "13"),
        ("01", "03", "04", "05", "06"): (),
        ("01", "13"): ("15", "16"),
        ("01", "13", "15"): (),
        ("01", "03", "13", "16"): ("04", "13"),
    }

    assert {before: next_states(before) for before in ways} == ways
    assert set(state_names()) == {"01", "02", "03", "04", "05", "06", "13", "15", "16"}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(ENVELOPE, subject="Khác"), True),
        (replace(ENVELOPE, given_id="so-hieu-rieng", number="012", notation="Bc/đuk"), True),
        (replace(ENVELOPE, date=date(2024, 3, 30)), False),
        (replace(ENVELOPE, sender=Organ("H99.03", "Nơi ba")), False),
    ],
)
def test_same_document_is_known_by_its_id_or_number(other: Envelope, same: bool) -> None:
    assert same_document(ENVELOPE, other) is same
    assert same_document(ENVELOPE, read_edxml(write_edxml(other))) is same
