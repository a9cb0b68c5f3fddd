"""Slows a flood without a record of who floods: a bucket per address, in this process only.

An address is kept as a keyed digest whose key is drawn when the process starts and dies with it;
the buckets are few, small, and forgotten as soon as they are full again.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

MOST = 20_000  # buckets; the least used goes first


class Throttle:
    """``burst`` acts at once, then ``a_second`` more each second, for each address.

    A hall full of phones often shares one address: the numbers must leave room for a whole
    audience.
    """

    def __init__(
        self, *, burst: float, a_second: float, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst, self.a_second, self.timer = burst, a_second, timer
        self._salt = secrets.token_bytes(32)
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def takes(self, address: str) -> bool:
        """Whether one more act of this address is let through."""
        key = hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
        now = self.timer()
        with self._lock:
            left, then = self._buckets.pop(key, (self.burst, now))
            left = min(self.burst, left + (now - then) * self.a_second)
            taken = left >= 1.0
            self._buckets[key] = (left - 1.0 if taken else left, now)
            self._forget(now)
        return taken

    def _forget(self, now: float) -> None:
        """The oldest go when they are full again, or when there are too many."""
        while self._buckets:
            left, then = next(iter(self._buckets.values()))
            full = left + (now - then) * self.a_second >= self.burst
            if not full and len(self._buckets) <= MOST:
                return
            self._buckets.popitem(last=False)

    def __len__(self) -> int:
        return len(self._buckets)


def address_of(request: HttpRequest) -> str:
    """Where the request came from, as the last trusted proxy saw it. Never stored."""
    proxies = int(settings.AXES_IPWARE_PROXY_COUNT or 0)
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(chain) >= proxies and chain[-proxies]:
        return chain[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
