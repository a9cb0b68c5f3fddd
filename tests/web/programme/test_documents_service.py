"""Files come in whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from tests import hostile
from tests.web.programme import extracted
from tests.web.programme.conftest import Office

from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import audit, files
from minhbach_web.engine import MinhBachError
from minhbach_web.programme import queries
from minhbach_web.programme.models import Holding, SourceDocument
from minhbach_web.programme.services import readings
from minhbach_web.programme.services.documents import store_document


def stored_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_store_document_keeps_the_file_and_its_reading(office: Office, files_root: Path) -> None:
    source = store_document(data=extracted.plan_bytes(), name=extracted.NAME, by=office.coordinator)

    place = files_root / source.sha256[:2] / source.sha256[2:]
    assert place.read_bytes() == extracted.plan_bytes()
    assert sorted(stored_files(files_root)) == [place, place.with_name(f"{place.name}.json")]
    assert queries.document_reading(source).header.kind == "ke-hoach"
    assert source.title.startswith("Kế hoạch tuyên truyền kết quả phát triển")
    assert list(AuditEvent.objects.filter(action="document.store").values_list("digests")) == [
        ({"file": source.sha256},)
    ]
    assert audit.verify_chain().holds


def test_store_document_knows_the_same_bytes_again(office: Office, files_root: Path) -> None:
    data = extracted.plan_bytes()
    first = store_document(data=data, name="a.txt", by=office.coordinator)
    again = store_document(data=data, name="b.txt", by=office.coordinator)
    other = store_document(data=data, name="c.txt", by=office.reporter)

    assert (again, other) == (first, first)
    assert SourceDocument.objects.count() == 1
    assert set(Holding.objects.values_list("unit__code", flat=True)) == {"DUK", "DU-CT"}
    assert len(stored_files(files_root)) == 2
    assert AuditEvent.objects.filter(action__startswith="document.").count() == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.docx", hostile.empty()),
        ("chuong-trinh.docx", hostile.program()),
        ("bom.docx", hostile.zip_bomb()),
        ("khoa.docx", hostile.encrypted()),
        ("mat.docx", hostile.docx_bytes("MẬT", "KẾ HOẠCH", "về việc thử", "Nội dung.")),
        ("bang.xyz", b"abc"),
    ],
)
def test_store_document_keeps_nothing_of_a_refused_file(
    office: Office, files_root: Path, name: str, data: bytes
) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(MinhBachError):
        store_document(data=data, name=name, by=office.coordinator)

    assert not SourceDocument.objects.exists()
    assert not stored_files(files_root)
    assert AuditEvent.objects.count() == before


def test_store_document_refuses_what_is_too_large(
    office: Office, files_root: Path, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT = 2**20
    with pytest.raises(MinhBachError, match="lớn"):
        store_document(data=b"a" * (2**20 + 1), name="to.txt", by=office.coordinator)

    assert not stored_files(files_root)


def test_store_document_leaves_no_file_when_the_database_fails(
    office: Office, files_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="disk"):
        store_document(data=extracted.plan_bytes(), name="a.txt", by=office.coordinator)

    assert not SourceDocument.objects.exists()
    assert not stored_files(files_root)


def test_store_document_that_fails_leaves_the_same_file_of_somebody_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = extracted.plan_bytes()
    evidence = files.store(data)

    def full(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(readings, "store", full)
    with pytest.raises(OSError, match="disk"):
        store_document(data=data, name="a.txt", by=office.coordinator)

    assert not SourceDocument.objects.exists()
    assert files.load(evidence) == data


def test_visible_documents_are_those_of_visible_units(office: Office) -> None:
    own = store_document(data=b"Mot van ban cua Cuc Thue.", name="a.txt", by=office.reporter)
    above = store_document(data=b"Mot van ban cua Khoi.", name="b.txt", by=office.coordinator)

    assert list(queries.visible_documents(office.reporter)) == [own]
    assert set(queries.visible_documents(office.coordinator)) == {own, above}
