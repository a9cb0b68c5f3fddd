"""Who may reach the pages of data rights."""

from __future__ import annotations

from tests.web.access import Access

ACCESS: list[Access] = []
