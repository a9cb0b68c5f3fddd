"""Chromium and axe. A missing browser is told loudly; in CI it is a failure."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from tests.append_only import _append_only_tables_can_be_emptied  # noqa: F401 -- a fixture
from tests.conftest import program_or_skip
from tests.factories import PASSWORD

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
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
WIDTHS = (360, 1280)
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's own loop runs in the test's thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """How pages look is the same on every database: the run on PostgreSQL leaves browsers to the
    run on SQLite.

    There every page is opened (tests/web/test_access.py), and the whole way is gone over HTTP
    through two servers (tests/web/robust/test_two_servers.py).
    """
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = program_or_skip(CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED")
Opener = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Opener:
    """``with open_page(width=360, user=user) as page``: a page that must not complain.

    Errors of scripts, refused requests and everything that the content security policy stops
    fail the test when the page is closed.
    """

    @contextmanager
    def opened(
        width: int = 1280, user: Any = None, scripts: bool = True, dark: bool = False
    ) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            base_url=live_server.url,
            accept_downloads=True,
        )
        context.set_default_timeout(30_000)
        complaints: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: _note(line, complaints))
        if user is not None:
            _sign_in(context, page, user)
        yield page
        context.close()
        assert not complaints, complaints

    return opened


def _note(line: Any, complaints: list[str]) -> None:
    # A page that answers 4xx on purpose (a form with errors) is logged by the browser, too, and
    # so is what it can't fetch while a test has cut the connection.
    if line.type == "error" and not any(word in line.text for word in EXPECTED):
        complaints.append(line.text)


def _sign_in(context: BrowserContext, page: Page, user: Any) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def _asked(page: Page, expression: str, arg: object = None) -> Any:
    """What the page answers; asked again when it was just being replaced by the next one."""
    tries = 3
    while True:
        page.wait_for_load_state("load")
        expect(page.locator("h1").first).to_be_attached()
        try:
            return page.evaluate(expression, arg)
        except PlaywrightError as error:
            tries -= 1
            if not tries or not re.search("destroyed|navigat", str(error)):
                raise


def check_axe(page: Page) -> None:
    """No violation of WCAG 2.2 AA or good practice on the page as it stands."""
    found = _asked(
        page, AXE + "\n;(tags => axe.run({runOnly: tags, resultTypes: ['violations']}))", AXE_TAGS
    )
    violations = [
        {"rule": v["id"], "help": v["help"], "nodes": [n["html"][:160] for n in v["nodes"][:5]]}
        for v in found["violations"]
    ]
    assert not violations, page.url + "\n" + json.dumps(violations, indent=1, ensure_ascii=False)


def check_width(page: Page) -> None:
    """Nothing sticks out: the page scrolls down only, and targets are large enough."""
    width, content = _asked(page, "[innerWidth, document.documentElement.scrollWidth]")
    assert content <= width, f"{page.url}: {content} px of content in {width} px"
