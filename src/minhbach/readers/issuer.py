"""Who issued the document: the lines over the number, taken apart into parent body and issuer."""

from __future__ import annotations

from minhbach.readers.words import bare, folded, opens
from minhbach.vi.text import fold_tone_placement


def issuer_of(lines: list[tuple[str, bool]]) -> tuple[str | None, str | None]:
    """(parent body, issuer) from the lines of the left column and whether each is bold.

    >>> issuer_of([("BỘ TÀI CHÍNH", False), ("CỤC THUẾ", True)])
    ('BỘ TÀI CHÍNH', 'CỤC THUẾ')
    >>> issuer_of([("ỦY BAN NHÂN DÂN", True), ("TỈNH ĐẮK LẮK", False)])
    (None, 'ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK')
    """
    bodies = _unique(_by_weight(lines) or _by_words([text for text, _ in lines]))
    if not bodies:
        return None, None
    return " ".join(bodies[:-1]) or None, bodies[-1]


def _by_weight(lines: list[tuple[str, bool]]) -> list[str] | None:
    """Parent upright over issuer bold, as the layout rules ask; None when weights say nothing."""
    weights = [bold for _, bold in lines]
    if True not in weights or weights[0]:
        return None
    first = weights.index(True)
    if not opens(lines[first][0], "bodies"):
        return None
    return [" ".join(text for text, _ in part) for part in (lines[:first], lines[first:])]


def _by_words(lines: list[str]) -> list[str]:
    """A line that opens with the word for a body opens a new name, unless the name before it
    still lacks its own words ("CHI BỘ" / "SỞ NGOẠI VỤ")."""
    bodies: list[str] = []
    for text in lines:
        new = opens(text.upper(), "bodies") and bool(bodies)
        open_ended = bodies and bodies[-1].endswith(("-", "–", ",", " VÀ"))
        if new and not open_ended and not _lacks_name(bodies[-1]):
            bodies.append(text)
        elif bodies:
            bodies[-1] = f"{bodies[-1]} {text}"
        else:
            bodies.append(text)
    return bodies


def _lacks_name(body: str) -> bool:
    return bare(fold_tone_placement(body)) in folded("incomplete")


def _unique(bodies: list[str]) -> list[str]:
    """A name printed twice (over the page and in the block) counts once."""
    kept: list[str] = []
    for body in bodies:
        if all(bare(body) != bare(other) for other in kept):
            kept.append(body)
    return kept
