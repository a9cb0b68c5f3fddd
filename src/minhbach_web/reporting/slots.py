"""What the reporting app puts into pages of lower layers (the home page)."""

from __future__ import annotations


def register() -> None:
    """Called once when the apps are ready."""
