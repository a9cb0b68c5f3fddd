"""The manifest: every printed number with its parts, down to file, place and quote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from cattrs import BaseValidationError

from minhbach.errors import UnreadableFile
from minhbach.model.codec import from_json
from minhbach.model.form import Element
from minhbach.model.report import (
    Manifest,
    ReportedValue,
    SourceRef,
    Total,
    TracedNumber,
    TracedValue,
)
from minhbach.readers.archive import Package
from minhbach.reports.comparison import comparisons_of
from minhbach.reports.context import Context
from minhbach.reports.numbers import element_id, unit_id
from minhbach.reports.wording import number_text
from minhbach.writers.docx_manifest import MANIFEST_NAMESPACE

_MOST_PARTS = 99  # custom XML parts that are looked at


def manifest_of(context: Context) -> Manifest:
    """Every number that the report prints from values, in reading order of the form."""
    data = context.data
    numbers: list[TracedNumber] = []
    for element, total in zip(data.form.elements, context.totals, strict=True):
        parts = tuple(_part(context, code, value) for code, value in context.asked(element))
        numbers.extend(_totals(element, total, parts))
        numbers.extend(_values(element, parts))
        numbers.extend(_others(context, element))
    sources = (context.reports[code].source for code in context.units if code in context.reports)
    return Manifest(
        form=data.form.code,
        form_version=data.form.version,
        period=data.period,
        parent=data.parent.code,
        numbers=tuple(numbers),
        sources=tuple(source for source in sources if source is not None),
    )


def _part(context: Context, code: str, value: ReportedValue) -> TracedValue:
    report = context.reports[code]
    source: SourceRef | None = report.source
    found = value.found
    return TracedValue(
        unit=code,
        state=value.state,
        value=value.value,
        qualifier=value.qualifier,
        revision=report.revision,
        file=source.file if source else None,
        sha256=source.sha256 if source else None,
        anchor=found.anchor if found else None,
        quote=found.quote if found else None,
        where=found.where if found else None,
    )


def _totals(
    element: Element, total: Total, parts: tuple[TracedValue, ...]
) -> Iterator[TracedNumber]:
    printed: list[tuple[str, str, Decimal | None]] = [("", element.over_units, total.value)]
    if total.value is None:
        printed = [("lowest", "lowest", total.lowest), ("highest", "highest", total.highest)]
        if total.lowest == total.highest:
            printed.pop()
    for kind, rule, value in printed:
        if value is not None:
            yield TracedNumber(
                id=element_id(element.code, kind),
                element=element.code,
                text=number_text(value, element.scale),
                value=value,
                rule=rule,
                n_reported=total.n_reported,
                n_expected=total.n_expected,
                missing=total.missing,
                parts=parts,
            )


def _others(context: Context, element: Element) -> Iterator[TracedNumber]:
    """Totals of other periods: they are given, their parts stand in those periods' reports."""
    own = next((t for t in context.totals if t.element == element.code), None)
    for comparison in comparisons_of(context.data):
        compared = comparison.values.get(element.code)
        if compared is not None and own is not None and own.value is not None:
            yield TracedNumber(
                id=element_id(element.code, comparison.kind),
                element=element.code,
                text=number_text(compared.value, element.scale),
                value=compared.value,
                rule="given",
                n_reported=compared.n_reported,
                n_expected=compared.n_expected,
                missing=(),
                parts=(),
            )


def _values(element: Element, parts: tuple[TracedValue, ...]) -> Iterator[TracedNumber]:
    for part in parts:
        if part.value is not None and part.state in ("confirmed", "unconfirmed"):
            yield TracedNumber(
                id=unit_id(element.code, part.unit),
                element=element.code,
                text=number_text(part.value, element.scale),
                value=part.value,
                rule="value",
                n_reported=1 if part.state == "confirmed" else 0,
                n_expected=1,
                missing=(),
                parts=(part,),
            )


def read_manifest(data: bytes, file: str = "docx") -> Manifest:
    """The manifest inside a consolidated .docx; also after Word saved the file again.

    UnreadableFile when the file is no .docx or holds no manifest, RefusedFile when it is hostile.
    """
    package = Package(data, file)
    for number in range(1, _MOST_PARTS + 1):
        name = f"customXml/item{number}.xml"
        if name not in package or MANIFEST_NAMESPACE.encode() not in package.read(name):
            continue
        root = package.xml(name)
        if root.tag == f"{{{MANIFEST_NAMESPACE}}}manifest":
            return _manifest("".join(str(text) for text in root.itertext()), file)
    raise UnreadableFile("manifest-absent", file=file)


def _manifest(text: str, file: str) -> Manifest:
    try:
        return from_json(Manifest, json.loads(text))
    except (ValueError, KeyError, TypeError, ArithmeticError, BaseValidationError) as error:
        raise UnreadableFile("manifest-damaged", file=file) from error
