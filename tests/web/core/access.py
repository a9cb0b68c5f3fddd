"""Who may reach the pages of the core app."""

from tests.web.access import Access

ACCESS: list[Access] = []
