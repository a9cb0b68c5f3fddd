"""Supporting bodies in prose: what stands after "phối hợp (với)"."""

from __future__ import annotations

import re

from minhbach.citations.folding import fold
from minhbach.plans.assignees import continues_class, split_bodies, starts_body
from minhbach.plans.verbs import predicate_at

# "phối hợp chặt chẽ với", "phối hợp cùng", "phối hợp, trao đổi thông tin"
_WITH = re.compile(
    r"phối hợp(?:\s(?:chặt chẽ|đồng bộ|thường xuyên|hiệu quả|tốt|kịp thời))*"
    r"(?:,?\s(?:trao đổi thông tin))?(?:\s(?:cùng với|với|cùng))?\s(?:cả\s)?"
)
_STOP = re.compile(
    r"[;.:](?=\s|$)|\s(?:trong|để|nhằm|theo|khi|tại(?!\schỗ)|đã|được|về|có(?! liên quan)|như|qua"
    r"|thông qua|nơi)\s|[(\[“]"
)


# "phối hợp với các sở liên quan tổ chức, triển khai": the verb of what they do together
_VERB_LEFT = re.compile(r"(?<=liên quan)\s+tổ chức$", re.IGNORECASE)
# "phối hợp với đơn vị được lựa chọn": no body is named
_BARE = frozenset({"đơn vị", "cơ quan", "tổ chức", "cơ quan chủ trì", "đơn vị chủ trì"})


def supports_in(text: str) -> tuple[str, ...]:
    """Every body after "phối hợp", in reading order, each once.

    >>> supports_in("Chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan tham mưu UBND tỉnh")
    ('Sở Tài chính', 'các đơn vị liên quan')
    """
    plain = re.sub(r"\s+", " ", text)
    folded = fold(plain)
    found: list[str] = []
    for match in _WITH.finditer(folded):
        if re.search(r"(?:công tác|sự|quy chế|cơ chế|đơn vị|cơ quan)\s$", folded[: match.start()]):
            continue
        if not starts_body(folded, match.end()):
            continue
        for name in split_bodies(_listing(plain, folded, match.end())):
            body = _VERB_LEFT.sub("", name)
            if body not in found and fold(body) not in _BARE:
                found.append(body)
    return tuple(found)


def _listing(plain: str, folded: str, start: int) -> str:
    """The bodies from ``start`` to the next predicate or the end of the phrase."""
    stop = _STOP.search(folded, start)
    end = stop.start() if stop else len(plain)
    for gap in re.finditer(r"[,;]\s(?:và\s)?", folded[start:end]):
        at = start + gap.end()
        if folded.startswith("giúp việc", at):  # "các cơ quan tham mưu, giúp việc"
            continue
        if not starts_body(folded, at) and not continues_class(
            folded, at, folded[start : at - len(gap.group())]
        ):
            end = start + gap.start()
            break
    verb = predicate_at(plain, start, end)
    return plain[start : verb if verb is not None else end]
