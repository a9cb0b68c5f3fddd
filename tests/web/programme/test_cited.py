"""The citation register: filled by uploads, kept by hand, searched, drawn, as a table."""

from __future__ import annotations

import time
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories import make_unit, make_user
from tests.web.programme.conftest import Office
from tests.web.visit import send, visit

from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.programme import cited
from minhbach_web.programme.models import CitedDocument, CitedPlace, Disagreement, Holding
from minhbach_web.programme.models import SourceDocument as Source
from minhbach_web.programme.queries import document_reading
from minhbach_web.programme.services import cited as services
from minhbach_web.programme.services.cited_table import safe_cell, table_of, take_table
from minhbach_web.programme.services.documents import store_document

FIRST = (
    "Căn cứ Kết luận số 64-KL/TW, ngày 18/10/2023 của Hội nghị Trung ương 8 (khóa XIII).\n\n"
    "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ và Nghị định trên."
)
SECOND = (
    "Thực hiện Kết luận số 64-KL/TW, ngày 18/10/2023.\n\n"
    "Nghị định số 30/2020/NĐ-CP ngày 15/3/2020 của Chính phủ.\n\nQuyết định số 5/QĐ-TTg."
)


def stored(office: Office, text: str, name: str = "a.txt") -> Source:
    return store_document(data=text.encode(), name=name, by=office.coordinator, unit=office.bloc)


@pytest.fixture
def two(office: Office) -> tuple[Source, Source]:
    return stored(office, FIRST, "mot.txt"), stored(office, SECOND, "hai.txt")


def entry(notation: str) -> CitedDocument:
    return CitedDocument.objects.get(notation=notation, merged_into=None)


def test_upload_enters_each_cited_document_once(two: tuple[Source, Source]) -> None:
    rows = CitedDocument.objects.order_by("key").values_list("key", "places__source__name")

    assert list(rows) == [
        ("party:KL:64:TW@XIII", "mot.txt"),
        ("party:KL:64:TW@XIII", "hai.txt"),
        ("qppl:NĐ:30/2020:CP", "mot.txt"),
        ("qppl:NĐ:30/2020:CP", "mot.txt"),
        ("qppl:NĐ:30/2020:CP", "hai.txt"),
        ("state:QĐ:5:TTg", "hai.txt"),
    ]
    assert CitedPlace.objects.filter(is_follow_up=True).count() == 1


def test_entering_anew_replaces_the_places(office: Office, two: tuple[Source, Source]) -> None:
    before = CitedPlace.objects.count()
    services.enter_citations(source=two[0], document=document_reading(two[0]))

    assert CitedPlace.objects.count() == before


def test_pages_show_entries_places_and_contradictions(
    office: Office, two: tuple[Source, Source]
) -> None:
    client = office.client()
    page = visit(client, "/vien-dan/?tim=ket+luan+64")
    assert page.texts("//tbody/tr/th") == ["Kết luận 64-KL/TW 18/10/2023"]

    page = visit(client, f"/vien-dan/{entry('30/2020/NĐ-CP').pk}/")
    assert page.h1 == "Nghị định 30/2020/NĐ-CP"
    assert "05/03/2020; 15/03/2020" in page.text()
    assert [t.split()[0] for t in page.texts("//blockquote")] == ["Nghị", "Theo", "Theo"]

    page = visit(client, "/vien-dan/mau-thuan/")
    assert "Nghị định 30/2020/NĐ-CP" in page.text()

    page = visit(client, "/vien-dan/so-do/")
    assert len(page.all("//*[@class='graph__line']")) == len(page.all("//tbody/tr")) == 5


def test_document_page_links_each_citation_to_its_entry(
    office: Office, two: tuple[Source, Source]
) -> None:
    page = visit(office.client(), f"/van-ban/{two[0].pk}/")

    wanted = f"/vien-dan/{entry('64-KL/TW').pk}/"
    assert wanted in [a.get("href") for a in page.all("//article//a")]


def test_contradiction_within_a_document_is_listed(office: Office) -> None:
    stored(office, "Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ.")

    page = visit(office.client(), "/vien-dan/mau-thuan/")

    assert Disagreement.objects.get().code == "CT-01"
    assert "năm trong số, ký hiệu là 2020" in page.text()


