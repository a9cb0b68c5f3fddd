"""Plain text: lines become paragraphs, wrapped and page-broken sentences are joined."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest

from minhbach import readers
from minhbach.model.document import Document
from minhbach.readers.joins import is_cut
from minhbach.readers.markup import is_rule, strip_markup

_PLAN = Path(__file__).parents[3] / "examples" / "ke-hoach-2024.txt"


def _read(text: str) -> Document:
    return readers.read(text.encode(), "a.txt")


def _texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in _read(text).paragraphs()]


def test_the_example_plan_has_five_repaired_breaks() -> None:
    document = readers.read(_PLAN.read_bytes(), _PLAN.name)

    assert document.repaired_breaks == ((31, 33), (45, 47), (67, 69), (81, 83), (107, 109))


def test_joined_paragraph_knows_its_source_lines() -> None:
    document = readers.read(_PLAN.read_bytes(), _PLAN.name)
    joined = next(p for p in document.paragraphs() if "số 101/2023/QH15..." in p.text)

    assert joined.source == (31, 33)


_WRAPPED = """I. MỤC ĐÍCH

1. Phát huy sức mạnh của cả hệ thống chính trị tạo khí thế
sôi nổi, khơi dậy tinh thần đoàn kết, khát vọng phát triển
mạnh mẽ của toàn dân tộc. Thông qua đợt thi đua, kịp thời
biểu dương các điển hình.

2. Tổ chức phát động thi đua được triển khai sâu rộng theo
Nghị quyết số 12/NQ-CP, bảo đảm thiết thực, hiệu quả.
"""


def test_wrapping_is_joined_and_not_recorded() -> None:
    document = _read(_WRAPPED)

    assert [p.text[:30] for p in document.paragraphs()] == [
        "I. MỤC ĐÍCH",
        "1. Phát huy sức mạnh của cả hệ",
        "2. Tổ chức phát động thi đua đ",
    ]
    assert document.repaired_breaks == ()


def test_sentence_cut_by_a_blank_line_is_recorded() -> None:
    cut = _WRAPPED.replace("triển khai sâu rộng theo\n", "triển khai sâu rộng theo\n\n")

    assert _read(cut).repaired_breaks == ((8, 10),)


def test_page_marks_are_left_out_and_noted() -> None:
    text = _WRAPPED.replace(
        "khát vọng phát triển\n",
        "khát vọng phát triển\n \n58 \nCÔNG BÁO/Số 685 + 686/Ngày 30-4-2023 \n \n",
    )
    document = _read(text)

    assert "khát vọng phát triển mạnh mẽ" in document.text
    assert "CÔNG BÁO" not in document.text
    assert [n.code for n in document.notes] == ["page-marks-dropped", "header-missing"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("… số 70/2022/QH15, số", "101/2023/QH15... Chính phủ đã tập trung"),
        ("… quyết liệt. Công tác phòng", "chống tham nhũng được đẩy mạnh;" + "x" * 40),
        ("… gay gắt hơn; xung đột Nga -", "Ukraine có thể còn kéo dài"),
        ("Tham mưu cho cấp uỷ giải pháp về tư tưởng, trên các mặt,", "góp phần giải quyết vấn đề"),
        ("Báo cáo thẩm tra số 412", "/BC-UBPL ngày 03"),
    ],
)
def test_is_cut_joins_halves_of_a_sentence(before: str, after: str) -> None:
    padded = before.replace("…", "Quốc hội đã cụ thể hóa sự lãnh đạo của Đảng")

    assert is_cut(padded, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("II. NỘI DUNG TUYÊN TRUYỀN", "1. Những khó khăn, thách thức"),
        ("KẾ HOẠCH", "tuyên truyền kết quả phát triển kinh tế - xã hội năm 2023"),
        ("Tập trung tuyên truyền những kết quả nổi bật sau:", "kinh tế vĩ mô ổn định"),
        ("- Ban Tuyên giáo Tỉnh ủy,", "- Các cơ quan tham mưu, giúp việc ĐUK,"),
        ("Ban Tuyên giáo xây dựng Kế hoạch trong toàn Đảng bộ Khối", "Căn cứ Luật Tổ chức"),
        ("HNT - 95b", "TRƯỞNG BAN"),
        ("Ngắn quá", "nên không phải câu"),
    ],
)
def test_is_cut_leaves_whole_paragraphs(before: str, after: str) -> None:
    assert not is_cut(before, after)


def test_markup_becomes_spans() -> None:
    text, spans = strip_markup("**2. Thời gian:**** **Từ *tháng 10* __nay__")

    assert text == "2. Thời gian: Từ tháng 10 nay"
    assert [(text[s.start : s.end], s.bold, s.italic, s.underline) for s in spans] == [
        ("2. Thời gian:", True, False, False),
        ("tháng 10", False, True, False),
        ("nay", False, False, True),
    ]


@pytest.mark.parametrize("line", ["-----", "*", "** **", "_____", "*****", "—————", "……"])
def test_is_rule_knows_ornaments(line: str) -> None:
    assert is_rule(line)


@pytest.mark.parametrize("line", ["", "- a", "5", "*a*"])
def test_is_rule_spares_words(line: str) -> None:
    assert not is_rule(line)


_BARS = """**KẾT QUẢ**

|
**TT**
|
**Nội dung**
|
**Số lượng**
|
|
1
|
Hội nghị tuyên truyền ở các
xã, phường
|
12
|
|
2
|
Tài liệu
|
|
|
3
|
Tin, bài
|
40
|

