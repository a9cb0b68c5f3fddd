"""Sentences, names and titles of invented office documents, drawn from prose.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from random import Random


@cache
def lists() -> dict[str, list[str]]:
    """The word lists of prose.toml."""
    data = files("benchmarks.generate").joinpath("prose.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(data)
    return table


def filled(text: str, chance: Random) -> str:
    """A phrase with its slots filled: {year}, {month}, {count}, {percent}, {quarter}."""
    return text.format(
        year=chance.choice((2023, 2024, 2025, 2026)),
        month=chance.randint(1, 12),
        count=chance.choice((3, 12, 25, 148, 1250)),
        percent=chance.choice(("85", "92,5", "98", "100")),
        quarter=chance.choice(("quý I", "quý II", "6 tháng đầu năm", "9 tháng")),
    )


def phrase(name: str, chance: Random) -> str:
    """One entry of a list, filled."""
    return filled(chance.choice(lists()[name]), chance)


def clause(chance: Random) -> str:
    """``phối hợp tổ chức … trên địa bàn toàn tỉnh``"""
    parts = [phrase("actions", chance), phrase("objects", chance)]
    if chance.random() < 0.3:
        parts[-1] += " và " + phrase("objects", chance)
    return " ".join([*parts, phrase("adjuncts", chance)])


def sentence(chance: Random) -> str:
    """One sentence with its full stop."""
    opener = phrase("openers", chance)
    body = phrase("bodies", chance)
    body = body[0].lower() + body[1:] if opener and body.startswith(("Các", "Đội")) else body
    text = f"{opener}{body} {clause(chance)}"
    if chance.random() < 0.4:
        text += f", {clause(chance)}"
    return text + "."


def paragraph(chance: Random, sentences: int | None = None) -> str:
    """One to four sentences."""
    return " ".join(sentence(chance) for _ in range(sentences or chance.choice((1, 1, 2, 2, 3, 4))))


def item(chance: Random) -> str:
    """The words of a dash item: a clause with a capital, closed by ";" or "."."""
    text = clause(chance)
    return text[0].upper() + text[1:] + chance.choice((";", ".", "."))


def person(chance: Random) -> str:
    """A made-up name."""
    words = lists()
    names = [chance.choice(words[part]) for part in ("family", "middle", "given")]
    return " ".join(names)
