"""What the web server refuses to take for a request."""

from __future__ import annotations

import io

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped] # no types
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped] # no types
from gunicorn.http.parser import RequestParser  # type: ignore[import-untyped] # no types

from minhbach_web.serving import Server

pytestmark = pytest.mark.once
HOST = b"Host: a.vn\r\n"


def requests(raw: bytes) -> list[tuple[str, str]]:
    """The requests that the server takes these bytes for."""
    server = Server("127.0.0.1", 0)
    parser = RequestParser(server.cfg, io_chunks(raw), ("127.0.0.1", 1))
    found = []
    for request in parser:
        request.body.read()
        found.append((request.method, request.path))
    return found


def io_chunks(raw: bytes) -> list[bytes]:
    stream = io.BytesIO(raw)
    return list(iter(lambda: stream.read(512), b""))


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: +5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"X: a\r\n b\r\n",
        b"X: " + b"a" * 9000 + b"\r\n",
        b"X: a\r\n" * 120,
    ],
    ids=["both", "two", "signed", "unknown", "space", "folded", "long", "many"],
)
def test_ambiguous_or_endless_heads_are_refused(head: bytes) -> None:
    raw = (
        b"POST / HTTP/1.1\r\n" + HOST + head + b"\r\n0\r\n\r\nGET /b HTTP/1.1\r\n" + HOST + b"\r\n"
    )

    with pytest.raises(ParseException):
        requests(raw)


def test_an_endless_address_is_refused_and_a_plain_request_is_taken() -> None:
    with pytest.raises(ParseException):
        requests(b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + HOST + b"\r\n")

    assert requests(b"GET /don-vi/ HTTP/1.1\r\n" + HOST + b"\r\n") == [("GET", "/don-vi/")]
    assert isinstance(Server("127.0.0.1", 0).cfg, Config)
