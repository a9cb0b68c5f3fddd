"""Layout rules are data: each row names its rule, each version its days."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from minhbach.model.document import Cell, Document, Header, Paragraph, Table
from minhbach.writers.columns import widths
from minhbach.writers.layout import Style, layout_for, layout_of
from minhbach.writers.metrics import has_letter, text_width

VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


@pytest.mark.parametrize(
    ("profile", "day", "name"),
    [
        ("party", date(2024, 1, 5), "party-36"),
        ("party", date(2026, 5, 26), "party-36"),
        ("party", date(2026, 5, 27), "party-05"),
        ("party", None, "party-05"),
        ("party", date(2017, 1, 1), "party-36"),
        ("mass", date(2024, 1, 5), "party-36"),
        ("state", date(2024, 1, 5), "state-30"),
        ("", None, "state-30"),
    ],
)
def test_layout_follows_profile_and_day(profile: str, day: date | None, name: str) -> None:
    assert layout_for(profile, day).name == name


def test_layout_of_a_document_takes_its_own_date_first() -> None:
    document = Document(
        "a",
        "",
        profile="party",
        header=Header(date=date(2024, 1, 5)),
        layout_date=date(2026, 6, 1),
    )

    assert layout_of(document).name == "party-36"


@pytest.mark.parametrize("profile", ["party", "state"])
def test_layout_rows_name_their_rule(profile: str) -> None:
    layout = layout_for(profile, None)

    assert [style.name for style in layout.styles.values() if not style.rule] == []
    assert layout.page.rule
    assert layout.page_number.rule


@pytest.mark.parametrize(
    ("profile", "name", "style"),
    [
        ("party", "issuer", Style("issuer", "PD-02b", 14, True, upper=True, align="center")),
        ("party", "number", Style("number", "PD-03", 14, align="center")),
        (
            "party",
            "recipients-label",
            Style("recipients-label", "PD-09b", 14, underline=True),
        ),
        (
            "state",
            "recipients-label",
            Style("recipients-label", "ND-09b", 12, bold=True, italic=True),
        ),
        ("party", "signer-title", Style("signer-title", "PD-07b", 14, upper=True, align="center")),
        (
            "state",
            "signer-title",
            Style("signer-title", "ND-07a", 14, bold=True, upper=True, align="center"),
        ),
    ],
)
def test_layout_has_the_type_of_the_rules(profile: str, name: str, style: Style) -> None:
    assert layout_for(profile, date(2025, 1, 1)).styles[name] == style


def test_layout_gives_read_paragraphs_a_style_by_role() -> None:
    layout = layout_for("state", None)
    roles = [
        Paragraph("p1", "x", role="kind", style="Heading 1"),
        Paragraph("p2", "x", role="heading", level=5, style="issuer"),
        Paragraph("p3", "x", role="body", style="issuer"),
    ]

    names = [layout.style_of(paragraph, composed=False).name for paragraph in roles]

    assert names == ["kind", "heading-3", "body"]


def test_text_width_is_that_of_times_new_roman() -> None:
    national = text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)

    assert round(national, 1) == 95.7
    assert national < layout_for("state", None).columns["header"][1]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_fonts_have_every_vietnamese_letter(bold: bool, italic: bool) -> None:
    letters = VIETNAMESE + VIETNAMESE.upper()

    assert len(set(letters)) == 134
    assert [char for char in letters if not has_letter(char, bold=bold, italic=italic)] == []


def test_vendored_fonts_are_the_ones_recorded() -> None:
    folder = files("minhbach.writers").joinpath("fonts")
    recorded = tomllib.loads(folder.joinpath("vendor.toml").read_text(encoding="utf-8"))["tinos"]

    present = {
        item.name: hashlib.sha256(item.read_bytes()).hexdigest()
        for item in folder.iterdir()
        if item.name != "vendor.toml"
    }

    assert present == recorded["sha256"]


def test_columns_leave_room_for_whole_numbers_and_take_it_from_wide_ones() -> None:
    layout = layout_for("party", date(2024, 4, 5))
    texts = ("Số lượt người", "1.234.567", "(12/14)")
    cells = [
        Cell(f"t1!A{at}", 1, at, paragraphs=(Paragraph("t", text, style="table-number"),))
        for at, text in enumerate(texts, start=1)
    ]

    def fitted(*given: float) -> list[float]:
        table = Table("t1", 1, 3, tuple(cells), "content", 0, given)
        return [round(w, 1) for w in widths(table, 165, composed=True, layout=layout)]

    assert fitted(100, 30, 30) == [100, 30, 30]
    assert fitted(100, 12, 14) == [91.8, 19.3, 14.9]
    assert fitted(10, 10, 10) == [10, 10, 10]
