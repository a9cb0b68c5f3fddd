"""The same rows as the JSON, printed for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minhbach.cli.inputs import Row
from minhbach.messages import message
from minhbach.model.form import Form


def outline(row: Row, lang: str) -> None:
    """Header fields that are stated, the section tree, what was repaired, the notes."""
    for key in ("kind_name", "number", "date", "place", "issuer", "parent_issuer", "subject"):
        _field(key, row[key], lang)
    signatory = row["signatory"]
    if signatory:
        parts = [signatory[key] for key in ("authority", "title", "name") if signatory[key]]
        _field("signatory", ", ".join(parts), lang)
    _field("recipients", "; ".join(row["recipients"]) or None, lang)
    print()
    for line in _tree(row["sections"], 0):
        print(line)
    breaks = ", ".join(f"{first}–{second}" for first, second in row["repaired_breaks"])
    if breaks:
        print("\n" + message("outline-repaired", lang, breaks=breaks))
    for note in row["notes"]:
        print(f"! {note['message']}")


def _tree(sections: list[dict[str, Any]], depth: int) -> Iterator[str]:
    for section in sections:
        heading = section["heading"] or "…"
        title = f"{section['number']}. {heading}" if section["number"] else heading
        yield f"{'   ' * depth}{title}  [{section['paragraphs']}]"
        yield from _tree(section["children"], depth + 1)


def citations(row: Row, lang: str) -> None:
    """One line a citation: kind and number, date, issuer, pinpoint."""
    for found in row["citations"]:
        known = found["notation"] or found["title"]
        name = f"{found['kind']} {known}" if known else f"{found['kind']}: “{found['quote']}”"
        rest = [found["date"], found["issuer"], found["pinpoint"]]
        print("; ".join([name, *[part for part in rest if part]]))
    print(message("cite-count", lang, count=len(row["citations"])))


def register(row: Row, lang: str) -> None:
    """One line a cited document, then what disagrees."""
    entries(row["register"], lang)
    for found in row["contradictions"]:
        print(f"{found['code']} {found['severity']}: {found['message']}")


def entries(rows: list[dict[str, Any]], lang: str) -> None:
    """Name, how often, stated dates and issuers of every entry of a register."""
    for entry in rows:
        quote = entry["occurrences"][0]["quote"]
        name = f"{entry['kind']} {entry['notation']}" if entry["notation"] else quote
        parts = [*entry["titles"], *entry["dates"], *entry["issuers"], *entry["contradictions"]]
        print("; ".join([f"{name} ×{len(entry['occurrences'])}", *parts]))
    print(message("register-count", lang, count=len(rows)))


def plan(row: Row, lang: str) -> None:
    """Themes with their messages counted, tasks, reporting duties and gaps."""
    _field("subject", row["subject"], lang)
    _field("issuer", row["issuer"], lang)
    print("\n" + message("plan-themes", lang))
    for theme in row["themes"]:
        print(f"  {theme['number']}. {theme['heading']}  [{len(theme['messages'])}]")
    print("\n" + message("plan-tasks", lang))
    for order, task in enumerate(row["tasks"]):
        mark = "–" if task["in_scope"] else "×"
        print(f"  {order} {mark} [{task['section']}] {task['lead'] or '…'}: {task['text']}")
        for key in ("deadline", "product"):
            _field(key, task[key], lang, indent=6)
        if task["support"]:
            _field("support", "; ".join(task["support"]), lang, indent=6)
        if task["reason"]:
            print(f"      × {message(task['reason'], lang)}")
    print("\n" + message("plan-reporting", lang))
    for duty in row["reporting"]:
        through = f" ({duty['through']})" if duty["through"] else ""
        every = ", ".join(message(f"every-{each}", lang) for each in duty["recurrence"])
        print(f"  {duty['from'] or '…'} → {duty['to'] or '…'}{through}: {every or '…'}")
    print("\n" + message("plan-gaps", lang))
    for gap in row["gaps"]:
        where = f" [{gap['task']}]" if "task" in gap else ""
        print(f"  {message(gap['code'], lang)}{where}")


def figures(form: Form, row: Row, lang: str) -> None:
    """One line an element: value, the words it was read from, where they stand."""
    _field("unit", row["unit"], lang)
    _field("period", row["period"], lang)
    for element in form.elements:
        for suffix in ("", ":cumulative"):
            code = element.code + suffix
            if suffix and code not in row["values"]:
                continue
            _figure_line(element.name + (" (lũy kế)" if suffix else ""), row["values"][code])
    for conflict in row["conflicts"]:
        places = " ≠ ".join(f"{c['value']} [{c['anchor']}]" for c in conflict["candidates"])
        print("! " + message("figures-conflict", lang, element=conflict["element"], places=places))


def _figure_line(name: str, found: dict[str, Any] | None) -> None:
    if found is None:
        print(f"  {name}: …")
        return
    qualifier = f"{found['qualifier']} " if found["qualifier"] else ""
    print(f"  {name}: {qualifier}{found['value']}   “{found['quote']}” [{found['anchor']}]")


def _field(key: str, value: str | None, lang: str, *, indent: int = 0) -> None:
    if value:
        print(f"{' ' * indent}{message('field-' + key, lang)}: {value}")
