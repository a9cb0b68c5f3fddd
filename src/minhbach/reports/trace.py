"""From a printed number back to its sentences, and the proof that nothing was changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from minhbach.errors import MinhBachError, UsageError
from minhbach.figures.numbers import find_numbers, parse_figure
from minhbach.messages import message
from minhbach.model.document import Document, Paragraph
from minhbach.model.report import Manifest, TracedNumber, TracedValue
from minhbach.readers import read
from minhbach.reports.manifest import read_manifest
from minhbach.reports.numbers import unit_id
from minhbach.reports.printed import printed_numbers
from minhbach.reports.sheets import read_workbook
from minhbach.reports.wording import number_text

# "1.250" in "1.250 lượt người"
_DIGITS = re.compile(r"\d[\d.,]*[\doO]|\d")
Places = dict[str, str]  # anchor → text
_SCALES = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as the manifest says. ``code`` names a sentence in messages.toml."""

    code: str
    number: str | None = None
    file: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    def text(self, lang: str = "vi") -> str:
        """The sentence for a person."""
        given = {"number": self.number or "", "file": self.file or "", **self.params}
        return message(self.code, lang, **given)


def trace(data: bytes, number_id: str | None = None, *, file: str = "docx") -> Manifest:
    """The manifest inside a consolidated .docx; with ``number_id`` only that number.

    Every number has its parts: unit, revision, file, sha256, anchor and quote. UsageError for an
    id that the report does not print; UnreadableFile when the file carries no manifest.
    """
    manifest = read_manifest(data, file)
    if number_id is None:
        return manifest
    chosen = tuple(number for number in manifest.numbers if number.id == number_id)
    if not chosen:
        some = ", ".join(number.id for number in manifest.numbers[:5])
        raise UsageError("number-unknown", number=number_id, some=some)
    return replace(manifest, numbers=chosen)


def verify(
    data: bytes, files: Mapping[str, bytes], *, file: str = "docx"
) -> tuple[Difference, ...]:
    """What differs between a consolidated .docx, its manifest and the source files.

    ``files``: bytes by file name. Checked: every source is there and has its sha256; every quote
    is found again at its place by reading the file anew, with its number in it; totals are the
    sum of their confirmed parts; every number printed in the .docx is the manifest's. An empty
    result means that all of it holds.
    """
    manifest = read_manifest(data, file)
    return (
        *_sources(manifest, files),
        *_quotes(manifest, files),
        *_sums(manifest),
        *_print(manifest, data, file),
    )


def _sources(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Difference]:
    for source in manifest.sources:
        content = files.get(source.file)
        if content is None:
            yield Difference("diff-source-absent", file=source.file)
        elif hashlib.sha256(content).hexdigest() != source.sha256:
            yield Difference("diff-source-changed", file=source.file)


def _quotes(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Difference]:
    documents: dict[str, Places | MinhBachError] = {}
    for number in manifest.numbers:
        for part in number.parts if number.rule == "value" else ():
            if part.file is None or part.anchor is None or part.file not in files:
                continue
            if part.file not in documents:
                documents[part.file] = _read(files[part.file], part.file)
                if isinstance(documents[part.file], MinhBachError):
                    yield Difference("diff-source-unreadable", file=part.file)
            yield from _quote(number, part, documents[part.file])


def _read(content: bytes, name: str) -> Places | MinhBachError:
    try:
        workbook = name.lower().endswith(".xlsx")
        document = read_workbook(content, name) if workbook else read(content, name)
    except MinhBachError as error:
        return error
    return _places(document)


def _places(document: Document) -> Places:
    """The text at every anchor; the first where one is there twice."""
    places: Places = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            places.setdefault(block.anchor, block.text)
            continue
        for cell in block.cells:
            places.setdefault(cell.anchor, cell.text)
            for paragraph in cell.paragraphs:
                places.setdefault(paragraph.anchor, paragraph.text)
    return places


def _quote(
    number: TracedNumber, part: TracedValue, places: Places | MinhBachError
) -> Iterator[Difference]:
    if isinstance(places, MinhBachError):
        return
    place = places.get(part.anchor or "")
    quote = unicodedata.normalize("NFC", part.quote or "")
    told = {"anchor": part.anchor or "", "quote": quote}
    if place is None or quote not in place:
        yield Difference("diff-quote-absent", number.id, part.file, told)
    elif part.value is not None and not _says(quote, part.value):
        told["value"] = number_text(part.value)
        yield Difference("diff-quote-other", number.id, part.file, told)


def _says(quote: str, value: Decimal) -> bool:
    """Whether the words of a quote hold the value; a zero is said in too many ways to tell."""
    low = quote.lower()
    said = {number.value for number in find_numbers(low)}
    digits = (parse_figure(match[0].rstrip(".,")) for match in _DIGITS.finditer(low))
    said.update(figure for figure in digits if figure is not None)
    if value == 0 or not said:
        return True
    return any(figure * scale == value for figure in said if figure for scale in _SCALES)


def _sums(manifest: Manifest) -> Iterator[Difference]:
    single = {number.id: number.parts for number in manifest.numbers if number.rule == "value"}
    for number in manifest.numbers:
        if number.rule == "given":  # a total of another period: summed in that period's report
            continue
        for part in number.parts if number.rule != "value" else ():
            own = single.get(unit_id(number.element, part.unit), (part,))
            if own != (part,):
                yield Difference("diff-part", number.id, part.file, {"unit": part.unit})
        values = [
            part.value
            for part in number.parts
            if part.value is not None and (part.state == "confirmed" or number.rule == "value")
        ]
        again = _combine(number.rule, values)
        if again != number.value or (again is not None and number_text(again) != number.text):
            told = {
                "again": number_text(again) if again is not None else "–",
                "text": number.text,
            }
            yield Difference("diff-sum", number.id, params=told)


def _combine(rule: str, values: list[Decimal]) -> Decimal | None:
    if not values:
        return None
    if rule == "sum":
        return sum(values, Decimal(0))
    return min(values) if rule == "lowest" else max(values)


def _print(manifest: Manifest, data: bytes, file: str) -> Iterator[Difference]:
    printed = printed_numbers(data, (number.id for number in manifest.numbers), file)
    for number in manifest.numbers:
        texts = printed[number.id]
        if not texts:
            yield Difference("diff-number-absent", number.id, params={"text": number.text})
        for text in texts:
            if text.strip() != number.text:
                told = {"text": number.text, "printed": text}
                yield Difference("diff-number-edited", number.id, params=told)
