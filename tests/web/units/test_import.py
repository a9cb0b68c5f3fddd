"""A table of units: compared first, written whole or not at all."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from tests.factories import Tree
from tests.web.visit import check_page, send, visit

from minhbach_web.core.models import AuditEvent
from minhbach_web.units import queries, services
from minhbach_web.units.models import OrganisationUnit, OrgEdge

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 3, 14)
HEAD = "code,name,short_name,type,parent_code\n"
SMALL = HEAD + "G,Đảng bộ Gốc,Gốc,đảng bộ,\nA,Chi bộ A,,chi bộ,G\nB,Chi bộ B,,chi bộ,G\n"


def take(text: str | bytes, **options: Any) -> services.ImportResult:
    data = text.encode() if isinstance(text, str) else text
    return services.import_units(data=data, by=None, today=TODAY, **options)


def test_example_table_becomes_one_tree() -> None:
    path = Path(__file__).parents[3] / "examples/quy-1-2024/don-vi.csv"

    result = take(path.read_bytes())

    assert (len(result.created), result.problems, result.written) == (15, [], True)
    assert queries.subtree(queries.unit_by_code("DUK")).count() == 15


def test_dry_run_writes_nothing() -> None:
    result = take(SMALL, dry_run=True)

    assert (result.created, result.written) == (["G", "A", "B"], False)
    assert OrganisationUnit.objects.count() == 0
    assert AuditEvent.objects.count() == 0


def test_second_table_renames_moves_and_adds() -> None:
    take(SMALL)

    result = take(HEAD + "A,Chi bộ Anh,,chi bộ,G\nB,Chi bộ B,,chi bộ,A\nC,Chi bộ C,,chi bộ,B\n")

    assert (result.created, result.changed, result.moved, result.unchanged) == (
        ["C"],
        ["A"],
        ["B"],
        [],
    )
    assert [u.code for u in queries.ancestors(queries.unit_by_code("C"))] == ["G", "A", "B"]


def test_same_table_again_changes_nothing() -> None:
    take(SMALL)
    edges = list(OrgEdge.objects.values_list("pk", "valid_to"))

    result = take(SMALL)

    assert result.unchanged == ["G", "A", "B"]
    assert list(OrgEdge.objects.values_list("pk", "valid_to")) == edges


def test_moved_unit_keeps_its_past() -> None:
    take(SMALL)
    later = TODAY + datetime.timedelta(days=30)

    services.import_units(data=(HEAD + "B,Chi bộ B,,chi bộ,A\n").encode(), by=None, today=later)

    assert list(
        OrgEdge.objects.filter(unit__code="B")
        .order_by("pk")
        .values_list("parent__code", "valid_from", "valid_to")
    ) == [("G", TODAY, later), ("A", later, None)]


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("", 1, "Thiếu các cột: code, name, parent_code."),
        ("code,name\nA,B\n", 1, "Thiếu các cột: parent_code."),
        (HEAD, 0, "Bảng không có dòng nào dưới dòng tiêu đề."),
        (HEAD + "A,,,,\n", 2, "Phải có cả mã và tên."),
        (HEAD + "A,Một,,,\nA,Hai,,,\n", 3, "Mã A đã có ở dòng 2."),
        (HEAD + "A,Một,,,Z\n", 2, "Đơn vị cấp trên Z không có trong bảng và cũng chưa có"),
        (HEAD + "A,Một,,,B\nB,Hai,,,A\n", 2, "A sẽ nằm dưới chính nó."),
        (HEAD + "A,Một,,,A\n", 2, "A sẽ nằm dưới chính nó."),
        (HEAD + "A,Một,,,\nB,Hai,,,\n", 0, "Chỉ được có một đơn vị trên cùng"),
        (HEAD + f"A,{'x' * 251},,,\n", 2, "name dài quá 250 ký tự."),
        (b"\xff\xfe\x00code", 0, "Tệp không phải Excel (.xlsx)"),
        (b"x" * (5 * 2**20 + 1), 0, "Tệp lớn hơn 5 MB."),
    ],
)
def test_wrong_table_is_refused_with_its_line(table: str | bytes, line: int, words: str) -> None:
    with translation.override("vi"):
        result = take(table)

    assert (result.problems[0].line, result.written) == (line, False)
    assert result.problems[0].text.startswith(words)
    assert OrganisationUnit.objects.count() == 0


def test_semicolons_marks_and_decomposed_letters_are_understood() -> None:
    text = "\ufeff" + unicodedata.normalize("NFD", SMALL.replace(",", ";"))

    result = take(text)

    assert result.written
    assert queries.unit_by_code("G").name == "Đảng bộ Gốc"


def upload(text: str) -> dict[str, Any]:
    return {"table": SimpleUploadedFile("don-vi.csv", text.encode(), content_type="text/csv")}


def test_administrator_sees_the_changes_before_they_are_made(
    tree: Tree, signed_in: Callable[..., Client], settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    client = signed_in("administrator", tree.parent)
    text = HEAD + "KHOI,Đảng bộ Khối,,đảng bộ khối,\nDB-C,Đảng bộ Sở Nắng Ấm,,,KHOI\n"

    preview = send(client, "/don-vi/nhap/", upload(text))
    before = OrganisationUnit.objects.count()
    (seal,) = preview.all("//input[@name='seal']/@value")
    done = send(client, "/don-vi/nhap/ghi/", {"seal": seal})

    assert preview.texts("//dl/div") == [
        "Đơn vị mới 1",
        "Đổi cấp trên 0",
        "Đổi tên hoặc loại 1: KHOI",
        "Giữ nguyên 0",
    ]
    assert (before, OrganisationUnit.objects.count()) == (4, 5)
    assert done.text("//*[@role='status']") == "Đã nhận các đơn vị."


def test_confirmation_takes_only_a_table_that_was_shown(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("administrator", tree.parent)

    response = client.post("/don-vi/nhap/ghi/", {"seal": "ab" * 32})

    check_page(response, "/don-vi/nhap/ghi/", status=404)


def test_wrong_table_shows_its_lines_and_no_button(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("administrator", tree.parent)

    page = send(client, "/don-vi/nhap/", upload(HEAD + "A,Một,,,Z\n"))

    assert page.texts("//*[@role='alert']//li") == [
        "Dòng 2: Đơn vị cấp trên Z không có trong bảng và cũng chưa có trong hệ thống."
    ]
    assert page.all("//form[contains(@action, 'ghi')]") == []


def test_missing_file_is_asked_for(tree: Tree, signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator", tree.parent)

    visit(client, "/don-vi/nhap/")
    page = send(client, "/don-vi/nhap/", {}, status=422)

    assert page.texts("//*[@role='alert']//a") == ["Hãy chọn tệp chứa bảng."]
