"""Figures to a kit in Chromium: taken over, written, released, corrected, and the kit warns."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import WIDTHS, Opener, check_axe, check_width

from minhbach import read
from minhbach_web.briefing.services.territories import lay_out_territories
from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW, WIDE = WIDTHS
TABLE = (
    "Mã;Chỉ tiêu;Địa bàn;Kỳ;Đơn vị tính;Giá trị;Trạng thái;Nguồn;Ngày công bố\n"
    "GRDP-2024;Tốc độ tăng GRDP;Lâm Đồng;2024;%;{value};Sơ bộ;Thông cáo số 1;31/12/2024\n"
    "GRDP-2026;Tốc độ tăng GRDP;Lâm Đồng;2026;%;8,02;Ước tính;Thông cáo số 2;\n"
)


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: LazySettings) -> tuple[User, User]:
    """A coordinator of a bloc and a speaker of a unit below it."""
    settings.FILES_ROOT = tmp_path / "files"
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", type="đảng bộ khối")
    below = make_unit("CB-TT", "Chi bộ Thanh tra", bloc, type="chi bộ")
    coordinator = make_user("dieu-phoi", "coordinator", unit=bloc)
    lay_out_territories(by=coordinator)
    return coordinator, make_user("bao-cao-vien", "speaker", unit=below)


def looked_at(page: Page) -> None:
    """Clean and nothing sticks out: in Vietnamese on a wide screen, in English on a phone."""
    looked_at_once(page)
    size = page.viewport_size
    assert size is not None
    if size["width"] == NARROW:
        return
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.set_viewport_size({"width": NARROW, "height": 800})
    looked_at_once(page)
    page.set_viewport_size(size)
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def looked_at_once(page: Page) -> None:
    """As it is; without scripts axe never answers."""
    check_width(page)
    if page.evaluate("typeof htmx") == "object":
        check_axe(page)


def take_table(page: Page, folder: Path) -> None:
    """A wrong cell is told; the mended table is shown first, then taken."""
    page.goto("/so-lieu/")
    looked_at(page)
    page.get_by_role("link", name="Nhận bảng số liệu").click()
    looked_at(page)
    for value in ("bảy", "7,09"):
        file = folder / "so-lieu.csv"
        file.write_text(TABLE.format(value=value), encoding="utf-8")
        page.set_input_files("input[type=file]", str(file))
        page.get_by_role("button", name="Xem trước thay đổi").click()
        if value == "bảy":
            expect(page.get_by_role("alert")).to_contain_text("Ô F2")
            page.get_by_role("link", name="Chọn bảng khác").click()
    looked_at_once(page)
    page.get_by_role("button", name="Nhận các số liệu này").click()
    expect(page.get_by_role("status")).to_contain_text("2 số liệu mới")
    page.get_by_role("link", name="Tốc độ tăng GRDP").first.click()
    expect(page.locator("svg.chart")).to_contain_text("đổi địa bàn 01/07/2025")
    looked_at(page)


def write_kit(page: Page, scripts: bool) -> None:
    """A kit of one section: a figure put in, and a number that has no source."""
    page.goto("/bo-tai-lieu/")
    page.get_by_role("link", name="Bắt đầu bộ tài liệu").click()
    looked_at(page)
    page.get_by_label("Tên", exact=True).fill("Kết quả năm 2024")
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("link", name="Thêm mục").click()
    page.get_by_label("Tiêu đề mục").fill("Kinh tế")
    page.get_by_label("Nội dung").fill("- Cả tỉnh có 30 xã đạt chuẩn.\n- GRDP năm 2024 tăng ")
    page.locator("button[value='{{số liệu:GRDP-2024}}']").click()
    if scripts:
        page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("article")).to_contain_text("tăng 7,09% [1]")
    expect(page.locator(".notification--warning")).to_contain_text("30")
    looked_at_once(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("article")).to_contain_text("tăng 7,09% [1]")
    looked_at(page)


def release(page: Page) -> None:
    """Without a source only with a name and a reason."""
    page.get_by_role("link", name="Kiểm tra và phát hành").click()
    looked_at(page)
    page.get_by_role("button", name="Phát hành kèm tên tôi và lý do").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa có nguồn")
    page.get_by_label("Vì sao được phát hành").fill("Chờ số chính thức.")
    page.get_by_role("button", name="Phát hành kèm tên tôi và lý do").click()
    expect(page.get_by_role("status")).to_contain_text("phiên bản 1")
    looked_at(page)


def correct(page: Page) -> None:
    page.goto("/so-lieu/?tim=grdp-2024")
    page.get_by_role("link", name="Tốc độ tăng GRDP").click()
    page.get_by_role("link", name="Nhập số mới").click()
    looked_at(page)
    page.get_by_label("Giá trị").fill("7,12")
    page.get_by_label("Lý do thay đổi").fill("Rà soát số chính thức.")
    page.get_by_role("button", name="Ghi số mới").click()
    expect(page.locator("ol s")).to_contain_text("7,09%")


def see_warning(page: Page) -> None:
    """The speaker finds the kit, is warned with both numbers, and takes the files."""
    page.goto("/bo-tai-lieu/")
    expect(page.locator("main")).to_contain_text("Có số liệu đã thay đổi")
    looked_at(page)
    page.get_by_role("link", name="Kết quả năm 2024").click()
    page.get_by_role("link", name="Phiên bản 1").click()
    warning = page.locator(".notification--warning").first
    expect(warning).to_contain_text("7,09%")
    expect(warning).to_contain_text("7,12%")
    looked_at(page)
    for name, suffix in (("Tải Word", "docx"), ("Tải PDF", "pdf")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        text = read(Path(download.value.path()).read_bytes(), f"a.{suffix}").text
        assert "GRDP năm 2024 tăng 7,09% [1]" in text
        assert "Nguồn: Thông cáo số 1" in " ".join(text.split())


@pytest.mark.parametrize(("width", "scripts"), [(WIDE, True), (NARROW, False)])
def test_figures_become_a_kit_that_warns_when_one_is_corrected(
    width: int, scripts: bool, open_page: Opener, people: tuple[User, User], tmp_path: Path
) -> None:
    coordinator, speaker = people
    with open_page(width=width, user=coordinator, scripts=scripts) as page:
        take_table(page, tmp_path)
        write_kit(page, scripts)
        release(page)
        correct(page)
    with open_page(width=width, user=speaker, scripts=scripts) as page:
        see_warning(page)
