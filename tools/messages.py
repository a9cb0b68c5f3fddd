"""The catalogues: sentences found in the sources, their Vietnamese, and the compiled files.

    python -m tools.messages            bring every app's catalogue up to date and compile it
    python -m tools.messages core       one app only
    python -m tools.messages --check    write nothing; say what is missing, stale or untranslated

Sources are English. English needs no catalogue; Vietnamese must be complete.
"""

from __future__ import annotations

import argparse
import datetime
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "src/minhbach_web"
APPS = {
    "core": SITE / "core",
    "units": SITE / "units",
    "programme": SITE / "programme",
    "activities": SITE / "activities",
    "briefing": SITE / "briefing",
    "checking": SITE / "checking",
    "reporting": SITE / "reporting",
    "reminders": SITE / "reminders",
    "operations": SITE / "operations",
    "accounts": SITE / "accounts",
    "rights": SITE / "rights",
    "pages": SITE / "site",
}
LOCALES = {"pages": SITE / "site/pages"}
LONG_AGO = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def po_path(app: str) -> Path:
    """Where the Vietnamese catalogue of an app stands."""
    return LOCALES.get(app, APPS[app]) / "locale/vi/LC_MESSAGES/django.po"


def found(app: str) -> Catalog:
    """Every sentence in the sources of an app."""
    catalog = Catalog(project="Minh Bạch", charset="utf-8")
    for path in sorted(APPS[app].rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            place = str(path.relative_to(ROOT))
            for message, context in _sentences(path):
                catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def _sentences(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text(encoding="utf-8")
    method = "python"
    if path.suffix != ".py":
        text, method = templatize(text), "javascript"
    source = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract(method, source, keywords=KEYWORDS):
        if message and message != ("", ""):
            yield message, context


def updated(app: str) -> Catalog:
    """The catalogue of an app with exactly the sentences of its sources, translations kept."""
    path = po_path(app)
    catalog = Catalog(locale="vi", project="Minh Bạch", charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale="vi")
    catalog.update(found(app), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def untranslated(catalog: Catalog) -> list[Message]:
    """The sentences without Vietnamese, or with parameters that differ from the English ones."""
    return [
        message
        for message in catalog
        if message.id and (not all(_strings(message)) or not _same_places(message))
    ]


# A named place, a plain one, or one between braces.
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def _same_places(message: Message) -> bool:
    """Whether the Vietnamese fills the same places as the English does."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    return all(
        set(PLACE.findall(text)) == set(PLACE.findall(english)) for text in _strings(message)
    )


def _strings(message: Message) -> list[str]:
    if isinstance(message.string, tuple | list):
        return [text or "" for text in message.string]
    return [message.string or ""]


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as its file: no dates and no line numbers, so that diffs show sentences."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n"Language: vi\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return head.encode() + buffer.getvalue()


def mo_bytes(po: bytes) -> bytes:
    """The compiled catalogue."""
    catalog = read_po(io.BytesIO(po), locale="vi")
    catalog.creation_date = catalog.revision_date = LONG_AGO  # the same sentences, the same bytes
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems(app: str) -> list[str]:
    """Why the catalogue of an app is not complete and fresh."""
    path = po_path(app)
    catalog = updated(app)
    wanted = po_bytes(catalog)
    lines = [f"{app}: no Vietnamese for {message.id!r}" for message in untranslated(catalog)]
    if not path.exists() or _ids(read_po(io.BytesIO(path.read_bytes()))) != _ids(catalog):
        lines.append(f"{app}: the catalogue is not that of the sources; run make messages")
    mo = path.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != mo_bytes(wanted):
        lines.append(f"{app}: django.mo is stale; run make messages")
    return lines


def _ids(catalog: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalog if message.id}


def write(app: str) -> None:
    """Write the catalogue and its compiled form."""
    path = po_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = po_bytes(updated(app))
    path.write_bytes(content)
    path.with_suffix(".mo").write_bytes(mo_bytes(content))


def main() -> int:
    parser = argparse.ArgumentParser(description="Update, check and compile the catalogues.")
    parser.add_argument("apps", nargs="*", help="core units programme reporting pages")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    lines = []
    for app in options.apps or APPS:
        if not options.check:
            write(app)
        lines += problems(app)
    print("\n".join(lines) or "Every sentence has its Vietnamese.", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
