"""Plain paragraphs lifted out of the bytes are read as from the tree."""

from __future__ import annotations

import pytest
from benchmarks.generate.trees import tree_paper
from benchmarks.generate.word import docx_of

from minhbach.model.codec import to_json
from minhbach.readers import docx as reader
from minhbach.readers import read
from minhbach.readers.ooxml.lifted import Lifted, lift

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUN = '<w:r w:rsidR="00AB12CD"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Căn cứ </w:t></w:r>'


def _part(body: str) -> bytes:
    return f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'.encode()


@pytest.mark.parametrize("seed", range(0, 13))
def test_documents_are_the_same_with_and_without_lifting(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tree_paper(seed)
    data = docx_of(paper)
    lifted = to_json(read(data, paper.name))
    monkeypatch.setattr(reader, "lift", lambda part, _: (part, Lifted()))
    assert lifted == to_json(read(data, paper.name))


def test_a_plain_paragraph_leaves_its_number_behind() -> None:
    spelled = '<w:proofErr w:type="spellStart"/><w:r><w:t>12</w:t><w:tab/></w:r>'
    body = f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{_RUN}{spelled}</w:p><w:p/>'
    rest, lifted = lift(_part(body), "a.docx")
    assert rest == _part('<w:p lifted="0"/><w:p/>')
    setting, runs = lifted.paragraph("0")
    assert [child.tag for child in setting.properties.values()] == [f"{{{_MAIN}}}jc"]
    assert runs == [
        ("<w:b/>", "Căn cứ ", "", ""),
        ("", "", "", ""),
        ("", "", "<w:t>12</w:t><w:tab/>", ""),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        f'<w:p><w:ins w:id="1">{_RUN}</w:ins></w:p>',
        "<w:p><w:r><w:t>A &amp; B</w:t></w:r></w:p>",
        f'<w:p>{_RUN}<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        "<w:p><w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr></w:p>",
        "<w:p><w:r><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>A</w:t></w:r></w:p>",
        f"<w:p>{_RUN} <!-- said --></w:p>",
        "<w:p><w:r><w:t><![CDATA[A]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>A\x01</w:t></w:r></w:p>",
        f'<w:p>{_RUN}</w:p><w:p lifted="7"><w:ins>{_RUN}</w:ins></w:p>',
    ],
)
def test_what_is_not_plain_stays_in_the_part(paragraph: str) -> None:
    part = _part(paragraph)
    assert lift(part, "a.docx") == (part, Lifted())


def test_a_text_box_is_lifted_and_its_paragraph_stays() -> None:
    box = f"<w:pict><w:txbxContent><w:p>{_RUN}</w:p></w:txbxContent></w:pict>"
    rest, lifted = lift(_part(f"<w:p><w:r>{box}</w:r></w:p>"), "a.docx")
    inside = '<w:pict><w:txbxContent><w:p lifted="0"/></w:txbxContent></w:pict>'
    assert rest == _part(f"<w:p><w:r>{inside}</w:r></w:p>")
    assert len(lifted.paragraphs) == 1
