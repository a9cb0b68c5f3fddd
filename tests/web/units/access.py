"""Who may reach the pages of units and people."""

from tests.web.access import Access

ACCESS: list[Access] = []
