"""The row of an accuracy table: what was measured on which document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``right`` of ``found`` answers are right; ``labelled`` is how many the gold has."""

    what: str
    document: str
    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found; 1.0 when nothing is labelled."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0
