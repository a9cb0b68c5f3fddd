"""Templates and static files: nothing inline, nothing from another host, nothing unlisted."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from tools import vendor

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("*.html"))
STATIC = [
    path
    for pattern in ("*.css", "*.js", "*.svg")
    for path in (ROOT / "src/minhbach_web").rglob(pattern)
]
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "htmx code in an attribute": re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.I),
    "another host": re.compile(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", re.I),
    "text marked safe": re.compile(r"\|\s*safe\b(?!seq)|\{%\s*autoescape off"),
}
# Help texts are written in our own forms, never by a person who uses the site.
MARKED_SAFE = {"core/templates/core/components/field/field.html"}


@pytest.mark.parametrize("what", INLINE)
def test_templates_are_free_of(what: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if INLINE[what].search(path.read_text(encoding="utf-8"))
        and not (
            what == "text marked safe"
            and str(path.relative_to(ROOT / "src/minhbach_web")) in MARKED_SAFE
        )
    ]

    assert found == []


def test_static_files_name_no_other_host() -> None:
    host = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w.-]+")
    found = {
        str(path.relative_to(ROOT)): names
        for path in STATIC
        if (names := host.findall(re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.M)))
    }

    assert found == {}


def test_vendored_files_are_as_listed() -> None:
    assert vendor.problems() == []


def test_vendored_packages_name_version_licence_and_integrity() -> None:
    listed = [package for path in vendor.LISTS for package in vendor.packages(path)]

    assert [p["name"] for p in listed] == [
        "@fontsource-variable/noto-sans",
        "@fontsource/be-vietnam-pro",
        "axe-core",
    ]
    assert {p["licence"] for p in listed} == {"OFL-1.1", "MPL-2.0"}
    assert all(re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", p["integrity"]) for p in listed)


def test_fonts_hold_every_vietnamese_letter() -> None:
    """The two subsets together: each of the 134 letters lies in a declared range."""
    css = (ROOT / "src/minhbach_web/core/static/core/minhbach.css").read_text()
    ranges: dict[str, list[tuple[int, int]]] = {}
    for face in re.findall(r"@font-face \{(.*?)\}", css, flags=re.S):
        (family,) = re.findall(r'font-family: "([^"]+)"', face)
        (listed,) = re.findall(r"unicode-range: ([^;]+);", face)
        for part in listed.split(", "):
            first, _, last = part.removeprefix("U+").partition("-")
            ranges.setdefault(family, []).append((int(first, 16), int(last or first, 16)))
    vowels = "aăâeêioôơuưy"
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]

    letters = {unicodedata.normalize("NFC", v + m) for v in vowels for m in marks} | {"đ"}
    letters |= {letter.upper() for letter in letters}

    missing = {
        family: [c for c in letters if not any(a <= ord(c) <= b for a, b in spans)]
        for family, spans in ranges.items()
    }

    assert missing == {"Noto Sans": [], "Be Vietnam Pro": []}
