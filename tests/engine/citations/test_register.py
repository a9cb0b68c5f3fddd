"""The register: which citations are one document."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from minhbach.citations import find_in_text, register
from minhbach.citations.register import register as entries
from minhbach.cli import main


def _keys(*texts: str) -> list[tuple[str, int]]:
    found = {f"{i}.txt": find_in_text(text) for i, text in enumerate(texts, 1)}
    return [(e.key, len(e.occurrences)) for e in entries(found)]


def test_docstring_example_holds() -> None:
    assert doctest.testmod(register).failed == 0


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # one law under its number, its year and its name
        (
            ("Luật Đất đai số 31/2024/QH15", "Luật Đất đai năm 2024; Luật Đất đai năm 2013"),
            [("qppl:LUAT:31/2024:QH15", 2), ("qppl:LUAT:dat-dai:QH@2013", 1)],
        ),
        # two laws by name
        (
            ("Luật Đất đai và Luật Nhà ở",),
            [("qppl:LUAT:dat-dai:QH", 1), ("qppl:LUAT:nha-o:QH", 1)],
        ),
        # Party numbers restart with each term; without a date the only one of the file is meant
        (
            ("Nghị quyết số 02-NQ/TW ngày 12/6/2021", "Nghị quyết 02-NQ/TW ngày 17/3/2026"),
            [("party:NQ:02:TW@XIII", 1), ("party:NQ:02:TW@XIV", 1)],
        ),
        (
            ("Nghị quyết số 02-NQ/TW ngày 12/6/2021; Nghị quyết 02-NQ/TW", "02-NQ/TW"),
            [("party:NQ:02:TW@XIII", 3)],
        ),
        # yearly series
        (
            ("Nghị quyết số 01/NQ-CP ngày 05/01/2024; Nghị quyết số 01/NQ-CP ngày 08/01/2025",),
            [("state:NQ:01:CP@2024-01-05", 1), ("state:NQ:01:CP@2025-01-08", 1)],
        ),
        # provinces share codes
        (
            (
                "Quyết định số 12/2024/QĐ-UBND của UBND tỉnh Hà Giang",
                "Quyết định số 12/2024/QĐ-UBND của UBND tỉnh Cao Bằng",
                "Quyết định số 12/2024/QĐ-UBND của UBND tỉnh",
            ),
            [
                ("qppl:QĐ:12/2024:UBND@ha-giang", 1),
                ("qppl:QĐ:12/2024:UBND@cao-bang", 1),
                ("qppl:QĐ:12/2024:UBND@3.txt", 1),
            ],
        ),
        # congresses by body and ordinal
        (
            ("Nghị quyết Đại hội XIII của Đảng; Nghị quyết Đại hội XI Đảng bộ tỉnh",),
            [("party:NQ::ĐH:XIII", 1), ("party:NQ::ĐH:đảng-bộ:XI", 1)],
        ),
    ],
)
def test_occurrences_of_one_document_share_an_entry(
    texts: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    assert _keys(*texts) == expected


def test_entry_holds_what_is_stated_and_what_points_at_it() -> None:
    text = (
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; theo Nghị định trên;"
        " Nghị định số 30/2020/NĐ-CP ngày 05/3/2021"
    )

    (entry,) = entries({"a.txt": find_in_text(text)})

    assert (
        [d.isoformat() for d in entry.dates],
        entry.issuers,
        [o.citation.quote for o in entry.follow_ups],
        [c.code for c in entry.contradictions],
    ) == (
        ["2020-03-05", "2021-03-05"],
        ("Chính phủ",),
        ["Nghị định trên"],
        ["CT-01", "CT-05"],
    )


def test_register_on_the_command_line_is_one_json_line_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nghị định số 30/2020/NĐ-CP ngày 05/3/2021", encoding="utf-8")

    status = main(["cite", "--register", "--json", str(tmp_path)])

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (status, [row["file"] and Path(row["file"]).name for row in rows]) == (
        0,
        ["a.txt", "b.txt", None],
    )
    assert [list(row) for row in rows] == [
        ["file", "citations", "register", "contradictions"],
        ["file", "citations", "register", "contradictions"],
        ["file", "register"],
    ]
    assert [(c["code"], [p["quote"] for p in c["places"]]) for c in rows[0]["contradictions"]] == [
        ("CT-01", ["Nghị định số 30/2020/NĐ-CP ngày 05/3/2021"])
    ]
    assert [
        (e["key"], e["dates"], len(e["occurrences"]), e["contradictions"])
        for e in rows[2]["register"]
    ] == [("qppl:NĐ:30/2020:CP", ["2021-03-05"], 2, ["CT-01"])]
