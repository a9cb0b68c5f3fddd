"""``python -m benchmarks.planted [CODE …]``: plant, check, count; write data/measured.toml.

Real documents come from ``../shared`` (or MINHBACH_SHARED). A planted error counts as found when a
finding of its code stands at its paragraph that was not there before; any other new finding of that
code counts as false. judged.toml holds what reading the findings on 40 real documents gave.
"""

from __future__ import annotations

import os
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from benchmarks.planted.layouts import in_force_since_2026, planters, restyle
from benchmarks.planted.texts import PLANTERS
from minhbach.checks import check, rules
from minhbach.checks.context import Context
from minhbach.errors import MinhBachError
from minhbach.model.document import Document, Paragraph, Span, Table
from minhbach.readers import read
from minhbach.writers import write

WANTED, WANTED_LAYOUTS = 24, 12  # planted errors a rule; a Word file takes longer
_HERE = Path(__file__).parent
_LAYOUT = Path("src/minhbach/checks/data/layout.toml")
_OUT = Path("src/minhbach/checks/data/measured.toml")


def shared() -> Path:
    return Path(os.environ.get("MINHBACH_SHARED", "../shared"))


def texts() -> list[tuple[str, str]]:
    """Real texts, names and contents, in an order that does not follow their kind."""
    files = sorted((shared() / "corpus/txt").glob("vb2025*.txt")) + sorted(
        (shared() / "corpus/txt").glob("dang*.txt")
    )
    random.Random(7).shuffle(files)
    found = [(f.name, f.read_text(encoding="utf-8")) for f in files]
    return [(name, text) for name, text in found if 2_000 < len(text) < 60_000]


def _codes(data: bytes, name: str, code: str, profile: str = "auto") -> list[tuple[str, str]]:
    doc = read(data, name)
    done = check(doc, data=data, select=[code], profile=profile)
    return [(f.quote, (f.paragraph or "")) for f in done.findings]


def in_texts(code: str) -> tuple[int, int, int]:
    """Planted, found and false for one code."""
    planted = found = false = 0
    for at, (name, text) in enumerate(texts()):
        if planted >= WANTED or at > 150:
            break
        outcome = PLANTERS[code](text, random.Random(at))
        if outcome is None:
            continue
        try:
            before = Counter(quote for quote, _ in _codes(text.encode(), name, code))
            after = Counter(quote for quote, _ in _codes(outcome[0].encode(), name, code))
        except MinhBachError:
            continue
        new = sum((after - before).values())
        planted += 1
        found += new >= 1
        allowed = 2 if code in _TWO else (99 if code in _MANY else 1)
        false += max(0, new - allowed)
        if new == 0 and "-v" in sys.argv:
            start = outcome[1]
            print("  missed", code, name, repr(outcome[0][max(0, start - 40) : start + 60]))
        if new > allowed and "-v" in sys.argv:
            print("  false", code, name, list((after - before).elements())[:4])
    return planted, found, false


Profile = Literal["state", "party"]
# One slip that shows at two places: two forms of one name, two numbers out of order …
_TWO = {"DM-01", "DM-02", "DM-06", "CT-05", "CT-06", "VH-08", "CX-08"}
_MANY = {"CX-01", "CX-02"}


def written(profile: Profile) -> Iterator[tuple[bytes, Document]]:
    """Word files: the Party reports of the examples, then files written from real texts."""
    for path in sorted(Path("examples/quy-1-2024").glob("*.docx")) if profile == "party" else ():
        data = path.read_bytes()
        yield data, read(data, path.name)
    for name, text in texts():
        try:
            doc = read(text.encode(), name)
        except MinhBachError:
            continue
        if doc.profile not in ("state", "party") or not doc.header.kind_name:
            continue
        doc = replace(_as_ruled(doc, profile), profile=profile, layout_date=date(2025, 12, 1))
        data = write(doc, "docx")
        for part, look in _SMALL_PARTS.items():  # parts whose look a converted text keeps
            data = restyle(part, data, read(data, "written.docx"), **look) or data
        yield data, read(data, "written.docx")


_SMALL_PARTS: dict[str, dict[str, Any]] = {
    "recipients_label": {"size": 12, "bold": True, "italic": True},
    "about": {"size": 13, "bold": False, "italic": False},
}


def _as_ruled(doc: Document, profile: str) -> Document:
    """In the look that the rules ask for, whatever the weights of the text file were."""
    table = tomllib.loads(_LAYOUT.read_text(encoding="utf-8"))[profile]["looks"]
    looks = {each["part"]: each for each in table}
    wanted = {
        paragraph.anchor: looks[part]
        for part, paragraphs in Context(doc).parts.items()
        for paragraph in paragraphs
        if part in looks
    }
    return replace(doc, blocks=tuple(_ruled(block, wanted) for block in doc.blocks))


