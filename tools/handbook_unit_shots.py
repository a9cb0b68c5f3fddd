"""The pictures of the handbook's page about units, from a running demonstration of July 2025.

    minhbach demo --stage july-2025 --serve
    python -m tools.handbook_unit_shots --password … [--site http://127.0.0.1:8000]

A decision is drafted on the page, looked at, and set aside again; pictures go to
docs/handbook/hinh.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.shots import FLAGS, Look, sign_in

TARGET = Path(__file__).parents[1] / "docs/handbook/hinh"
HEAD = {
    "number": "02-QĐ/TU",
    "issuer": "Tỉnh ủy Sơn Khê (giả định)",
    "subject": "sáp nhập chi bộ (giả định)",
    "issued": "2025-09-25",
    "effective": "2025-10-01",
}
LINE = {"code": "CB-XSKT", "target": "DU-CT"}


def main() -> None:
    """A running demonstration → pictures."""
    parser = argparse.ArgumentParser(prog="handbook_unit_shots")
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--user", default="quan-tri")
    parser.add_argument("--password", required=True)
    options = parser.parse_args()
    look = Look(options.site, options.user, options.password, (1280,))
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(base_url=look.site, locale="vi-VN")
        page.set_default_timeout(60_000)
        sign_in(page, look)
        walk(page)
        browser.close()


def walk(page: Page) -> None:
    """Each step that the handbook shows."""
    page.goto("/don-vi/cay/?ngay=2025-06-30")
    shot(page, "cay-truoc", 1150)
    page.goto("/don-vi/cay/?ngay=2025-07-01")
    shot(page, "cay-sau", 1200)
    page.goto("/don-vi/?q=DUK")
    page.get_by_role("link", name="Đảng bộ Khối").first.click()
    shot(page, "don-vi-da-ket-thuc")
    page.goto("/don-vi/sap-xep/moi/")
    for name, value in HEAD.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Tiếp tục").click()
    page.locator("[name=kind]").select_option("merge")
    for name, value in LINE.items():
        page.locator(f"form [name={name}]").fill(value)
    page.get_by_role("button", name="Thêm dòng").click()
    shot(page, "sap-xep-dong", 1100)
    page.get_by_role("link", name="Xem trước và sau").click()
    shot(page, "truoc-sau", 1250)
    page.go_back()
    page.get_by_role("link", name="Bỏ quyết định này").click()
    page.get_by_role("button", name="Bỏ").click()


def shot(page: Page, name: str, height: int = 860) -> None:
    """What is on the screen now."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.wait_for_load_state("load")
    page.screenshot(path=str(TARGET / f"{name}.png"))


if __name__ == "__main__":
    main()