def test_status_needs_its_source(office: Office, two: tuple[Source, Source]) -> None:
    client, old, new = office.client(), entry("30/2020/NĐ-CP"), entry("5/QĐ-TTg")
    url = f"/vien-dan/{old.pk}/tinh-trang/"
    refused = send(client, url, {"status": "in-force"}, status=422)
    assert "Hãy ghi" in refused.text()

    send(client, url, {"status": "replaced", "replaced_by": "5/QĐ-TTg", "source": "Công báo"})

    old.refresh_from_db()
    assert (old.status, old.replaced_by, old.status_source) == ("replaced", new, "Công báo")


def test_merge_and_split_are_undone(office: Office, two: tuple[Source, Source]) -> None:
    client, one, other = office.client(), entry("5/QĐ-TTg"), entry("64-KL/TW")
    send(client, f"/vien-dan/{one.pk}/gop/", {"into": "64-KL/TW"})
    assert other.places.count() == 3
    send(client, f"/vien-dan/{other.pk}/gop/", {"undo": one.pk})
    assert (one.places.count(), other.places.count()) == (1, 2)

    place = other.places.first()
    assert place is not None
    send(client, f"/vien-dan/{other.pk}/tach/", {"place": place.pk})
    place.refresh_from_db()
    made = place.entry
    assert (made != other, other.places.count()) == (True, 1)
    send(client, f"/vien-dan/{made.pk}/tach/", {"place": place.pk, "undo": "1"})
    assert (CitedDocument.objects.filter(pk=made.pk).exists(), other.places.count()) == (False, 2)


def test_entries_of_others_are_not_seen(office: Office, two: tuple[Source, Source]) -> None:
    stranger = make_user("nguoi-la", "coordinator", unit=make_unit("KHAC", "Đơn vị khác"))
    client = office.client(stranger)

    assert visit(client, "/vien-dan/").texts("//tbody/tr") == []
    visit(client, f"/vien-dan/{entry('64-KL/TW').pk}/", status=404)
    answer = client.post(f"/vien-dan/{entry('64-KL/TW').pk}/tinh-trang/", {"status": "expired"})
    assert answer.status_code == 404


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(value: str) -> None:
    assert safe_cell(value) == f"'{value}"


def test_table_goes_out_and_comes_back(office: Office, two: tuple[Source, Source]) -> None:
    rows = list(CitedDocument.objects.order_by("pk"))
    by_key = {row.key: row for row in rows}
    text = table_of(rows, {}).decode("utf-8-sig")
    changed = text.replace("unknown,,", "expired,,Công báo", 1).encode()

    answer = office.client().get("/vien-dan/tai-ve.csv")
    assert answer.content.decode("utf-8-sig").splitlines()[0] == text.splitlines()[0]
    assert take_table(data=changed, entries=by_key, by=office.coordinator) == (1, [])
    assert CitedDocument.objects.filter(status="expired").count() == 1


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"key,status\nparty:XX,expired\n", 2, "key"),
        ("key,status\nparty:KL:64:TW@XIII,hết\n".encode(), 2, "status"),
        (b"\xff\xfe", 1, "key"),
        (b"", 1, "key"),
    ],
)
def test_bad_table_changes_nothing(
    office: Office, two: tuple[Source, Source], data: bytes, line: int, column: str
) -> None:
    file = {"file": SimpleUploadedFile("a.csv", data or b" ")}
    by_key = {row.key: row for row in CitedDocument.objects.all()}

    done, bad = take_table(data=data, entries=by_key, by=office.coordinator)
    page = send(office.client(), "/vien-dan/nhap/", file, status=422)

    assert (done, [(row.line, row.column) for row in bad]) == (0, [(line, column)])
    assert page.h1 == "Nhập tình trạng từ bảng"