def _ruled(block: Paragraph | Table, wanted: dict[str, dict[str, Any]]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return _set(block, wanted.get(block.anchor))
    cells = tuple(
        replace(c, paragraphs=tuple(_set(p, wanted.get(p.anchor)) for p in c.paragraphs))
        for c in block.cells
    )
    return replace(block, cells=cells)


def _set(paragraph: Paragraph, look: dict[str, Any] | None) -> Paragraph:
    if look is None:
        return replace(paragraph, spans=(), align="")
    span = Span(
        0,
        len(paragraph.text),
        bold=look.get("bold", False),
        italic=look.get("italic", False),
        underline=look.get("underline", False),
        size=float(look["size"][1]),
    )
    return replace(paragraph, spans=(span,), align="")


_SINCE_2026 = {"PD-09c", "PD-09e"}
_FOLLOWS = {"PD-P1": {"PD-P2"}, "ND-P1": {"ND-P2"}}  # a narrower paper keeps its margins


def _found(
    data: bytes, doc: Document, codes: list[str], profile: str, on: date | None = None
) -> set[str]:
    done = check(doc, data=data, select=codes, profile=profile, on=on)
    return {finding.code for finding in done.findings}


def in_layouts(profile: Profile, wanted: set[str]) -> dict[str, tuple[int, int, int]]:
    table = {code: ways for code, ways in planters(profile).items() if code in wanted}
    counts = {code: [0, 0, 0] for code in table}
    every = list(planters(profile))
    for number, (data, doc) in enumerate(written(profile)):
        if number > 36 or all(c[0] >= WANTED_LAYOUTS for c in counts.values()):
            break
        before = _found(data, doc, every, profile)
        modern = in_force_since_2026(data, doc) if number < 12 and profile == "party" else None
        for code, ways in table.items():
            base, known, on = data, before, None
            if code in _SINCE_2026:
                if modern is None:
                    continue
                base, on = modern, date(2026, 6, 20)
                known = _found(modern, read(modern, "modern.docx"), every, profile, on)
            if counts[code][0] >= WANTED_LAYOUTS or code in known:
                continue
            changed = ways[number % len(ways)](base, read(base, "base.docx") if on else doc)
            if changed is None:
                continue
            codes = _found(changed, read(changed, "changed.docx"), every, profile, on)
            counts[code][0] += 1
            counts[code][1] += code in codes
            for other in codes - known - {code} - _FOLLOWS.get(code, set()):
                if other in counts:
                    counts[other][2] += 1
            if "-v" in sys.argv and (code not in codes or codes - known - {code}):
                print("  layout", code, number, sorted(codes - known))
    return {code: (a, b, c) for code, (a, b, c) in counts.items()}


def main(arguments: list[str]) -> int:
    if not (shared() / "corpus").is_dir():
        print("There is no corpus: set MINHBACH_SHARED.", file=sys.stderr)
        return 2
    named = {a for a in arguments if not a.startswith("-")}
    wanted = {c for c in rules() if not named or c in named or c[:2] in named}
    results = {code: in_texts(code) for code in PLANTERS if code in wanted and code in rules()}
    for profile in ("state", "party"):
        if any(code in wanted for code in planters(profile)):
            results.update(in_layouts(profile, wanted))
    judged = tomllib.loads((_HERE / "judged.toml").read_text(encoding="utf-8"))
    kept = tomllib.loads(_OUT.read_text(encoding="utf-8")) if _OUT.exists() else {}
    for code, (planted, found, false) in results.items():
        real = judged["rules"].get(code, {})
        right = found + real.get("findings", 0) - real.get("false", 0)
        wrong = false + real.get("false", 0)
        if not planted:
            print(f"{code:10} nothing planted", flush=True)
            continue
        kept[code] = {
            "planted": planted,
            "precision": round(right / (right + wrong), 3) if right + wrong else 0.0,
            "recall": round(found / planted, 3),
            "real_findings": real.get("findings", 0),
            "real_documents": judged["documents"],
        }
        print(
            f"{code:10} planted {planted:3} found {found:3} false {false:3}"
            f"  P {kept[code]['precision']:.3f} R {kept[code]['recall']:.3f}"
        )
    for code, real in judged["rules"].items():
        if code not in PLANTERS and code not in kept:  # what a document lacks can't be planted
            right = real["findings"] - real["false"]
            kept[code] = {
                "planted": 0,
                "precision": round(right / real["findings"], 3),
                "recall": 0.0,
                "real_findings": real["findings"],
                "real_documents": judged["documents"],
            }
    _write(kept)
    return 0


def _write(kept: dict[str, dict[str, float]]) -> None:
    lines = [
        "# Written by `python -m benchmarks.planted`: "
        "planted errors and what reading real documents gave."
    ]
    for code in sorted(kept):
        lines.append(f"[{code}]")
        lines += [f"{name} = {value}" for name, value in kept[code].items()]
    _OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
