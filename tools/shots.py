"""Take pictures of a running site, to look at what was made.

    python -m tools.shots --user chuyenvien --password … --to out/shots / /don-vi/ /ky-bao-cao/1/

Each address gives one whole-page picture per width: ``don-vi-360.png``, ``don-vi-1280.png``.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@dataclass(frozen=True)
class Look:
    """How to look: where, as whom, at which widths, light or dark."""

    site: str
    user: str
    password: str
    widths: tuple[int, ...]
    dark: bool = False


def shoot(look: Look, paths: Iterable[str], folder: Path) -> list[Path]:
    """One picture per path and width; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(
            base_url=look.site, color_scheme="dark" if look.dark else "light", locale="vi-VN"
        )
        if look.user:
            sign_in(page, look)
        for path in paths:
            for width in look.widths:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(path, wait_until="load")
                file = folder / f"{file_name(path)}-{width}{'-dark' if look.dark else ''}.png"
                page.screenshot(path=str(file), full_page=True)
                taken.append(file)
        browser.close()
    return taken


def sign_in(page: Page, look: Look) -> None:
    """Through the login page, as a person does."""
    page.goto("/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill(look.user)
    page.locator("input[name=password]").fill(look.password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state("load")
    if "dang-nhap" in page.url:
        raise SystemExit(f"{look.user} could not sign in")


def file_name(path: str) -> str:
    """``/ky-bao-cao/1/`` → ``ky-bao-cao-1``; the home page is ``home``."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in path).strip("-")
    return kept or "home"


def main() -> int:
    parser = argparse.ArgumentParser(description="Take pictures of a running site.")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--to", type=Path, default=Path("out/shots"))
    parser.add_argument("--widths", type=int, nargs="+", default=[360, 1280])
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    look = Look(options.site, options.user, options.password, tuple(options.widths), options.dark)
    for file in shoot(look, options.paths, options.to):
        print(file)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
