"""What can stand in the way of a request about somebody's data."""

from __future__ import annotations


class NotPossible(Exception):
    """It can't be done now; ``reasons`` say why and what to do, in sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
