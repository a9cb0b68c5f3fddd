"""What the rows above say of a row: its group, its whole, the activity counted last."""

from __future__ import annotations

from dataclasses import dataclass

from minhbach.figures.grid import Grid
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import all_units, words
from minhbach.figures.measures import measure_of, value_columns
from minhbach.figures.parts import is_apart
from minhbach.figures.phrases import prepare
from minhbach.figures.reading import EVENT, EVENTS


@dataclass
class RowNames:
    """What the rows above say of a row: the group it stands in, the activity counted last."""

    grid: Grid
    lex: Lexicon
    group: str = ""
    apart: bool = False
    event: str | None = None

    def read(self, row: int) -> None:
        """Takes note of a row: one without values opens a group, one of an activity counts it."""
        label = self.grid.label(row)
        low = prepare(label)
        beside = {self.grid.text(row, c) for c in value_columns(self.grid)}
        if label and not beside - {"", label}:
            self.group, self.event = label, None
            self.apart = is_apart(low)
        named = label_terms(label, self.lex, unit=self.grid.unit(row))
        if named and named.concept in EVENTS:
            self.event = named.code
        elif named is None and (EVENT.match(low) or words("cues", "other_events").search(low)):
            self.event = ""

    def checked(self, terms: Terms | None, row: int) -> Terms | None:
        """The row's element; by its group where the label is only a unit ("Số buổi"); none for
        those who came to an activity that the element doesn't count."""
        if terms is None and self.group and all_units().search(prepare(self.grid.label(row))):
            measure = measure_of(prepare(self.grid.label(row)))
            named = label_terms(self.group, self.lex) if measure else None
            fits = named and named.concept in EVENTS and named.units.fullmatch(measure)
            self.event = named.code if named and fits else self.event
            return named if fits else None
        if terms is None or not terms.measures:
            return terms
        if terms.topical(prepare(self.grid.label(row))):
            return terms
        event = self.event
        if event is None and self.group:
            named = label_terms(self.group, self.lex)
            event = named.code if named and named.concept in EVENTS else None
        return terms if event is None or event in terms.measures else None


def with_state(state: str, noun: str, lex: Lexicon) -> Terms | None:
    """ "Câu hỏi, kiến nghị" and, in another head or in the row below, "đã trả lời"."""
    terms = label_terms(f"{noun} {_lower_first(state)}", lex)
    return terms if terms and terms.stateful else None


def _lower_first(text: str) -> str:
    return words("columns", "parts").sub("", prepare(text)).strip(" :-+*,")


def in_parts(low: str, parts: bool) -> bool:
    """Rows from "Trong đó:" on that carry no number of their own, and dash rows, are parts."""
    low = low.lstrip()
    if words("columns", "parts").match(low.lstrip("-+* ")):
        return True
    return low[:1] in ("-", "+", "*") and (parts or low[:1] != "*")
