"""Section trees in the numbering systems of offices, headings marked by bold type alone.

Headings stand on their own line, run into their text, break over two lines or paragraphs; bold
words, bold sentences and bold labels inside running text are there to mislead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.generate.frame import close_paper, open_paper, table
from benchmarks.generate.papers import Line, Look, Paper, Piece, bold, line
from benchmarks.generate.prose import item, lists, paragraph, phrase, sentence

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm")
# Per system the forms of its levels, from the top. "{n}" counts; "^" opens with all numbers above.
SYSTEMS: dict[str, tuple[str, ...]] = {
    "roman": ("I.", "1.", "a)"),
    "roman-slash": ("I/", "1/", "a/"),
    "roman-dash": ("I-", "1-", "a-"),
    "dotted": ("1.", "1.1.", "1.1.1."),
    "dotted-open": ("1.", "1.1", "1.1.1"),
    "roman-dotted": ("I.", "1.", "1.1."),
    "upper": ("A.", "I.", "1.", "a)"),
    "part": ("PHẦN", "I.", "1."),
    "part-line": ("Phần", "I.", "1.", "a)"),
    "chapter": ("Chương", "Điều", "1.", "a)"),
    "chapter-section": ("Chương", "Mục", "Điều", "1."),
    "article": ("Điều", "1.", "a)"),
    "none": ("",),
}
_LOOKS: tuple[tuple[Look, ...], ...] = (
    ("bold", "bold", "bold-italic", "italic"),
    ("bold", "bold", "italic", "italic"),
    ("bold", "bold-italic", "italic", ""),
    ("bold", "bold-underline", "bold", ""),
    ("bold", "bold", "", ""),
    ("bold", "bold", "bold", "bold"),
)


@dataclass(slots=True)
class _Body:
    """A body being written. ``articles`` counts through the chapters."""

    paper: Paper
    chance: Random
    levels: tuple[str, ...]
    looks: tuple[Look, ...]
    automatic: bool
    size: float
    articles: int = 0
    used: set[str] = field(default_factory=set)


def tree_paper(seed: int, *, size: float = 1.0) -> Paper:
    """A whole paper with its truth; ``size`` scales how much text stands in it."""
    chance = Random(f"trees {seed}")
    system = list(SYSTEMS)[seed % len(SYSTEMS)]
    levels = SYSTEMS[system]
    automatic = system in ("roman", "roman-dotted", "dotted", "upper") and chance.random() < 0.3
    paper = Paper(f"{system}-{seed}.docx", levels=levels if automatic else ())
    open_paper(paper, chance)
    body = _Body(paper, chance, levels, chance.choice(_LOOKS), automatic, size)
    count = chance.randint(3, 5) if system != "article" else chance.randint(4, 8)
    paper.truth["sections"] = _sections(body, 0, (), count)
    close_paper(paper, chance)
    return paper


def _sections(body: _Body, depth: int, above: tuple[int, ...], count: int) -> list[dict[str, Any]]:
    return [_section(body, depth, (*above, n)) for n in range(1, count + 1)]


def _section(body: _Body, depth: int, path: tuple[int, ...]) -> dict[str, Any]:
    chance = body.chance
    form = body.levels[depth]
    mark, number = _mark(form, path, depth, body)
    inner = depth + 1 < len(body.levels) and chance.random() < (0.9, 0.55, 0.35, 0)[depth]
    truth: dict[str, Any] = {"number": number, "heading": None, "paragraphs": 0, "children": []}
    running = depth >= max(1, len(body.levels) - 2) and chance.random() < 0.4 and not inner
    if running and form != "Mục":
        _running(body, depth, mark)
        truth["paragraphs"] += 1
    else:
        _headed(body, depth, mark, form, truth)
    if not inner or chance.random() < 0.3:
        truth["paragraphs"] += _text(body, at_least=not running and not truth["paragraphs"])
    if inner:
        truth["children"] = _sections(body, depth + 1, path, chance.randint(2, 4))
    return truth


def _mark(form: str, path: tuple[int, ...], depth: int, body: _Body) -> tuple[str, str]:
    """The typed mark with its gap, and the number that the label has."""
    n = path[-1]
    if form in ("PHẦN", "Phần"):
        number = f"{form} {'THỨ' if form.isupper() else 'thứ'} "
        number += _ORDINALS[n - 1].upper() if form.isupper() else _ORDINALS[n - 1]
        return number, number
    if form in ("Chương", "Mục"):
        number = f"{form} {_ROMAN[n - 1] if form == 'Chương' else n}"
        return number, number
    if form == "Điều":
        body.articles += 1
        return f"Điều {body.articles}. ", f"Điều {body.articles}"
    if not form:
        return "", ""
    close = form[-1] if form[-1] in ".)/-" else ""
    stem = form.removesuffix(close) if close else form
    if "." in stem:
        number = ".".join(str(step) for step in path[-stem.count(".") - 1 :])
    else:
        number = {"I": _ROMAN[n - 1], "A": "ABCDEFGH"[n - 1], "a": "abcdefgh"[n - 1]}.get(
            stem, str(n)
        )
    return f"{number}{close} ", number


def _heading(body: _Body, depth: int, form: str) -> str:
    words = lists()
    if form == "Điều":
        options = words["articles"]
    elif form in ("Chương", "PHẦN", "Phần"):
        options = words["chapters"] if form == "Chương" else words["headings1"]
    else:
        options = words[f"headings{min(depth + 1, 3)}"]
    free = [text for text in options if text not in body.used] or options
    text = body.chance.choice(free)
    body.used.add(text)
    if form == "Mục":
        return text.upper()
    if depth <= 1 and form != "Điều" and body.chance.random() < 0.25:
        more = body.chance.choice(words["headings1" if text.isupper() else "headings3"])
        text = f"{text} VÀ {more}" if text.isupper() else f"{text}, {more[0].lower()}{more[1:]}"
    return text


def _headed(body: _Body, depth: int, mark: str, form: str, truth: dict[str, Any]) -> None:
    chance = body.chance
    look = body.looks[min(depth, 3)] or ("" if depth else "bold")
    look = "bold" if form == "Điều" or not form else look
    text = truth["heading"] = _heading(body, depth, form)
    add = body.paper.blocks.append
    if form in ("PHẦN", "Phần", "Chương", "Mục"):
        _two_lines(body, mark, text)
        return
    automatic = depth if body.automatic else None
    typed = "" if body.automatic else mark
    if look and depth and form != "Điều" and chance.random() < 0.3:
        sign = chance.choice((":", ":", "."))
        add(line(Piece(f"{typed}{text}{sign}", look), f" {sentence(chance)}", automatic=automatic))
        truth["paragraphs"] += 1
        return
    end = chance.choice(("", "", "", ":", ".")) if look else ""
    split = _split_at(text) if look else 0
    if split and chance.random() < 0.25:
        joint = chance.choice(("\n", "\r"))
        whole = f"{typed}{text[:split]}{joint}{text[split + 1 :]}"
        first, _, second = whole.partition("\r")
        add(line(Piece(first + ("" if second else end), look), automatic=automatic))
        if second:
            add(line(Piece(second + end, look)))
        return
    if look and typed and chance.random() < 0.2:
        add(line(Piece(typed, look), Piece(text + end, look)))
    else:
        add(line(Piece(f"{typed}{text}{end}", look), automatic=automatic))


def _two_lines(body: _Body, mark: str, text: str) -> None:
    """``Chương II`` and its title below it, or both on one line."""
    add = body.paper.blocks.append
    align = body.chance.choice(("center", "center", "both"))
    if body.chance.random() < 0.7:
        add(line(bold(mark), align=align))
        add(line(bold(text), align=align))
    else:
        add(line(bold(f"{mark}{body.chance.choice(('. ', ': '))}{text}"), align=align))


def _split_at(text: str) -> int:
    """The space nearest to the middle of a long heading; 0 for a short one."""
    if len(text) < 36:
        return 0
    spaces = [at for at, char in enumerate(text) if char == " "]
    return min(spaces, key=lambda at: abs(at - len(text) // 2))


def _running(body: _Body, depth: int, mark: str) -> None:
    """A numbered paragraph that is no heading."""
    chance = body.chance
    automatic = depth if body.automatic else None
    typed = "" if body.automatic else mark
    text = paragraph(chance, chance.choice((1, 2)))
    if mark.startswith("Điều") and chance.random() < 0.7:
        pieces: tuple[Piece, ...] = (bold(typed), Piece(text))
    elif chance.random() < 0.4:
        pieces = _with_bold(typed + text, chance)
    else:
        pieces = (Piece(typed + text),)
    body.paper.blocks.append(Line(pieces, automatic=automatic))


def _with_bold(text: str, chance: Random) -> tuple[Piece, ...]:
    """Bold words in the middle of a sentence."""
    words = text.split(" ")
    at = chance.randrange(3, max(4, len(words) - 3))
    middle = " ".join(words[at : at + 3])
    before, after = " ".join(words[:at]) + " ", " " + " ".join(words[at + 3 :])
    return Piece(before), bold(middle), Piece(after)


def _text(body: _Body, *, at_least: bool) -> int:
    """Paragraphs, items and traps under a heading; how many of them count."""
    chance = body.chance
    count = max(int(at_least), round(chance.choice((0, 1, 2, 3)) * body.size))
    add = body.paper.blocks.append
    for _ in range(count):
        trap = chance.random()
        if not body.levels[0] or trap < 0.45:
            add(line(paragraph(chance)))
        elif trap < 0.7:
            add(line(f"{chance.choice(('- ', '- ', '+ ', '• '))}{item(chance)}"))
        elif trap < 0.78:
            add(line("- ", Piece(phrase("labels", chance) + ":", "bold"), f" {item(chance)}"))
        elif trap < 0.86:
            add(Line(_with_bold(paragraph(chance, 2), chance)))
        elif trap < 0.93:
            add(line(Piece("Lưu ý:", "bold-italic"), f" {sentence(chance)}"))
        else:
            add(line(bold(sentence(chance))))
    if chance.random() < 0.05:
        add(table(chance))
        body.paper.truth["tables"] += 1
    return count
