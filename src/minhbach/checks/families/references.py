"""DM: places inside the document that the text points to and that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding

_SELF = (
    r"(?:Điều|Quyết định|Quy định|Quy chế|Thông tư|Nghị định|Nghị quyết|Kế hoạch|Hướng dẫn|Luật|"
    r"Điều lệ|Chương trình)"
)
# "khoản 3 Điều 12 Quy chế này", "Điều 12 của Thông tư này"
_ARTICLE = re.compile(rf"Điều (\d{{1,3}})(?: và Điều \d{{1,3}})?(?: của)? {_SELF} này\b")
_ANNEX = re.compile(r"\bPhụ lục ([IVX]{1,5}|\d{1,2})(?: ban hành)? kèm theo(?: \w+){0,3} này")
_ANNEX_HEAD = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục)(?: số)? ([IVX]{1,5}|\d{1,2})\b")
_TABLE = re.compile(r"^(?:Bảng|Biểu|Hình) (\d{1,2})[.:]", re.MULTILINE)


def articles(context: Context) -> Iterator[Finding]:
    """DM-10: "Điều 25 Quy chế này" where the last article is 20. Only in documents whose articles
    run without a gap, so that none was misread."""
    numbers = []
    quoted = False
    for paragraph in context.doc.paragraphs(tables=False):
        found = re.match(r"Điều (\d{1,3})\b", paragraph.mark)
        if found and not quoted:
            numbers.append(int(found[1]))
        opens, closes = paragraph.text.count("“"), paragraph.text.count("”")
        if opens != closes:
            quoted = opens > closes
    if (
        "VBHN" in (context.doc.header.number or "")
        or len(numbers) < 3
        or numbers != list(range(1, len(numbers) + 1))
    ):
        return
    kind = context.doc.header.kind_name or ""
    for found in context.find(_ARTICLE):
        own = (
            found[0]
            .removesuffix(" này")
            .endswith(("Quy chế", "Quy định", "Điều lệ", kind or "Điều"))
        )
        if (
            own
            and int(found[1]) > numbers[-1]
            and "“" not in context.text[max(0, found.start() - 200) : found.start()]
        ):
            yield context.finding("DM-10", found.start(), found.end(), last=str(numbers[-1]))


def annexes(context: Context) -> Iterator[Finding]:
    """DM-11: an annex that the text names and that does not follow."""
    heads = {found[1] for p in context.paragraphs if (found := _ANNEX_HEAD.match(p.text))}
    if len(heads) < 2:
        return
    for found in context.find(_ANNEX):
        if found[1] not in heads and found[1].isdigit() == next(iter(heads)).isdigit():
            yield context.finding(
                "DM-11", found.start(), found.start() + len("Phụ lục ") + len(found[1])
            )


def captions(context: Context) -> Iterator[Finding]:
    """DM-12: captions "Bảng 1", "Bảng 3": one is missing."""
    last: dict[str, int] = {}
    for found in context.find(_TABLE):
        kind, number = found[0].split()[0], int(found[1])
        before = last.get(kind)
        if before is not None and number not in (before, before + 1, 1):
            yield context.finding(
                "DM-12", found.start(), found.end(), expected=f"{kind} {before + 1}"
            )
        last[kind] = number


CHECKS: Checks = (
    (("DM-10",), articles),
    (("DM-11",), annexes),
    (("DM-12",), captions),
)
