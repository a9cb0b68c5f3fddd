"""What every answer carries, and what no request can bring about; the whole site, page by page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests.factories import PASSWORD, Tree, make_user
from tests.web.access import ROLES

from minhbach_web.core import limits

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SignedIn = Callable[..., Client]
LOGIN = "/tai-khoan/dang-nhap/"
# What stands in an address, by the converter of its place.
FILLED = {"int": "1", "slug": "a-1", "str": "KHOI", "kind": "csv", "uuid": "0" * 32, "path": "a"}


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """Every address of the site, filled in, with the name of its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            filled = re.sub(
                r"<(?:(\w+):)?(\w+)>",
                lambda m: FILLED.get((m[1] or "str").split("_")[-1], "1"),
                route,
            )
            yield re.sub(r"\(\?P<\w+>[^)]*\)", "1", filled), str(entry.name)


@pytest.fixture
def keeper(tree: Tree) -> Client:
    """Somebody with every role at the top: whoever could see most."""
    client = Client(raise_request_exception=False)
    client.force_login(
        make_user("moi-quyen", *ROLES, unit=tree.parent),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def test_pages_carry_the_headers_and_are_kept_by_nobody(keeper: Client) -> None:
    """Every third address: the headers come from one place, and each app has pages among them."""
    wrong = []
    for url, name in islice(addresses(), 0, None, 3):
        response = keeper.get(url)
        if response.streaming:
            list(response)
        kept = response.headers.get("Cache-Control", "")
        public = kept.startswith(("max-age", "public")) and "public" in kept
        head = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        wrong += [(name, k) for k, v in head.items() if response.headers.get(k) != v]
        if response.status_code == 500:
            wrong.append((name, "500"))
        if "unsafe" in response.headers.get("Content-Security-Policy", "unsafe"):
            wrong.append((name, "Content-Security-Policy"))
        if not ("private" in kept or "no-store" in kept or "no-cache" in kept or public):
            wrong.append((name, f"Cache-Control: {kept}"))
        if public and ("moi-quyen" in response.content.decode() or response.cookies):
            wrong.append((name, "kept by all, but about one"))

    assert wrong == []


def test_no_address_takes_a_method_that_it_does_not_know(keeper: Client) -> None:
    """Refused before any view is asked, so that some addresses speak for all."""
    wrong = []
    methods = cycle(("TRACE", "DELETE", "PATCH", "PROPFIND"))
    some = islice(addresses(), 0, None, 12)
    for (url, name), method in zip(some, methods, strict=False):
        status = keeper.generic(method, url).status_code
        if status != 405:
            wrong.append((name, method, status))

    assert wrong == []


def test_every_form_asks_for_its_token(db: None) -> None:
    """The token is asked for before it is asked who sends the form. Votes and questions of an
    audience bring a token of their own instead of a cookie; programs bring theirs."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    open_to_strangers = {"ask", "vote"}

    statuses = {
        name: client.post(url, {"text": "Câu hỏi?"}).status_code
        for url, name in addresses()
        if name not in open_to_strangers
    }

    assert {n: s for n, s in statuses.items() if s not in {403, 404, 405}} == {}
    assert sum(status == 403 for status in statuses.values()) > 60


@pytest.mark.parametrize(
    "place", ["https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(tree: Tree, place: str) -> None:
    make_user("dan-duong", "reporter", unit=tree.own)
    client = Client()

    signed = client.post(
        f"{LOGIN}?next={place}", {"login": "dan-duong", "password": PASSWORD, "next": place}
    )
    language = client.post("/ngon-ngu/", {"language": "en", "next": place})

    assert [signed.status_code, language.status_code] == [302, 302]
    assert [signed.headers["Location"], language.headers["Location"]] == ["/", "/"]


def test_a_false_host_is_answered_with_nothing_of_it(client: Client) -> None:
    for host in ("xau.example", "testserver.xau.example", "testserver:80@xau.example"):
        response = client.get(LOGIN, HTTP_HOST=host)

        assert response.status_code == 400
        assert "xau.example" not in response.content.decode() + str(response.headers)
    forwarded = client.get(LOGIN, HTTP_X_FORWARDED_HOST="xau.example")
    assert "xau.example" not in forwarded.content.decode()


def test_signing_in_begins_a_new_session_and_signing_out_ends_it(tree: Tree) -> None:
    make_user("vao-ra", "reporter", unit=tree.own)
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key

    client.post(LOGIN, {"login": "vao-ra", "password": PASSWORD})
    inside = client.cookies[settings.SESSION_COOKIE_NAME]
    client.post("/tai-khoan/dang-xuat/")
    client.cookies[settings.SESSION_COOKIE_NAME] = inside.value

    assert inside.value != planted.session_key
    assert (inside["httponly"], inside["samesite"]) == (True, "Lax")
    assert client.get("/don-vi/").status_code == 302


@pytest.mark.parametrize("status", [400, 404, 500])
def test_error_pages_tell_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    def fails(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("bí mật: SELECT * FROM units_user")

    client.raise_request_exception = False
    extra: dict[str, Any] = {"HTTP_HOST": "xau"} if status == 400 else {}
    if status == 500:
        monkeypatch.setattr("minhbach_web.core.views.health.connection.cursor", fails)
    response = client.get("/suc-khoe/" if status == 500 else "/khong-co/", **extra)

    assert response.status_code == status
    told = re.search(
        r"Traceback|SELECT|bí mật|Django|Python|/site-packages|minhbach_web|Exception",
        response.content.decode(),
    )
    assert told is None


def test_a_request_is_refused_by_its_length_before_it_is_read(client: Client) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("it was read")

        readline = read

    response = client.generic(
        "POST",
        LOGIN,
        CONTENT_TYPE="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(settings.REQUEST_LIMIT + 1), "wsgi.input": Unread()},
    )

    assert response.status_code == 413
    assert "64 MB" in response.content.decode()


def test_who_asks_too_much_is_slowed_and_others_are_not(signed_in: SignedIn, tree: Tree) -> None:
    rates = {"strangers": (2, 0.0), "uploads": (2, 0.0), "exports": (2, 0.0)}
    with override_settings(RATES=rates):
        stranger, one, other = Client(), signed_in("administrator", tree.parent), signed_in()
        # The handler of each client is made with its first request.
        signing = [stranger.post(LOGIN, {"login": "a", "password": "b"}) for _ in range(3)]
        exports = [one.get("/don-vi/bang/").status_code for _ in range(3)]
        file = SimpleUploadedFile("a.docx", b"PK")
        sent = [one.post("/soat/", {"file": file}).status_code for _ in range(3)]
        pages = [one.get("/don-vi/").status_code for _ in range(5)]
        others = other.post("/soat/", {"file": file}).status_code

    assert [response.status_code for response in signing] == [200, 200, 429]
    assert signing[2].headers["Retry-After"] == "60"
    assert exports == [200, 200, 429]
    assert (sent[:2].count(429), sent[2]) == (0, 429)
    assert pages == [200] * 5
    assert others != 429


def test_not_found_takes_the_same_time_for_who_is_signed_in(signed_in: SignedIn) -> None:
    client = signed_in()
    client.get("/khong-co/")
    with override_settings(NOT_FOUND_FLOOR=0.4):
        begun = time.monotonic()
        status = client.get("/khong-co/").status_code
        waited = time.monotonic() - begun
        stranger = Client().get("/khong-co/").status_code

    assert (status, stranger) == (404, 404)
    assert waited >= 0.4


def test_addresses_that_cost_exist() -> None:
    from tests.web.test_access import names  # noqa: PLC0415  # collected there as tests

    assert settings.COSTLY - set(names(get_resolver())) == set()
    assert set(settings.RATES) == {"strangers", "uploads", "exports"}
    assert limits.RatesMiddleware  # named in MIDDLEWARE by its place
    assert "minhbach_web.core.limits.RatesMiddleware" in settings.MIDDLEWARE
