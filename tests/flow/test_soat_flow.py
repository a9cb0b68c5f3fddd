"""The check page in Chromium: a draft sent, its findings read, the marked copy taken, deleted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [(1280, True), (360, False)]


@pytest.fixture
def clerk(transactional_db: None, tmp_path: Path, settings: LazySettings) -> User:
    settings.VAR = tmp_path / "var"
    settings.FILES_ROOT = tmp_path / "files"
    return make_user("van-thu", "reporter", unit=make_unit("DUK", "Đảng bộ Khối thử nghiệm"))


def draft(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Tổ chức tuyên truyền từ ngày 9/01/2024 đến ngày 31/4/2024.")
    path = folder / "dự thảo.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(("width", "scripts"), WAYS, ids=["wide", "phone-no-scripts"])
def test_a_draft_is_checked_marked_and_forgotten(
    width: int, scripts: bool, open_page: Opener, clerk: User, tmp_path: Path
) -> None:
    with open_page(width=width, user=clerk, scripts=scripts) as page:
        page.goto("/soat/")
        look(page, scripts)
        page.get_by_role("button", name="Soát", exact=True).click()
        expect(page.get_by_text("Hãy chọn một tệp.")).to_be_visible()
        page.get_by_label("Văn bản", exact=True).set_input_files(str(draft(tmp_path)))
        page.get_by_role("button", name="Soát", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("dự thảo.docx")
        expect(page.locator("article mark, article a.mark").first).to_be_visible()
        look(page, scripts)
        page.locator("article a.mark").first.click()
        expect(page.locator(".finding__place:target")).to_be_visible()
        with page.expect_download() as taken:
            page.get_by_role("link", name="Bản Word có chú thích").click()
        marked = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
        assert taken.value.suggested_filename == "dự thảo-ghi-chu.docx"
        assert "w:comment " in marked.read("word/comments.xml").decode()
        page.get_by_role("link", name="Phiếu in").click()
        look(page, scripts)
        page.go_back()
        page.get_by_role("button", name="Xóa ngay").click()
        expect(page.get_by_text("Đã xóa tệp và kết quả soát.")).to_be_visible()
    assert not list((tmp_path / "var/soat").iterdir())


def look(page: Page, scripts: bool) -> None:
    if scripts:
        check_axe(page)
        check_width(page)
