"""The pictures of the handbook: walks the path of a plan through the demonstration.

    python -m tools.handbook_shots

The example plan is confirmed once more for a second document, which is then amended; every step
that the handbook shows is taken as a person takes it. Pictures go to docs/handbook/hinh.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tools.demo_shots import ROOT, demonstration
from tools.shots import FLAGS, Look, sign_in

TARGET = ROOT / "docs" / "handbook" / "hinh"
SAMPLES = ROOT / "tests" / "samples" / "plans"
WIDE, PHONE = (1280, 860), (360, 720)


def main() -> None:
    """Demonstration → the path of a plan → pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with demonstration() as (look, folder), sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(base_url=look.site, locale="vi-VN")
        page.set_default_timeout(60_000)
        Walk(page, look, folder).plan()
        browser.close()


class Walk:
    """One person's path, with a picture at each step."""

    def __init__(self, page: Page, look: Look, folder: Path) -> None:
        self.page, self.folder = page, folder
        sign_in(page, look)

    def shot(self, name: str, size: tuple[int, int] = WIDE) -> None:
        """What is on the screen now."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.wait_for_load_state("load")
        self.page.screenshot(path=str(TARGET / f"{name}.png"))

    def plan(self) -> None:
        """From the file to the running plan, its amendment, the public page, the lower plan."""
        text = (SAMPLES / "quan-trac-2026.txt").read_text(encoding="utf-8")
        first = self._confirmed("ke-hoach-quan-trac.txt", text, pictures=True)
        self.shot("ke-hoach-dang-thuc-hien")
        self._amend(text)
        self.page.goto(f"{first}cong-khai/")
        self._public()
        self._lower()

    def _confirmed(self, name: str, text: str, *, pictures: bool) -> str:
        """The address of the plan in ``text``, confirmed and issued."""
        page = self.page
        self._upload(name, text, pictures=pictures)
        page.get_by_role("button", name="Trích nhiệm vụ").click()
        page.wait_for_url(re.compile("xac-nhan"))
        if pictures:
            self.shot("xac-nhan")
            self.shot("xac-nhan-dien-thoai", PHONE)
        address = page.url.split("xac-nhan")[0]
        self._confirm_all(pictures=pictures)
        page.get_by_role("link", name="Ban hành nhiệm vụ").click()
        if pictures:
            self.shot("kiem-tra-lai")
        page.get_by_role("button", name=re.compile("Ban hành nhiệm vụ")).click()
        return address

    def _upload(self, name: str, text: str, *, pictures: bool) -> None:
        page = self.page
        page.goto("/van-ban/tai-len/")
        if pictures:
            self.shot("gui-van-ban")
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(str(file))
        page.get_by_role("button", name="Gửi và đọc").click()

    def _confirm_all(self, *, pictures: bool) -> None:
        page = self.page
        gap = page.locator("a.rows__link", has_text="Chưa nêu sản phẩm").first
        if pictures and gap.count():
            gap.click()
            page.locator("#id_value").fill("Dự toán kinh phí")
            self.shot("khoang-trong")
            page.get_by_role("button", name="Bổ sung", exact=True).click()
            expect(page.locator(".confirm__done")).to_contain_text("Đã bổ sung")
        for kind in ("gap", "citation"):
            button = page.locator(f"button[name=kind][value={kind}]")
            if button.count():
                button.click()
                expect(button).to_have_count(0)
        done = page.get_by_text("Mọi mục đã được xem")
        while not done.count():
            before = page.locator("#tien-do").inner_text()
            offered = page.locator("input[name=lead]")
            if offered.count() and not page.locator("input[name=lead]:checked").count():
                offered.first.check()
            page.locator("[data-main]").click()
            expect(page.locator("#tien-do")).not_to_have_text(before)

    def _amend(self, text: str) -> None:
        page = self.page
        lines = text.replace("235/KH-UBND", "99/KH-UBND").replace("15/12/2026", "30/11/2026")
        kept = [line for line in lines.splitlines() if not line.startswith("- Tổ chức lựa chọn")]
        kept.insert(5, "Kế hoạch này thay thế Kế hoạch số 235/KH-UBND ngày 18/11/2025.")
        self._upload("ke-hoach-sua-doi.txt", "\n".join(kept), pictures=False)
        page.get_by_role("button", name="Trích nhiệm vụ").click()
        page.get_by_role("link", name="Văn bản này sửa kế hoạch đang thực hiện").click()
        self.shot("sua-doi")
        page.get_by_role("button", name="So sánh hai văn bản").click()
        self.shot("so-sanh")

    def _public(self) -> None:
        page = self.page
        self.shot("trang-cong-khai-mo")
        page.get_by_role("button", name="Mở cho mọi người").click()
        page.goto("/ke-hoach/1/cong-khai/xem-truoc/")
        self.shot("trang-cong-khai", PHONE)

    def _lower(self) -> None:
        page = self.page
        page.goto("/van-ban/1/du-thao/")
        page.get_by_role("button", name="Soạn dự thảo").click()
        self.shot("du-thao")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải tệp Word").click()
        draft = self.folder / "du-thao.docx"
        download.value.save_as(str(draft))
        page.goto("/van-ban/tai-len/")
        page.locator("input[type=file]").set_input_files(str(draft))
        page.get_by_role("button", name="Gửi và đọc").click()
        page.wait_for_url(re.compile(r"van-ban/\d+/$"))
        lower = re.search(r"(\d+)/$", page.url)
        page.goto(f"/doi-chieu/?tren=1&duoi={lower[1] if lower else ''}")
        self.shot("doi-chieu")


if __name__ == "__main__":
    main()
