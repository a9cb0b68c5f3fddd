"""Akoma Ntoso files are valid against the OASIS schema and keep every word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from minhbach.citations import find_citations
from minhbach.model.document import (
    Block,
    Cell,
    Document,
    Header,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
)
from minhbach.readers import read
from minhbach.writers import write

ROOT = Path(__file__).resolve().parents[3]
NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "mb": "urn:minhbach:akn:1"}

DECREE = """CHÍNH PHỦ
Số: 12/2024/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 02 năm 2024

NGHỊ ĐỊNH
Quy định về thông tin cơ sở

Căn cứ Luật Tổ chức Chính phủ số 76/2015/QH13 ngày 19 tháng 6 năm 2015;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh

1. Nghị định này quy định:

a) Hoạt động thông tin;

b) Trách nhiệm quy định tại Nghị định số 49/2021/NĐ-CP.

2. Không áp dụng với báo chí.

Điều 2. Hiệu lực thi hành

Nghị định này có hiệu lực từ ngày ký./.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. CHÍNH PHỦ
THỦ TƯỚNG

Nguyễn Văn Mẫu

PHỤ LỤC I
DANH MỤC BIỂU
1. Biểu số một.
"""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(ROOT / "tests/schemas/akn/akomantoso30.xsd")))


def odd_documents() -> Iterator[Document]:
    covered = Table(
        "t1", 3, 2, (Cell("t1!A1", 1, 1, 2, 2), Cell("t1!A3", 3, 1, 1, 2)), "content", 1
    )
    bare = Section("", "Tiêu đề", "p1", ("p2",))
    twice = Section("1", None, "p1", ("p1",))
    stray = Paragraph("p3", "lẻ \x0b\ud800 \u0000 loi", spans=(Span(0, 3, bold=True, ref="a b"),))
    yield Document("rỗng", "")
    yield Document("bảng", "docx", blocks=(covered, Table("t2", 0, 0, ())))
    yield Document("x", "txt", blocks=(stray,), notes=(Note("a", "p1", {"text": "\x01"}),))
    yield Document(
        "lặp",
        "txt",
        blocks=(Paragraph("p1", "1. Một"), Paragraph("p2", "hai")),
        sections=(twice, twice, bare),
    )
    yield Document("cuối", "", blocks=(Paragraph("p1", "KÝ", role="signature"), covered, stray))
    yield Document("chú", "", blocks=(Paragraph("f1", "[1] nguồn", mark="[1]", role="note"),))
    yield Document(
        "lề",
        "docx",
        header=Header("k k", None, "\x02", date(2024, 1, 1), None, "\x03"),
        blocks=(Table("l1", 1, 1, (Cell("l1!A1", 1, 1),), "header"),),
    )


@pytest.mark.parametrize("doc", list(odd_documents()), ids=lambda doc: doc.name)
def test_odd_documents_are_valid(doc: Document, schema: etree.XMLSchema) -> None:
    tree = etree.fromstring(write(doc, "akn.xml"))

    assert (schema.validate(tree), str(schema.error_log)) == (True, "")


def test_examples_and_a_composed_paper_are_valid_and_keep_every_word(
    paper: Document, schema: etree.XMLSchema
) -> None:
    files = [ROOT / "examples/ke-hoach-2024.txt", *ROOT.glob("examples/quy-1-2024/*.docx")]
    for doc in (paper, *(read(file.read_bytes(), file.name) for file in files)):
        tree = etree.fromstring(write(doc, "akn.xml", citations=find_citations(doc)))

        assert (schema.validate(tree), str(schema.error_log)) == (True, "")
        assert letters(tree) == sorted("".join("".join(p.text.split()) for p in doc.paragraphs()))


def letters(tree: etree._Element) -> list[str]:
    """Every sign of the paper itself, sorted: notes stand in the meta block, annexes at the end."""
    parts = [tree.xpath(f"//a:{tag}//text()", namespaces=NS) for tag in ZONES]
    return sorted("".join("".join(text.split()) for zone in parts for text in zone))


ZONES = ("preface", "preamble", "body", "mainBody", "conclusions", "note")


def test_a_decree_is_an_act_with_chapters_articles_and_points(schema: etree.XMLSchema) -> None:
    doc = read(DECREE.encode(), "nghi-dinh.txt")
    tree = etree.fromstring(write(doc, "akn.xml", citations=find_citations(doc)))

    assert (schema.validate(tree), str(schema.error_log)) == (True, "")
    body = tree.find("a:act/a:body", NS)
    assert body is not None
    assert [e.get("eId") for e in body.iter() if e.get("eId")] == [
        "chp_I",
        "chp_I__art_1",
        "chp_I__art_1__para_1",
        "chp_I__art_1__para_1__point_a",
        "chp_I__art_1__para_1__point_b",
        "ref_2",
        "chp_I__art_1__para_2",
        "chp_I__art_2",
    ]
    assert [h.xpath("string()") for h in body.iter(f"{{{NS['a']}}}heading")] == [
        "QUY ĐỊNH CHUNG",
        "Phạm vi điều chỉnh",
        "Hiệu lực thi hành",
    ]
    assert tree.xpath("string(//a:attachment//a:heading)", namespaces=NS).startswith("PHỤ LỤC I")


def test_meta_names_work_issuer_date_and_what_is_cited() -> None:
    doc = read(DECREE.encode(), "nghi-dinh.txt")
    tree = etree.fromstring(write(doc, "akn.xml", citations=find_citations(doc)))

    def values(path: str) -> list[str]:
        return [str(v) for v in tree.xpath(path, namespaces=NS)]

    work = "/akn/vn/act/nghi-dinh/chinh-phu/2024-02-05/12-2024-nd-cp"
    assert values("a:act/a:meta//a:FRBRuri/@value") == [
        work,
        f"{work}/vie@",
        f"{work}/vie@.akn.xml",
    ]
    assert values("//a:TLCOrganization[@eId='issuer']/@showAs") == ["CHÍNH PHỦ"]
    assert values("//a:docDate/@date") == ["2024-02-05"]
    assert values("//a:docNumber/text()") == ["12/2024/NĐ-CP"]
    assert values("//a:ref/@mb:key") == ["qppl:LUAT:76/2015:QH13", "qppl:NĐ:49/2021:CP"]
    assert values("//a:activeRef/@href") == [
        "/akn/vn/act/luat/qh13/2015/76",
        "/akn/vn/act/nd/cp/2021/49",
    ]


def test_what_a_paper_does_not_state_stays_unstated() -> None:
    blocks: tuple[Block, ...] = (Paragraph("p1", "Một đoạn."),)
    tree = etree.fromstring(write(Document("a", "txt", blocks=blocks), "akn.xml"))

    date_of = tree.find(".//a:FRBRWork/a:FRBRdate", NS)
    uri = tree.find(".//a:FRBRWork/a:FRBRuri", NS)
    assert date_of is not None
    assert uri is not None
    assert dict(date_of.attrib) == {"date": "0001-01-01", "name": "khong-ghi"}
    assert uri.get("value") == "/akn/vn/doc/-/-/-/-"
