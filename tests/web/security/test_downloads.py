"""Files go out as files: with a type, a name that can't break out, and never as a page of ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.test_access import BACKEND

from minhbach_web.programme.services.documents import store_document

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "<html><body><script>alert(1)</script><p>Kế hoạch tuyên truyền</p></body></html>".encode()


@pytest.mark.parametrize(
    "name",
    [
        'a";x="b.html',
        "a\r\nSet-Cookie: x=1.html",
        "../../etc/passwd.html",
        "Kế hoạch số 5.html",
        "<script>alert(1)</script>.html",
    ],
)
def test_an_uploaded_page_comes_back_as_a_file(tree: Tree, name: str) -> None:
    user = make_user("tai-len", "coordinator", unit=tree.own)
    client = Client()
    client.force_login(user, backend=BACKEND)
    source = store_document(data=PAGE, name=name, by=user)

    response = client.get(reverse("programme:original", args=[source.pk]))
    shown = client.get(reverse("programme:document", args=[source.pk])).content.decode()

    assert b"".join(response) == PAGE  # type: ignore[arg-type] # a stream of bytes
    assert response.headers["Content-Type"] == "application/octet-stream"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert not {"\r", "\n", "/", "<"} & set(disposition.replace("utf-8''", ""))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers
    assert "<script>alert" not in shown


def test_texts_name_their_characters(tree: Tree) -> None:
    user = make_user("xem", "administrator", unit=tree.parent)
    client = Client()
    client.force_login(user, backend=BACKEND)

    kinds = {
        url: client.get(url).headers["Content-Type"]
        for url in ("/", "/don-vi/bang/", "/nhat-ky/csv/", "/khong-co/", "/suc-khoe/")
    }

    assert kinds == {
        "/": "text/html; charset=utf-8",
        "/don-vi/bang/": "text/csv; charset=utf-8",
        "/nhat-ky/csv/": "text/csv; charset=utf-8",
        "/khong-co/": "text/html; charset=utf-8",
        "/suc-khoe/": "application/json",
    }
