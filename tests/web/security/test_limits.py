"""Who is believed about an address, and what no line of the log can be made to say."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import RequestFactory, override_settings

from minhbach_web.core.logs import JsonFormatter, PlainFormatter
from minhbach_web.core.throttle import address_of

pytestmark = pytest.mark.once
CHAIN = "6.6.6.6, 203.0.113.7, 10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "address"),
    [(0, "192.0.2.1"), (1, "10.0.0.2"), (2, "203.0.113.7"), (5, "192.0.2.1")],
)
def test_address_comes_from_the_right_end_or_not_at_all(proxies: int, address: str) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=CHAIN, REMOTE_ADDR="192.0.2.1")

    with override_settings(AXES_IPWARE_PROXY_COUNT=proxies):
        assert address_of(request) == address


def test_a_line_of_the_log_stays_one_line() -> None:
    forged = 'a"}\r\n2026-11-24 INFO django: signed in\x1b[31m'
    record = logging.LogRecord("web", logging.INFO, "a.py", 1, "Not Found: /%s", (forged,), None)

    plain, packed = PlainFormatter().format(record), JsonFormatter().format(record)

    assert plain.splitlines() == [plain]
    assert packed.splitlines() == [packed]
    assert json.loads(packed)["level"] == "INFO"
    assert "\x1b" not in plain + packed
