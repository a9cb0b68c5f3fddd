"""Who may reach the pages of the core app."""

from tests.web.access import Access

ACCESS = [
    # Open only to those who look after the whole tree: see test_audit.py.
    Access("core:audit"),
    Access("core:audit_export"),
]
