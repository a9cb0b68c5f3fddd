"""The document as read, and where each piece of it stands in the file."""

from __future__ import annotations

from django.utils.translation import override

from minhbach_web.engine import Cell, Document, Paragraph, Table
from minhbach_web.programme.services.pages import Mark, PageView, ParagraphView, TableView, page_of
from minhbach_web.programme.views.documents import place_of


def _shown(document: Document) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    with override("vi"):
        for view in page_of(document):
            if isinstance(view, PageView):
                found.append(("page", str(view.number)))
            elif isinstance(view, TableView):
                found.append(("table", view.anchor, view.number))
            elif isinstance(view, ParagraphView):
                found.append((view.anchor, view.place, view.source))
    return found


def test_pages_of_a_pdf_are_told_apart() -> None:
    cell = Cell("t1!A1", 1, 1, paragraphs=(Paragraph("t1!A1.1", "ô", source=(5, 5)),))
    document = Document(
        "a.pdf",
        "pdf",
        blocks=(
            Paragraph("p1", "một", source=(1, 3)),
            Paragraph("p2", "hai, sang trang", source=(4, 5)),
            Table("t1", 1, 1, (cell,)),
            Paragraph("p3", "ba", source=(9, 9)),
            Paragraph("f1", "[1] chú thích", role="note", source=(4, 4)),
        ),
        page_starts=(1, 5, 7),
    )

    assert _shown(document) == [
        ("page", "1"),
        ("p1", "1", "Trang 1 của tệp"),
        ("p2", "2", "Trang 1 của tệp"),
        ("page", "2"),
        ("table", "t1", "1"),
        ("page", "3"),
        ("p3", "3", "Trang 3 của tệp"),
        ("f1", "f1", "Trang 1 của tệp"),
    ]


def test_sources_of_other_files_are_lines_and_paragraphs() -> None:
    blocks = (Paragraph("p1", "một", source=(2, 4)), Paragraph("p2", "hai", source=(5, 5)))

    assert _shown(Document("a.txt", "txt", blocks=blocks)) == [
        ("p1", "1", "Dòng 2–4 của tệp"),
        ("p2", "2", "Dòng 5 của tệp"),
    ]
    assert _shown(Document("a.docx", "docx", blocks=blocks))[1] == ("p2", "2", "Đoạn 5 của tệp")


def test_a_note_leads_to_its_paragraph_or_page() -> None:
    assert place_of("p4", {"page": "2"}) == "p4"
    assert place_of(None, {"page": "2"}) == "trang-2"
    assert place_of(None, {"pages": "2, 3"}) == ""


def test_what_is_left_between_two_marks_is_no_link_of_its_own() -> None:
    text = "Sở A thực hiện; Sở B báo cáo."
    document = Document("a.txt", "txt", blocks=(Paragraph("p1", text),))
    duty, task = Mark("p1", 0, 15, "duty", href="?muc=1"), Mark("p1", 0, 14, "task", href="?muc=2")

    (view,) = page_of(document, [duty, task])

    assert isinstance(view, ParagraphView)
    assert [(run.text, run.href) for run in view.runs] == [
        ("Sở A thực hiện", "?muc=2"),
        (";", ""),
        (" Sở B báo cáo.", ""),
    ]
