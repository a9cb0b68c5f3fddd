"""The chain of acts: complete, unchangeable, readable by those who look after it."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.visit import visit

import minhbach_web
from minhbach_web.core import acts, clock, db, trail
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import audit
from minhbach_web.operations.services.proofs import verify

pytestmark = pytest.mark.django_db


def record_three() -> list[AuditEvent]:
    return [
        audit.record(actor=None, action="test.act", obj=f"thing:{n}", digests={"file": "ab" * 32})
        for n in range(3)
    ]


def test_chain_of_recorded_acts_holds() -> None:
    first, second, third = record_three()

    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert [first.prev_hash, second.prev_hash] == [audit.GENESIS, first.hash]
    assert audit.verify_chain() == audit.ChainCheck(entries=3)


def test_chain_holds_after_reading_back_from_the_database() -> None:
    record_three()

    stored = [audit.entry_hash(event) for event in AuditEvent.objects.order_by("seq")]

    assert stored == list(AuditEvent.objects.order_by("seq").values_list("hash", flat=True))


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        (lambda rows: setattr(rows[1], "action", "test.other"), 2),
        (lambda rows: setattr(rows[1], "digests", {}), 2),
        (lambda rows: setattr(rows[2], "prev_hash", audit.GENESIS), 3),
        (lambda rows: rows.pop(0), 2),
        (lambda rows: rows.pop(1), 3),
    ],
)
def test_chain_breaks_where_an_entry_was_changed_or_removed(
    change: Callable[[list[AuditEvent]], object], broken_at: int
) -> None:
    record_three()
    rows = list(AuditEvent.objects.order_by("seq"))
    change(rows)

    assert audit.verify_chain(rows).broken_at == broken_at


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditevent SET action = 'other'",
        "DELETE FROM core_auditevent",
    ],
)
def test_database_refuses_to_change_the_log(statement: str) -> None:
    record_three()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert audit.verify_chain() == audit.ChainCheck(entries=3)


def test_every_append_only_table_has_its_triggers() -> None:
    assert "core_auditevent" in db.guarded_tables()


def test_log_page_says_whether_the_chain_holds(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("auditor", tree.parent)

    plain = visit(client, "/nhat-ky/")
    checked = visit(client, "/nhat-ky/?kiem=1")

    assert plain.h1 == "Nhật ký thao tác"
    assert plain.texts("//tbody/tr[1]/td")[2] == "Giao vai trò"
    assert checked.text("//*[@role='status']") == (
        "Chuỗi nhật ký toàn vẹn: 2 mục, không thiếu, không mục nào bị sửa."
    )


def test_export_holds_every_entry_with_its_hash(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("administrator", tree.parent)

    response = client.get("/nhat-ky/csv/")
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))

    assert [row["hash"] for row in rows] == list(
        AuditEvent.objects.order_by("seq").values_list("hash", flat=True)
    )
    assert rows[-1]["action"] == "units.grant"


@pytest.mark.once
def test_log_page_asks_the_same_number_of_questions_for_any_length(
    tree: Tree,
    signed_in: Callable[..., Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = signed_in("auditor", tree.parent)
    counts = []
    for _ in range(2):
        record_three()
        with django_assert_num_queries(11) as asked:  # type: ignore[attr-defined] # a context
            visit(client, "/nhat-ky/")
        counts.append(len(asked))

    assert counts == [11, 11]


def test_log_is_searched_by_person_act_object_and_day(
    tree: Tree, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("administrator", tree.parent)
    cam = make_user("cam-chuong", "reporter", unit=tree.own, full_name="Cẩm Chướng")
    then = datetime.datetime(2024, 3, 9, 17, 30, tzinfo=datetime.UTC)  # the 10th in Vietnam
    with monkeypatch.context() as context:
        context.setattr(clock, "now", lambda: then)
        audit.record(actor=cam, action="units.grant", obj=f"unit:{tree.own.pk}")
        audit.record(actor=cam, action="test.odd", obj="thing:x.y")
    audit.record(actor=None, action="units.grant", obj=f"user:{cam.pk}")
    searches = [
        "nguoi=cam+chuong",
        "nguoi=cam-chuong&viec=units.grant",
        f"loai=unit&so={tree.own.pk}",
        "tu=2024-03-10&den=2024-03-10",
        "den=09/03/2024",
        f"nguoi=-&loai=user&so={cam.pk}&viec=units.grant",
        "viec=test.odd",
        "nguoi=khong-co-ai",
    ]

    found = [visit(client, f"/nhat-ky/?{search}").texts("//tbody/tr/td[3]") for search in searches]
    wrong = visit(client, "/nhat-ky/?tu=hom-qua", status=422)

    grant, odd = "Giao vai trò", "test.odd"
    # The last one by the system is the role that make_user gave.
    assert found == [[odd, grant], [grant], [grant], [odd, grant], [], [grant], [odd], []]
    assert wrong.texts("//*[@id='id_tu_error']") == ["Lỗi: Nhập ngày, ví dụ 24/11/2026."]


def test_entries_lead_to_what_the_reader_may_see(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    cam = make_user("cam-chuong", "reporter", unit=tree.own)
    audit.record(actor=None, action="units.grant", obj=f"unit:{tree.own.pk}")

    found = {
        role: visit(signed_in(role, tree.parent), f"/nhat-ky/?so={cam.pk}").all(
            "//tbody//td[@data-label='Đối tượng']/a/@href"
        )
        + visit(signed_in(role, tree.parent), f"/nhat-ky/?loai=unit&so={tree.own.pk}").all(
            "//tbody//td[@data-label='Đối tượng']/a/@href"
        )
        for role in ("administrator", "auditor")
    }

    account, unit = f"/nguoi-dung/{cam.pk}/", f"/don-vi/{tree.own.pk}/"
    assert [account in found[role] for role in ("administrator", "auditor")] == [True, False]
    assert [unit in found[role] for role in ("administrator", "auditor")] == [True, True]


def test_export_is_what_was_searched_and_no_cell_is_a_formula(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("auditor", tree.parent)
    odd = make_user("+cong", "reporter", unit=tree.own)
    audit.record(actor=odd, action="test.act", obj="thing:1")

    response = client.get("/nhat-ky/csv/?nguoi=cong")
    content = b"".join(response.streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    assert content.startswith(b"\xef\xbb\xbf")
    assert [row[2:5] for row in rows[1:]] == [["'+cong", "test.act", "thing:1"]]


@pytest.mark.once
def test_every_act_and_every_object_of_the_sources_has_words() -> None:
    root = Path(minhbach_web.__file__).parent
    acted, objects = set(), set()
    for path in root.rglob("*.py"):
        text = path.read_text()
        acted |= set(re.findall(r"""action=f?"([a-z]+[.][a-z_.-]*[a-z])[."]""", text))
        objects |= set(re.findall(r"""obj=f?"([a-z_-]+):""", text))

    assert len(acted) > 80
    assert [code for code in sorted(acted) if acts.words(code) == code] == []
    assert objects - set(trail.kinds()) == set()


@pytest.mark.once
@pytest.mark.parametrize(
    ("action", "obj", "digests"),
    [
        ("test.act", "question:Vì sao đường chậm?", {}),
        ("test.act", "user:Nguyễn Văn Thử", {}),
        ("Ai đó đã làm", "thing:1", {}),
        ("test.act", "điều gì:1", {}),
        ("test.act", "thing:1", {"file": "lời văn"}),
    ],
)
def test_log_takes_no_words(action: str, obj: str, digests: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no words"):
        audit.record(actor=None, action=action, obj=obj, digests=digests)


def test_log_has_no_column_for_words_and_names_nobody_but_by_number() -> None:
    columns = {field.column for field in AuditEvent._meta.concrete_fields}

    assert columns == {
        "id", "seq", "at", "actor_id", "action", "object_type", "object_key", "digests",
        "prev_hash", "hash",
    }  # fmt: skip


def test_page_says_when_the_chain_was_verified_last(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("auditor", tree.parent)

    before = visit(client, "/nhat-ky/").text()
    verify()
    after = visit(client, "/nhat-ky/").text()

    assert "Chưa kiểm tra lần nào ở đây." in before
    assert "không thiếu, không mục nào bị sửa." in after
