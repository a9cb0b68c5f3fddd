"""One probe for what an .odt and a web page carry: the cells of the table in docs/reading.md."""

from __future__ import annotations

import io
import zipfile

from minhbach import readers
from minhbach.model.document import Document, Span

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_TEXT_STYLES = {
    "B": 'fo:font-weight="bold" fo:font-style="italic" style:text-underline-style="solid" '
    'style:font-name="F2" fo:font-size="14pt"',
    "H": 'text:display="none"',
    "L": 'style:font-name="F1"',
}
_ODT = f"""<office:document-content {_NAMES}><office:font-face-decls>
<style:font-face style:name="F1" svg:font-family=".VnTime"/>
<style:font-face style:name="F2" svg:font-family="'Times New Roman'"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="C" style:family="paragraph">
<style:paragraph-properties fo:text-align="center"/></style:style>
{
    "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {said}/>'
        "</style:style>"
        for name, said in _TEXT_STYLES.items()
    )
}
</office:automatic-styles><office:body><office:text><text:tracked-changes>
<text:changed-region text:id="c1"><text:insertion/></text:changed-region></text:tracked-changes>
<text:p text:style-name="C">GIỮA</text:p>
<text:p>Chữ <text:span text:style-name="B">đậm</text:span> và<text:span text:style-name="H"> ẩn
</text:span><text:change-start text:change-id="c1"/> thêm<text:change-end
text:change-id="c1"/>.</text:p>
<text:p><text:span text:style-name="L">§¶ng bé</text:span></text:p>
<text:p>Thực hiện nhiệm vụ theo chương trình công tác của các cơ quan thuộc</text:p>
<text:p>khối trong năm, số 5/QÐ.</text:p>
</office:text></office:body></office:document-content>"""
_STYLES = f"""<office:document-styles {_NAMES}><office:master-styles>
<style:master-page style:name="S"><style:header><text:p>ĐẦU TRANG</text:p></style:header>
<style:footer><text:p>CHÂN TRANG</text:p></style:footer></style:master-page>
</office:master-styles></office:document-styles>"""
_HTML = """<html><head><meta charset="utf-8"><style>.h{display:none}</style></head><body>
<p style="text-align:center">GIỮA</p>
<p>Chữ <b><i><u style="font-family:'Times New Roman';font-size:14pt">đậm</u></i></b> và<span
class="h"> ẩn</span><del> bỏ</del> thêm.</p>
<p><font face=".VnTime">§¶ng bé</font></p>
<p>Thực hiện nhiệm vụ theo chương trình công tác của các cơ quan thuộc</p>
<p>khối trong năm, số 5/QÐ.</p></body></html>"""

_TEXTS = [
    "GIỮA",
    "Chữ đậm và thêm.",
    "Đảng bộ",
    "Thực hiện nhiệm vụ theo chương trình công tác của các cơ quan thuộc khối trong năm, số 5/QĐ.",
]
_BOLD = Span(4, 7, bold=True, italic=True, underline=True, font="Times New Roman", size=14.0)


def _facts(doc: Document) -> tuple[list[str], str, Span, set[str], tuple[tuple[int, int], ...]]:
    paragraphs = list(doc.paragraphs())
    return (
        [paragraph.text for paragraph in paragraphs],
        paragraphs[0].align,
        paragraphs[1].spans[1],
        {note.code for note in doc.notes},
        doc.repaired_breaks,
    )


def test_odt_gives_each_thing_that_the_table_promises() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", _ODT)
        package.writestr("styles.xml", _STYLES)

    found = _facts(readers.read(out.getvalue(), "a.odt"))

    notes = {"inserted-text-kept", "hidden-text-dropped", "legacy-tcvn3", "look-alikes-mended"}
    assert found == (_TEXTS, "center", _BOLD, notes | {"header-missing"}, ((4, 5),))


def test_html_gives_each_thing_that_the_table_promises() -> None:
    found = _facts(readers.read(_HTML.encode(), "a.html"))

    notes = {"deleted-text-dropped", "hidden-text-dropped", "legacy-tcvn3", "look-alikes-mended"}
    assert found == (_TEXTS, "center", _BOLD, notes | {"header-missing"}, ((4, 5),))
