"""The pictures of the documentation: builds the demonstration, serves it, looks at it.

    python -m tools.demo_shots

A second copy of the plan is uploaded and left undecided, so that the page of its confirmation
can be seen too. Pictures go to docs/screenshots, at 360 and 1280 px.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.shots import FLAGS, Look, sign_in

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PROGRAM = Path(sys.executable).parent / "minhbach"
HEIGHTS = {1280: 900, 360: 720}
PAGES = {
    "viec-cua-toi": "/",
    "ke-hoach": "/ke-hoach/1/",
    "ky-bao-cao": "/ky-bao-cao/1/",
    "tong-hop": "/tong-hop/1/",
    "mot-so-lieu": "/tong-hop/1/so/luot_nguoi/",
}


def main() -> None:
    """Demonstration → site → pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with demonstration() as (look, folder):
        take(look, folder)


@contextmanager
def demonstration() -> Iterator[tuple[Look, Path]]:
    """The demonstration, built and served; how its coordinator looks at it, and a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "MINHBACH_VAR": str(folder / "var")}
        said = subprocess.run(
            [str(PROGRAM), "demo", "--out", str(folder / "out")],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        password = re.search(r"mật khẩu (\S+?)\)", said)
        if password is None:
            sys.exit("the demonstration did not say its password")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [str(PROGRAM), "serve", "--port", str(port)], env=environment, cwd=ROOT
        )
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site)
            yield Look(site, "dieu-phoi", password[1], tuple(HEIGHTS)), folder
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(site: str) -> None:
    """Until the site answers, at most a minute."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{site}/suc-khoe/", timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:  # not there yet, or busy
            time.sleep(0.5)
    sys.exit("the site does not answer")


def take(look: Look, folder: Path) -> None:
    """Every page of PAGES and the confirmation of a plan, at both widths."""
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(base_url=look.site, locale="vi-VN")
        sign_in(page, look)
        pages = {**PAGES, "xac-nhan-ke-hoach": propose_again(page, folder)}
        for name, path in pages.items():
            for width, height in HEIGHTS.items():
                page.set_viewport_size({"width": width, "height": height})
                page.goto(path)
                page.screenshot(path=str(TARGET / f"{name}-{width}.png"))
        browser.close()


def propose_again(page: Page, folder: Path) -> str:
    """The address where a fresh copy of the plan waits for its confirmation."""
    copy = folder / "ke-hoach-2024-ban-2.txt"
    copy.write_bytes((ROOT / "examples" / "ke-hoach-2024.txt").read_bytes() + b"\n")
    page.goto("/van-ban/tai-len/")
    page.locator("input[type=file]").set_input_files(str(copy))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="Trích nhiệm vụ").click()
    page.wait_for_url(re.compile("xac-nhan"))
    return page.url.split("#")[0]


if __name__ == "__main__":
    main()
