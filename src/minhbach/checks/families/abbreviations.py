"""VH: abbreviations: defined before they are used, once, and for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding

# as in "(sau đây viết tắt là BCĐ)", "(gọi tắt là “CSDL”)"
_DEFINED = re.compile(
    r"\((?:sau đây |dưới đây )?(?:được )?(?:gọi|viết) (?:chung |tắt )?(?:là |tắt là )?:? ?[“\"']?"
    r"([A-ZĐ][A-ZĐ&]{1,11})[”\"']?\)"
)


def abbreviations(context: Context) -> Iterator[Finding]:
    """VH-30 used before, VH-31 never used, VH-32 defined twice."""
    seen: dict[str, int] = {}
    for found in context.find(_DEFINED):
        name = found[1]
        if name in seen:
            yield context.finding("VH-32", found.start(1), found.end(1))
            continue
        seen[name] = found.start()
        uses = [
            m.start() for m in re.finditer(rf"(?<![\w/-]){re.escape(name)}(?![\w/])", context.text)
        ]
        others = [at for at in uses if at != found.start(1)]
        before = [at for at in others if at < found.start()]
        if not others:
            yield context.finding("VH-31", found.start(1), found.end(1))
        elif before:
            yield context.finding("VH-30", before[0], before[0] + len(name))


CHECKS: Checks = ((("VH-30", "VH-31", "VH-32"), abbreviations),)