Nhận xét chung.
"""


def test_bars_become_a_table_with_empty_cells() -> None:
    document = _read(_BARS)
    table = next(document.tables())

    assert (table.rows, table.columns, table.header_rows) == (4, 3, 1)
    assert [(c.row, c.column, c.text) for c in table.cells if c.row in (2, 3)] == [
        (2, 1, "1"),
        (2, 2, "Hội nghị tuyên truyền ở các xã, phường"),
        (2, 3, "12"),
        (3, 1, "2"),
        (3, 2, "Tài liệu"),
    ]
    assert [p.text for p in document.paragraphs(tables=False)] == ["KẾT QUẢ", "Nhận xét chung."]


def test_markdown_rows_become_a_table() -> None:
    text = "Số liệu:\n\n| TT | Nội dung |\n|---|---|\n| 1 | Hội nghị |\n\nHết.\n"
    table = next(_read(text).tables())

    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (1, 1, "TT"),
        (1, 2, "Nội dung"),
        (2, 1, "1"),
        (2, 2, "Hội nghị"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "Kế hoạch số 12".encode(),
        "Kế hoạch số 12".encode("utf-8-sig"),
        "Kế hoạch số 12".encode("utf-16"),
        "Kế hoạch số 12".encode("utf-16-le"),
        b"K\xea\xec hoa\xf2ch s\xf4\xec 12",  # Windows-1258: base letter, then tone
    ],
)
def test_encodings_are_recognised(data: bytes) -> None:
    assert readers.read(data, "a.txt").text == "Kế hoạch số 12"


def test_text_in_tcvn3_is_recognised_by_its_words() -> None:
    text = "Thùc hiÖn KÕ ho¹ch cña Ban Tuyªn gi¸o §¶ng uû Khèi, Chi bé b¸o c¸o nh\u00ad sau:"
    document = readers.read(text.encode("latin-1"), "a.txt")

    assert document.text == (
        "Thực hiện Kế hoạch của Ban Tuyên giáo Đảng uỷ Khối, Chi bộ báo cáo như sau:"
    )
    assert [n.code for n in document.notes] == ["legacy-tcvn3", "header-missing"]


def test_hostile_lines_are_read_in_linear_time() -> None:
    lines = ["|"] * 20_000 + ["*" * 50_000, "a" * 50_000, "số " * 20_000, "(" * 20_000]

    assert readers.read("\n".join(lines).encode(), "a.txt").format == "txt"


_LONG = (
    "Các sở, ban, ngành chủ động xây dựng và triển khai phong trào thi đua yêu nước theo đúng quy "
    "định của pháp luật, phối hợp tổ chức việc học tập và làm theo gương người tốt, việc tốt đến "
    "từng khu dân cư, hộ gia đình, hướng dẫn việc sử dụng dịch vụ công trực tuyến, công khai các "
    "chỉ tiêu kinh tế - xã hội, quán triệt quy chế dân chủ ở cơ sở và chế độ báo cáo trên địa bàn "
    "toàn tỉnh, nhất là ở vùng sâu, vùng xa, gắn với nhiệm vụ của cơ quan, đơn vị hằng năm."
)


def _paragraphs(text: str) -> list[str]:
    return [p.text for p in readers.read(text.encode(), "a.txt").paragraphs()]


def test_a_text_wrapped_at_one_column_keeps_nearly_full_last_lines_apart() -> None:
    nearly = "Văn phòng tổng hợp, báo cáo kết quả thực hiện hằng quý."  # "Các" had room behind it
    paragraphs = [_LONG, nearly, _LONG]
    lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, 60)]
    assert _paragraphs("\n".join(lines)) == paragraphs


@pytest.mark.parametrize("mark", ["{n}", "- {n} -", "Trang {n}"])
def test_numbers_of_pages_do_not_cut_a_sentence(mark: str) -> None:
    lines = textwrap.wrap(" ".join([_LONG.rstrip(".") + ","] * 9 + ["không chậm trễ."]), 60)
    pages = ["\n".join(lines[at : at + 25]) for at in range(0, len(lines), 25)]
    text = "".join(f"{page}\n\n{mark.format(n=n)}\n\n" for n, page in enumerate(pages, 1))
    assert _paragraphs(text) == [" ".join(lines)]


def test_numbers_alone_on_their_lines_close_together_are_no_pages() -> None:
    text = "Danh sách\n\n1\n\nXã Nam Suối\n\n2\n\nXã Đồi Ngang\n"
    assert _paragraphs(text) == ["Danh sách", "1", "Xã Nam Suối", "2", "Xã Đồi Ngang"]


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        ("1. Địa điểm", "Hội trường tầng 2."),
        ("2. Phương tiện, trang thiết bị", "Văn phòng chuẩn bị."),
        ("3. Những tồn tại", "Một số đơn vị chậm."),
        ("4. Kết quả đạt được", "Đã tổ chức 12 hội nghị."),
    ],
)
def test_a_compound_does_not_swallow_the_next_paragraph(heading: str, following: str) -> None:
    assert _paragraphs(f"{heading}\n\n{following}\n") == [heading, following]


def test_cell_whose_marks_never_close_takes_linear_time() -> None:
    def seconds(rows: int) -> float:
        more = "| chữ thường nối tiếp mãi không dấu |  |\n" * rows
        data = f"| a | b |\n| --- | --- |\n| **mở {'x' * 30} |  |\n{more}".encode()
        start = time.process_time()
        readers.read(data, "a.txt")
        return time.process_time() - start

    assert seconds(16_000) < 10 * max(seconds(4_000), 0.2)
