"""The trace travels in the .docx, and every change is noticed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from minhbach.errors import UnreadableFile, UsageError
from minhbach.model.figures import FoundFigure
from minhbach.model.report import ComposedReport, Manifest, ReportedValue, SourceRef
from minhbach.readers import read
from minhbach.reports import Difference, compose_report, read_manifest, trace, verify
from minhbach.writers import write

SOURCES = {
    "a.txt": "BÁO CÁO\nkết quả quý I năm 2024\n\nĐã tổ chức 1.200 hội nghị, tỷ lệ học tập 97,5%.\n",
    "b.txt": "BÁO CÁO\nkết quả quý I năm 2024\n\nChi bộ tổ chức ba hội nghị ngày 05/3/2024.\n",
}


def _found(file: str, value: str, quote: str) -> FoundFigure:
    document = read(SOURCES[file].encode(), file)
    place = next(p for p in document.paragraphs() if quote in p.text)
    return FoundFigure(Decimal(value), quote, "paragraph", place.anchor)


def _report(make: SimpleNamespace, unit: object, file: str, **values: FoundFigure) -> object:
    digest = hashlib.sha256(SOURCES[file].encode()).hexdigest()
    stated = {
        code: ReportedValue("confirmed", found.value, None, found) for code, found in values.items()
    }
    stated.setdefault("luot_nguoi", ReportedValue("not_given"))
    stated.setdefault("ty_le", ReportedValue("not_given"))
    return make.report(unit, stated, source=SourceRef(file, digest))


@pytest.fixture
def composed(make: SimpleNamespace) -> ComposedReport:
    a = _report(
        make,
        make.a,
        "a.txt",
        hoi_nghi=_found("a.txt", "1200", "Đã tổ chức 1.200 hội nghị"),
        ty_le=_found("a.txt", "97.5", "97,5%"),
    )
    b = _report(make, make.b, "b.txt", hoi_nghi=_found("b.txt", "3", SOURCES["b.txt"][34:].strip()))
    return compose_report(make.sample(reports=(a, b)))


@pytest.fixture
def files() -> dict[str, bytes]:
    return {name: text.encode() for name, text in SOURCES.items()}


def _docx(composed: ComposedReport, manifest: Manifest | None = None) -> bytes:
    return write(composed.document, "docx", manifest=manifest or composed.manifest)


def _edited(docx: bytes, old: str, new: str) -> bytes:
    """The .docx with a text of its body replaced, as a person would do in Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.decode().replace(old, new).encode()
            target.writestr(name, data)
    return out.getvalue()


def test_manifest_survives_the_docx(composed: ComposedReport) -> None:
    assert read_manifest(_docx(composed)) == composed.manifest


def test_manifest_traces_every_printed_number(composed: ComposedReport) -> None:
    assert [(n.id, n.text, n.rule, len(n.parts)) for n in composed.manifest.numbers] == [
        ("hoi_nghi", "1.203", "sum", 2),
        ("hoi_nghi.DU-A", "1.200", "value", 1),
        ("hoi_nghi.CB-B", "3", "value", 1),
        ("ty_le:lowest", "97,5", "lowest", 2),
        ("ty_le.DU-A", "97,5", "value", 1),
    ]


def test_trace_goes_from_a_number_to_its_sentence(composed: ComposedReport) -> None:
    (number,) = trace(_docx(composed), "hoi_nghi.DU-A").numbers

    part = number.parts[0]
    assert (part.unit, part.file, part.quote) == ("DU-A", "a.txt", "Đã tổ chức 1.200 hội nghị")


def test_trace_refuses_an_unknown_number(composed: ComposedReport) -> None:
    with pytest.raises(UsageError) as error:
        trace(_docx(composed), "khong_co")

    assert error.value.code == "number-unknown"


def test_trace_refuses_a_docx_without_manifest(composed: ComposedReport) -> None:
    with pytest.raises(UnreadableFile) as error:
        trace(write(composed.document, "docx"))

    assert error.value.code == "manifest-absent"


def test_verify_agrees_with_untouched_files(
    composed: ComposedReport, files: dict[str, bytes]
) -> None:
    assert verify(_docx(composed), files) == ()


def test_verify_notices_one_changed_byte(composed: ComposedReport, files: dict[str, bytes]) -> None:
    files["b.txt"] = files["b.txt"] + b" "

    assert verify(_docx(composed), files) == (Difference("diff-source-changed", file="b.txt"),)


