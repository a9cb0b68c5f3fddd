"""What holds for every page: headers, errors, language, weight."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from tests.factories import Tree
from tests.web.visit import check_page, visit

from minhbach_web.site import urls
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"
FIRST_VISIT = 140 * 1024


def test_headers_forbid_what_a_page_does_not_need(client: Client) -> None:
    response = client.get(LOGIN)

    policy = {
        part.split()[0]: part.split()[1:]
        for part in response.headers["Content-Security-Policy"].split("; ")
    }
    assert policy == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert {
        name: response.headers[name]
        for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    } == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_page_of_a_signed_in_person_is_not_kept(signed_in: Callable[..., Client]) -> None:
    assert "no-store" in signed_in().get("/").headers["Cache-Control"]


def test_unknown_address_speaks_like_a_colleague(client: Client) -> None:
    page = visit(client, "/khong-co/", status=404)

    assert page.h1 == "Không có trang này"
    assert "Hãy kiểm tra lại địa chỉ." in page.text()


def _fails(request: Any) -> None:
    raise RuntimeError("on purpose")


_fails.login_required = False  # type: ignore[attr-defined] # what login_not_required sets


def _broken_site() -> ModuleType:
    """The site's addresses and one more, which fails."""
    broken = ModuleType("broken_site")
    vars(broken).update({name: value for name, value in vars(urls).items() if name[:2] != "__"})
    broken.urlpatterns = [*urls.urlpatterns, path("hong/", _fails)]  # type: ignore[attr-defined] # made here
    return broken


def test_failing_page_says_what_is_safe(settings: Any) -> None:
    settings.ROOT_URLCONF = _broken_site()
    client = Client(raise_request_exception=False)

    page = check_page(client.get("/hong/"), "/hong/", status=500)

    assert page.h1 == "Hệ thống gặp trục trặc"
    assert "Những gì đã lưu vẫn an toàn" in page.text()


def test_form_from_a_stale_page_is_refused_with_advice() -> None:
    client = Client(enforce_csrf_checks=True)

    page = check_page(client.post(LOGIN, {"login": "a"}), LOGIN, status=403)

    assert page.h1 == "Trang này đã mở quá lâu"


def test_language_is_vietnamese_whatever_the_browser_prefers(
    client: Client, person: Callable[..., User]
) -> None:
    person()  # without anybody the way in is the page for the first administrator

    assert visit(client, LOGIN, headers={"accept-language": "en"}).h1 == "Đăng nhập"


def test_language_changes_by_the_button_in_the_footer(
    client: Client, person: Callable[..., User]
) -> None:
    person()
    client.post("/ngon-ngu/", {"language": "en", "next": LOGIN})

    page = visit(client, LOGIN)

    assert (page.tree.get("lang"), page.h1) == ("en", "Sign in")


def test_health_asks_the_database_and_needs_no_login(client: Client) -> None:
    response = client.get("/suc-khoe/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_every_component_has_a_valid_example(client: Client) -> None:
    folder = Path(__file__).parents[3] / "src/minhbach_web/core/templates/core/components"
    names = {path.name for path in folder.iterdir()} - {"field"}
    gallery = (folder.parent / "gallery.html").read_text()

    visit(client, "/bo-phan/")
    visit(client, "/bo-phan/?loi", status=422)

    assert {n for n in names if f"components/{n}/{n}.html" not in gallery} == set()


def test_gallery_is_closed_in_production(client: Client, settings: Any) -> None:
    settings.GALLERY = False

    visit(client, "/bo-phan/", status=404)


def weight_of(html: str) -> dict[str, int]:
    """Bytes on the wire of a first visit: text compressed, fonts as they are."""
    sizes = {"page": len(gzip.compress(html.encode(), 6))}
    urls = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    css = Path(finders.find("core/minhbach.css")).read_text()
    urls |= {name.removeprefix("../") for name in re.findall(r'url\("([^"]+)"\)', css)}
    for name in urls:
        data = Path(finders.find(name)).read_bytes()
        sizes[name] = len(data) if name.endswith("woff2") else len(gzip.compress(data, 6))
    return sizes


def test_first_visit_weighs_little(tree: Tree, signed_in: Callable[..., Client]) -> None:
    sizes = weight_of(visit(signed_in("coordinator", tree.parent), "/").html)

    assert len([name for name in sizes if name.endswith("woff2")]) == 4
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_own_sheet_and_script_stay_small() -> None:
    assert Path(finders.find("core/minhbach.css")).stat().st_size <= 20 * 1024
    assert Path(finders.find("core/minhbach.js")).stat().st_size <= 5 * 1024


def test_home_asks_few_questions(tree: Tree, signed_in: Callable[..., Client]) -> None:
    client = signed_in("coordinator", tree.parent)

    with CaptureQueriesContext(connection) as asked:
        visit(client, "/")

    assert len(asked) <= 30
