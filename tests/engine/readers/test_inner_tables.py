"""Tables inside cells stay tables, in every format that has them, and their words stand once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.engine.readers.page_files import odt
from tests.engine.readers.word_files import bold, docx, p, table, tc

from minhbach import readers
from minhbach.errors import RefusedFile
from minhbach.model.codec import from_json, to_json
from minhbach.model.document import Document, Paragraph, Table
from minhbach.writers import write

# outer: "Xã" | "Chi tiết" / "Xã A" | "Trước", a table of 2 × 2 with one more in it, "Sau", another
_SHAPE = [
    ["Xã"],
    ["Chi tiết"],
    ["Xã A"],
    [
        "Trước",
        [["Tin"], ["Bài"], ["3"], ["gồm", [["x"], ["y"]]]],
        "Sau",
        [["p"], ["q"]],
    ],
]
_WORDS = ["Xã", "Chi tiết", "Xã A", "Trước", "Tin", "Bài", "3", "gồm", "x", "y", "Sau", "p", "q"]


def _docx() -> bytes:
    deepest = table(tc(p("x")) + tc(p("y")))
    inner = table(tc(bold("Tin")) + tc(bold("Bài")), tc(p("3")) + tc(p("gồm"), deepest, p()))
    empty = table(tc(p()) + tc(p()))
    last = table(tc(p("p")) + tc(p("q")))
    rich = tc(p("Trước"), inner, p(), empty, p("Sau"), last, p())
    return docx(p("Bảng.") + table(tc(bold("Xã")) + tc(bold("Chi tiết")), tc(p("Xã A")) + rich))


def _html() -> bytes:
    deepest = "<table><tr><td>x<td>y</table>"
    inner = f"<table><tr><th>Tin<th>Bài<tr><td>3<td>gồm{deepest}</table>"
    rich = f"Trước{inner}<p>Sau<table><tr><td>p<td>q</table>"
    outer = f"<table><tr><th>Xã<th>Chi tiết<tr><td>Xã A<td>{rich}</table>"
    return f"<p>Bảng.<p>{outer}".encode()


def _odt() -> bytes:
    def grid(*rows: tuple[str, ...]) -> str:
        lines = (
            "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows
        )
        body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        return f"<table:table>{body}</table:table>"

    def says(text: str) -> str:
        return f"<text:p>{text}</text:p>"

    deepest = grid((says("x"), says("y")))
    inner = grid((says("Tin"), says("Bài")), (says("3"), says("gồm") + deepest))
    rich = says("Trước") + inner + says("Sau") + grid((says("p"), says("q")))
    return odt(says("Bảng.") + grid((says("Xã"), says("Chi tiết")), (says("Xã A"), rich)))


def _shape(found: Table) -> list[Any]:
    return [
        [block.text if isinstance(block, Paragraph) else _shape(block) for block in cell.blocks]
        for cell in found.cells
    ]


@pytest.mark.parametrize(
    ("data", "suffix"), [(_docx(), "docx"), (_html(), "html"), (_odt(), "odt")]
)
def test_inner_tables_stay_tables_and_their_words_stand_once(data: bytes, suffix: str) -> None:
    document = readers.read(data, f"a.{suffix}")

    found = next(document.tables())
    assert _shape(found) == _SHAPE
    assert document.text.split("\n") == ["Bảng.", *_WORDS]
    assert from_json(Document, to_json(document)) == document
    assert len(list(document.tables())) == 1
    assert len(list(document.tables(inner=True))) == 4
    deepest = document.at("t1!B2/1!B2/1!B1")
    assert deepest is not None
    assert deepest.text == "y"


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_inner_tables_come_back_from_what_was_written(suffix: str) -> None:
    document = readers.read(_docx(), "a.docx")

    again = readers.read(write(document, suffix), f"b.{suffix}")

    assert [_shape(found) for found in again.tables()] == [_SHAPE]


def test_inner_tables_are_written_as_tables_once() -> None:
    document = readers.read(_docx(), "a.docx")

    markdown = write(document, "md").decode()
    assert (
        "| Xã A | Trước<table><tr><th>Tin</th><th>Bài</th></tr><tr><td>3</td><td>gồm<table><tr>"
        "<td>x</td><td>y</td></tr></table></td></tr></table>Sau<table><tr><td>p</td><td>q</td>"
        "</tr></table> |"
    ) in markdown
    akn = write(document, "akn.xml").decode()
    assert [akn.count("<table "), akn.count(">gồm</p>"), akn.count("<tr>")] == [4, 1, 6]
    cells = json.loads(write(document, "json"))["blocks"][1]["cells"]
    assert [(t["first"], t["last"]) for t in cells[3]["tables"]] == [(1, 7), (8, 10)]
    text = readers.read(write(document, "pdf"), "b.pdf").text
    assert [text.count(word) for word in ("Trước", "gồm", "Sau")] == [1, 1, 1]


def test_tables_nested_two_hundred_deep_keep_their_words() -> None:
    page = "<table><tr><td>a<td>" * 200 + "trong cùng" + "</table>" * 200

    document = readers.read(f"<p>Bảng.<p>{page}".encode(), "a.html")

    assert document.text.count("trong cùng") == 1


def test_repeated_cells_in_repeated_cells_are_refused_soon() -> None:
    opening = (
        '<table:table><table:table-row table:number-rows-repeated="200">'
        '<table:table-cell table:number-columns-repeated="200"><text:p>a</text:p>'
    )
    closing = "</table:table-cell></table:table-row></table:table>"

    with pytest.raises(RefusedFile) as refused:
        readers.read(odt(opening * 3 + closing * 3), "a.odt")

    assert refused.value.code == "file-too-big-inside"