def test_five_thousand_documents_are_searched_at_once(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _load(office, documents=5000)
    client = office.client()
    visit(client, "/vien-dan/")

    with django_assert_max_num_queries(30):
        start = time.process_time()
        page = visit(client, "/vien-dan/?tim=thong+tu+777+bo+tai+chinh")
        taken = time.process_time() - start

    assert page.texts("//tbody/tr/th") == ["Thông tư 777/2024/TT-BTC 05/01/2024"]
    assert taken < 1.0  # under 0.2 on a quiet machine; parsing the page is in it


def _load(office: Office, *, documents: int) -> None:
    """Documents that each cite four of as many entries, straight into the tables."""
    now, by = clock.now(), office.coordinator
    sources = Source.objects.bulk_create(
        Source(sha256=f"{n:064x}", name=f"{n}.txt", format="txt", size=1, search_key=str(n),
               uploaded_by=by, uploaded_at=now)
        for n in range(documents)
    )  # fmt: skip
    Holding.objects.bulk_create(
        Holding(document=source, unit=office.bloc, by=by, at=now) for source in sources
    )
    entries = CitedDocument.objects.bulk_create(
        CitedDocument(
            key=f"qppl:TT:{n}/2024:BTC", base=f"qppl:TT:{n}/2024:BTC", kind="Thông tư",
            notation=f"{n}/2024/TT-BTC",
            search_key=f" {search_key(f'Thông tư {n}/2024/TT-BTC Bộ Tài chính')}",
        )
        for n in range(documents)
    )  # fmt: skip
    CitedPlace.objects.bulk_create(
        CitedPlace(entry=entries[(n * 7 + k) % documents], found_as=entries[n], source=source,
                   order=k, quote="Thông tư", date=date(2024, 1, 5))
        for n, source in enumerate(sources)
        for k in range(4)
    )  # fmt: skip


def test_register_is_rebuilt_from_the_stored_readings(two: tuple[Source, Source]) -> None:
    CitedPlace.objects.all().delete()

    call_command("rebuild_register", stdout=StringIO())

    assert CitedPlace.objects.count() == 6


def test_register_tells_entries_of_one_number_apart_and_says_a_kind_once(office: Office) -> None:
    stored(
        office,
        "Kế hoạch số 21-KH/TU, ngày 05/02/2024 và Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI. "
        "Căn cứ Thông báo số 7-TB/TU, ngày 08/3/2024 " + "về việc ban hành " * 9 + "kết luận.",
    )

    page = visit(office.client(), "/vien-dan/")

    names = page.texts("//tbody/tr/th")
    assert "Kế hoạch 21-KH/TU 05/02/2024" in names
    assert [name for name in names if "Nghị quyết Nghị quyết" in name] == []
    after = CitedPlace.objects.get(entry__notation="7-TB/TU").after
    assert after.split()[-1] in {"về", "việc", "ban", "hành"}


def test_drawing_counts_every_place_and_lists_errors_first(office: Office) -> None:
    source = stored(office, FIRST)
    place = CitedPlace.objects.filter(source=source, is_follow_up=False)[0]
    CitedPlace.objects.bulk_create(
        CitedPlace(entry=place.entry, found_as=place.entry, source=source, order=n, quote="x")
        for n in range(100, 5100)
    )
    for severity in ("info", "warning", "error"):
        Disagreement.objects.create(source=source, code="CT-01", severity=severity, places=[])

    found = {link.entry_id: link.times for link in cited.links(office.coordinator)}

    assert found[place.entry_id] == 5001
    shown = [row.severity for row in cited.disagreements(office.coordinator)]
    assert shown == ["error", "warning", "info"]


def test_long_lists_come_in_pages_and_say_how_grave_each_is(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _load(office, documents=60)
    first, second = Source.objects.order_by("pk")[:2]
    entries = CitedDocument.objects.order_by("pk")[:12]
    CitedPlace.objects.bulk_create(
        CitedPlace(entry=entry, found_as=entry, source=source, order=9 + n, quote="Thông tư",
                   date=date(2024, 2, 5 + (source == second)))
        for n, entry in enumerate(entries)
        for source in (first, second)
    )  # fmt: skip
    quotes = [["Thông tư số 1/2024/TT-BTC", "p1"]]
    Disagreement.objects.create(source=first, code="CT-01", severity="warning", places=quotes)
    CitedPlace.objects.bulk_create(
        CitedPlace(entry=entries[0], found_as=entries[0], source=first, order=99 + n, quote="x")
        for n in range(60)
    )
    client = office.client()

    with django_assert_max_num_queries(30):
        page = visit(client, "/vien-dan/mau-thuan/")
    assert len(page.all("//ul[@class='cited'][1]/li/ul")) == 10
    assert page.texts("//a[@href='?xem=ngay']") == ["Xem tất cả: 12 văn bản được ghi nhiều ngày"]
    assert page.texts("//strong[contains(@class,'tag--amber')]") == ["Cảnh báo"]

    page = visit(client, "/vien-dan/mau-thuan/?xem=ngay")
    assert len(page.all("//ul[@class='cited']/li/ul")) == 12
    assert page.texts("//h2") == ["Một văn bản, các nơi ghi ngày khác nhau"]

    page = visit(client, f"/vien-dan/{entries[0].pk}/?page=2")
    assert page.all("//ol[@class='cited']")[0].get("start") == "51"

    page = visit(client, "/vien-dan/so-do/?page=2")
    assert 0 < len(page.all("//tbody/tr")) <= 50 < len(page.all("//*[@class='graph__line']"))
