"""A sentence of a report with its numbers, its brackets and the parts between semicolons."""

from __future__ import annotations

from dataclasses import dataclass, field

from minhbach.figures.numbers import Number


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in lower case with its brackets, its numbers and how it opens."""

    text: str
    numbers: tuple[Number, ...]
    brackets: tuple[tuple[int, int], ...]
    skip: bool
    part: bool
    skip_to: int = 0  # numbers before this place belong elsewhere
    _around: dict[int, tuple[int, int] | None] = field(default_factory=dict, compare=False)

    def bracket(self, place: int) -> tuple[int, int] | None:
        """The innermost bracket around a place (kept: each number asks many times)."""
        if place not in self._around:
            inside = [b for b in self.brackets if b[0] < place < b[1]]
            self._around[place] = max(inside) if inside else None
        return self._around[place]

    def segment(self, place: int) -> int:
        """Where the part between semicolons begins (inside the bracket, if there is one)."""
        bracket = self.bracket(place)
        start = bracket[0] + 1 if bracket else 0
        mark = self.text.rfind(";", start, place)
        while mark >= 0 and any(start <= a < mark < b <= place for a, b in self.brackets):
            mark = self.text.rfind(";", start, mark)  # "28 (2024: 24; 2023: 19) với 2.340 lượt"
        return max(start, mark + 1)


def brackets(text: str) -> tuple[tuple[int, int], ...]:
    """The pairs of round brackets; an open one reaches to the end."""
    if "(" not in text:
        return ()
    pairs, stack = [], []
    for place, char in enumerate(text):
        if char == "(":
            stack.append(place)
        elif char == ")" and stack:
            pairs.append((stack.pop(), place))
    pairs += [(place, len(text)) for place in stack]
    return tuple(sorted(pairs))


def past_bracket(sentence: Sentence, previous_end: int, here: int) -> int:
    """Where the words before a number begin: not in a closed bracket with the number before."""
    closings = [b for a, b in sentence.brackets if a < previous_end <= b < here]
    return max([previous_end, *closings])


def without_closed(sentence: Sentence, start: int, end: int) -> str:
    """The text before a number without brackets that are already closed."""
    text = sentence.text
    out, place = "", start
    for opened, closed in sentence.brackets:
        if place <= opened and closed < end:
            out, place = out + text[place:opened] + " ", closed + 1
    return out + text[place:end]


def from_start(sentence: Sentence, number: Number) -> str:
    bracket = sentence.bracket(number.start)
    left = without_closed(sentence, 0, number.phrase_start)
    return left if bracket is None else left[-(number.phrase_start - bracket[0]) :]
