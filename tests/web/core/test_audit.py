"""The chain of acts: complete, unchangeable, readable by those who look after it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.factories import Tree
from tests.web.visit import visit

from minhbach_web.core import db
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import audit

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


def test_log_page_asks_the_same_number_of_questions_for_any_length(
    tree: Tree,
    signed_in: Callable[..., Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = signed_in("auditor", tree.parent)
    counts = []
    for _ in range(2):
        record_three()
        with django_assert_num_queries(7) as asked:  # type: ignore[attr-defined] # a context
            visit(client, "/nhat-ky/")
        counts.append(len(asked))

    assert counts == [7, 7]
