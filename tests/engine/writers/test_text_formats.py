"""Text, Markdown, HTML and JSON of the same paper."""

from __future__ import annotations

import json

import html5lib
from lxml import etree

from minhbach.model.codec import from_json
from minhbach.model.document import Document, Paragraph
from minhbach.writers import write


def test_text_has_one_paragraph_a_line(paper: Document) -> None:
    text = write(paper, "txt").decode()

    assert text.splitlines()[:10] == [
        "ĐẢNG ỦY KHỐI",
        "BAN TUYÊN GIÁO",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số       -BC/…",
        "…, ngày      tháng      năm 2024",
        "BÁO CÁO",
        "kết quả tuyên truyền",
        "-----",
        "I. KẾT QUẢ",
        "Tổ chức 1.250 buổi <nhanh> & gọn.",
    ]
    assert "1.250 | 1.250 | cổng/trang thông tin điện tử" in text


def test_markdown_has_headings_tables_and_escapes(paper: Document) -> None:
    text = write(paper, "md").decode()

    assert "# BÁO CÁO\n\n**kết quả tuyên truyền**" in text
    assert "## I. KẾT QUẢ" in text
    assert "Tổ chức 1.250 buổi \\<nhanh\\> & gọn." in text
    assert "| Cột 1 | Cột 2 | Cột 3 |\n| --- | --- | --- |\n| 1.250 |" in text


def test_markdown_does_not_make_lists_of_plain_paragraphs() -> None:
    blocks = (
        Paragraph("p1", "12. Không phải danh sách"),
        Paragraph("p2", "+ Ý nhỏ", mark="+", role="item"),
        Paragraph("p3", "- Ý lớn", mark="-", role="item"),
    )

    assert write(Document("a", "txt", blocks=blocks), "md").decode() == (
        "12\\. Không phải danh sách\n\n\\+ Ý nhỏ\n\n- Ý lớn\n"
    )


def test_html_is_whole_and_semantic(paper: Document) -> None:
    data = write(paper, "html")

    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("lxml"))
    root = parser.parse(data.decode()).getroot()
    space = {"h": "http://www.w3.org/1999/xhtml"}

    def texts(path: str) -> list[str]:
        found: list[etree._Element] = root.xpath(path, namespaces=space)
        return ["".join(node.itertext()).strip() for node in found]

    assert root.get("lang") == "vi"
    assert texts("//h:title") == ["Báo cáo kết quả tuyên truyền"]
    assert texts("//h:h1") == ["BÁO CÁO"]
    assert texts("//h:h2") == ["I. KẾT QUẢ", "Phụ lục 1"]
    assert texts("(//h:table)[1]//h:th[@scope='col']") == ["Cột 1", "Cột 2", "Cột 3"]
    assert texts("//h:span[starts-with(@id, 'hoi_nghi_DU_CT_')]") == ["1.250"]
    assert root.xpath("//h:script | //h:link | //h:img", namespaces=space) == []


def test_html_lists_dash_items_without_their_dash() -> None:
    blocks = (
        Paragraph("p1", "- Một", mark="-", role="item"),
        Paragraph("p2", "- Hai", mark="-", role="item"),
    )

    assert '<ul>\n<li class="item justify">Một</li>\n<li class="item justify">Hai</li>\n</ul>' in (
        write(Document("a", "txt", blocks=blocks), "html").decode()
    )


def test_json_holds_the_whole_document(paper: Document) -> None:
    value = json.loads(write(paper, "json"))

    assert value.pop("schema") == 1
    assert from_json(Document, value) == paper