def test_verify_notices_a_changed_sentence(
    composed: ComposedReport, files: dict[str, bytes]
) -> None:
    files["a.txt"] = files["a.txt"].replace(b"1.200", b"1.300")

    assert [(d.code, d.number) for d in verify(_docx(composed), files)] == [
        ("diff-source-changed", None),
        ("diff-quote-absent", "hoi_nghi.DU-A"),
    ]


def test_verify_notices_an_absent_file(composed: ComposedReport, files: dict[str, bytes]) -> None:
    del files["a.txt"]

    assert verify(_docx(composed), files) == (Difference("diff-source-absent", file="a.txt"),)


def test_verify_notices_a_source_that_became_unreadable(
    composed: ComposedReport, files: dict[str, bytes]
) -> None:
    files["a.txt"] = b""

    codes = [difference.code for difference in verify(_docx(composed), files)]

    assert codes == ["diff-source-changed", "diff-source-unreadable"]


def test_verify_notices_a_number_edited_in_the_docx(
    composed: ComposedReport, files: dict[str, bytes]
) -> None:
    edited = _edited(_docx(composed), ">1.203<", ">1.204<")

    differences = verify(edited, files)

    assert [(d.code, d.number, d.params["printed"]) for d in differences] == [
        ("diff-number-edited", "hoi_nghi", "1.204"),
        ("diff-number-edited", "hoi_nghi", "1.204"),
    ]
    assert "1.204" in differences[0].text("vi")
    assert "1.203" in differences[0].text("en")


def test_verify_notices_a_deleted_number(composed: ComposedReport, files: dict[str, bytes]) -> None:
    edited = _edited(_docx(composed), "w:bookmarkStart", "w:proofErr")

    assert {d.code for d in verify(edited, files)} == {"diff-number-absent"}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"value": Decimal(1204), "text": "1.204"}, ["diff-sum", "diff-number-edited"]),
        ({"parts": ()}, ["diff-sum"]),
    ],
)
def test_verify_adds_the_totals_again(
    composed: ComposedReport, files: dict[str, bytes], change: dict[str, object], codes: list[str]
) -> None:
    first, *rest = composed.manifest.numbers
    forged = replace(composed.manifest, numbers=(replace(first, **change), *rest))

    found = [d.code for d in verify(_docx(composed, forged), files)]

    assert list(dict.fromkeys(found)) == codes


def test_verify_notices_a_value_that_its_sentence_does_not_say(
    composed: ComposedReport, files: dict[str, bytes]
) -> None:
    numbers = list(composed.manifest.numbers)
    part = replace(numbers[1].parts[0], value=Decimal(1500))
    numbers[1] = replace(numbers[1], value=Decimal(1500), text="1.500", parts=(part,))

    codes = {
        d.code
        for d in verify(_docx(composed, replace(composed.manifest, numbers=tuple(numbers))), files)
    }

    assert codes == {"diff-quote-other", "diff-part", "diff-number-edited"}


def test_manifest_of_any_length_can_be_read_again(composed: ComposedReport) -> None:
    numbers = tuple(
        replace(composed.manifest.numbers[0], id=f"n{at}", text="1" * 3000) for at in range(700)
    )
    long = replace(composed.manifest, numbers=numbers)

    assert read_manifest(_docx(composed, long)) == long


def test_read_manifest_refuses_a_damaged_one(composed: ComposedReport) -> None:
    docx = _docx(composed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "customXml/item1.xml":
                data = data.replace(b'"numbers"', b'"zahlen"')
            target.writestr(name, data)

    with pytest.raises(UnreadableFile) as error:
        read_manifest(out.getvalue())

    assert error.value.code == "manifest-damaged"


def test_manifest_has_the_properties_that_keep_it_through_a_save(composed: ComposedReport) -> None:
    with zipfile.ZipFile(io.BytesIO(_docx(composed))) as package:
        assert "customXml/itemProps1.xml" in package.namelist()
        assert b"urn:minhbach:manifest:1" in package.read("customXml/itemProps1.xml")


def test_verify_leaves_values_typed_in_a_form_to_the_manifest(make: SimpleNamespace) -> None:
    typed = ReportedValue("confirmed", Decimal(7))
    report = make.report(make.a, {"hoi_nghi": typed}, source=None)

    assert verify(_docx(compose_report(make.sample(reports=(report,)))), {}) == ()


def test_verify_leaves_zeros_to_a_person(make: SimpleNamespace, files: dict[str, bytes]) -> None:
    zero = _found("b.txt", "0", "Chi bộ tổ chức ba hội nghị")
    report = _report(make, make.b, "b.txt", hoi_nghi=zero)

    assert verify(_docx(compose_report(make.sample(reports=(report,)))), files) == ()
