"""Who may reach the pages of accounts."""

from __future__ import annotations

from tests.web.access import Access

ACCESS: list[Access] = []
