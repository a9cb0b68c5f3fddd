"""The two entrances: a Document, or plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minhbach.citations import gate
from minhbach.citations.codes import find_codes
from minhbach.citations.find import Hit, find_hits, to_citation
from minhbach.citations.resolve import resolve
from minhbach.model.citation import Citation
from minhbach.model.document import Document

# A blank line ends a paragraph, unless a number goes on behind it ("số⏎⏎101/2023/QH15").
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_GOES_ON = re.compile(r"(?:[sS]ố|[/-])\s{0,4}$")
# A paragraph that ends inside a citation, and what the next one then begins with
_NUMBER_CUT = re.compile(
    r"(?:\b[sS]ố\s{0,4}:?|ngày(?:\s\d{1,2}(?:\stháng(?:\s\d{1,2}(?:\snăm)?)?)?)?|[/-]"
    r"|(?:Điều|khoản|điểm|Khoản)\s[\w, ]{1,30}"
    r"|(?:[Nn]ghị (?:định|quyết)|[Tt]hông tư|[Qq]uyết định|[Cc]hỉ thị))\s{0,4}$"
)
_NUMBER_GOES_ON = re.compile(
    r"\s{0,4}(?:(?:số\s{0,4}:?\s{0,4})?\d{1,6}[a-z]?\s?[/-]\s?(?:\d|[A-ZĐ])|tháng\s\d|năm\s\d{4}|(?:19|20)\d\d\b"
    r"|\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]|\d{1,2}\stháng\s"
    r"|(?:Nghị (?:định|quyết)|Thông tư|Quyết định|Luật|Bộ luật)\s(?:số\s\d|[A-ZĐ\d])|[A-ZĐ]{2,}\b)"
)
# A line that ends inside the issuer: "của Bộ trưởng Bộ⏎Lao động", "Nông nghiệp và⏎Môi trường",
# "Bộ Lao động⏎- Thương binh"; or before it: "ngày 09/6/2025⏎của Chính phủ",
# "30/2020/NĐ-CP⏎ngày 05/3/2020"
_ISSUER_CUT = re.compile(
    r"\s(?:của|CỦA)(?:\s(?:[^;:.\n]{0,60}\s)?(?:Bộ(?: trưởng(?: Bộ)?)?|Chủ tịch|Giám đốc(?: Sở)?|Sở"
    r"|Ủy ban(?: nhân(?: dân)?)?|Uỷ ban(?: nhân(?: dân)?)?|UBND|HĐND|Hội đồng(?: nhân(?: dân)?)?"
    r"|Thủ tướng|Tổng cục(?: trưởng)?|Cục(?: trưởng)?|Ban|Ban Thường vụ|Ban Chấp hành|Công ty|Tỉnh"
    r"|Thành|Văn phòng|và|-|BỘ(?: TRƯỞNG(?: BỘ)?)?|HỘI ĐỒNG(?: NHÂN(?: DÂN)?)?"
    r"|ỦY BAN(?: NHÂN(?: DÂN)?)?|(?:TỈNH|THÀNH PHỐ|tỉnh|thành phố)(?: [A-ZĐ]\w{0,12})?))?\s{0,4}$"
)
_ISSUER_GOES_ON = re.compile(
    r"\s{0,4}(?!(?:Căn|Theo|Điều|Chương|Mục|Kính|Xét|Về|Nơi|Độc|Số|CĂN|ĐIỀU|VỀ|CỘNG|QUYẾT|NGHỊ"
    r"|Phụ|PHỤ)\b)"
    r"[A-ZĐÂĂÊÔƠƯ]?[^\W\d_]{1,14}\b(?![.):/])"
)
_LABOUR_CUT = re.compile(r"(?:Bộ|Sở|Phòng) Lao động\s{0,4}$")
_LABOUR_GOES_ON = re.compile(r"\s{0,4}[-–]\s?Thương binh")
_BEFORE_ISSUER_CUT = re.compile(r"(?:\d{4}|[/-][A-ZĐ][\w-]{0,30})\s{0,4}$")
_BEFORE_ISSUER_GOES_ON = re.compile(
    r"\s{0,4}(?:của\s(?:các\s)?[A-ZĐỦ]|ngày\s\d{1,2}\s?(?:/|tháng))"
)
_CUTS = (
    (_NUMBER_GOES_ON, _NUMBER_CUT, 40),
    (_ISSUER_GOES_ON, _ISSUER_CUT, 110),
    (_LABOUR_GOES_ON, _LABOUR_CUT, 24),
    (_BEFORE_ISSUER_GOES_ON, _BEFORE_ISSUER_CUT, 24),
)
# The annex line "(Kèm theo Kế hoạch số … của UBND tỉnh)": the document's own number
_ANNEX_LINE = re.compile(
    r"\s{0,4}[*_]{0,4}\(?\s{0,4}[*_]{0,4}(?:ban hành\s{1,4})?kèm\s{1,4}theo\s", re.IGNORECASE
)
_OWN_LINE = re.compile(r"\s{0,4}[|*_ ]{0,6}số\s{0,4}:?\s{0,4}[*_]{0,4}\s{0,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its place in the running text, and what it is."""

    start: int
    end: int
    anchor: str | None = None
    role: str = "body"


def find_in_text(text: str) -> tuple[Citation, ...]:
    """The citations in plain text; single line breaks are spaces, blank lines end paragraphs.

    >>> [c.notation for c in find_in_text("Nghị quyết số 68/2022/QH15; số 69/2022/QH15")]
    ['68/2022/QH15', '69/2022/QH15']
    """
    blocks, start = [], 0
    for gap in _BLANK.finditer(text):
        last = text[gap.start() - 1 : gap.start()]
        if (last in "ố/-" or last.isspace()) and _GOES_ON.search(
            text, max(0, gap.start() - 4), gap.start()
        ):
            continue
        blocks.append(Block(start, gap.start()))
        start = gap.end()
    blocks.append(Block(start, len(text)))
    return _search(text, blocks, None, None)


def find_citations(doc: Document) -> tuple[Citation, ...]:
    """The citations of a Document in reading order, one entry per occurrence.

    The document's own number is left out, in its header and in annex lines; so are self
    references ("Luật này" in a law). ``date`` and ``issuer`` are what the text states.
    Source of the rules: the project's standards, C (Decree 30/2020/NĐ-CP; guidance 36-HD/VPTW).
    """
    blocks, pieces, at = [], [], 0
    for paragraph in doc.paragraphs():
        blocks.append(Block(at, at + len(paragraph.text), paragraph.anchor, paragraph.role))
        pieces.append(paragraph.text)
        at += len(paragraph.text) + 1
    return _search("\n".join(pieces), blocks, doc.header.number, doc.header.kind_name)


def _search(
    text: str, blocks: list[Block], own: str | None, own_kind: str | None
) -> tuple[Citation, ...]:
    found: list[tuple[Block, Hit]] = []
    number = _plain(own)
    for block in _mended(text, _near(blocks, gate.places(text))):
        piece = text[block.start : block.end]
        for hit in _foreign(piece, block, find_hits(piece), number):
            found.append((block, hit))
    starts = [block.start for block in blocks]
    citations = []
    for block, hit in found:
        anchor = blocks[bisect_right(starts, block.start + hit.start) - 1].anchor
        citations.append(to_citation(text, block.start, hit, anchor))
    return resolve(text, [(b.start, b.end, b.anchor) for b in blocks], citations, own_kind)


def _near(blocks: list[Block], places: list[int]) -> Iterator[tuple[int, Block, bool]]:
    """The blocks that hold a place, each with its neighbours, for a citation may be cut between
    two: number of the block, block, and False for a neighbour that holds none."""
    starts = [block.start for block in blocks]
    hold = sorted({bisect_right(starts, place) - 1 for place in places})
    known = frozenset(hold)
    done = -1
    for i in hold:
        for j in range(max(done + 1, i - 1), min(i + 2, len(blocks))):
            yield j, blocks[j], j in known
            done = j


def _mended(text: str, blocks: Iterable[tuple[int, Block, bool]]) -> Iterator[Block]:
    """The blocks, two made one where a number or a date was cut between them."""
    held: Block | None = None
    wanted, last = False, -2
    for i, block, holds in blocks:
        follows, last = i == last + 1, i
        if held and follows and (wanted or holds) and _is_cut(text, held, block):
            held = Block(held.start, block.end, held.anchor, held.role)
            wanted = wanted or holds
            continue
        if held and wanted:
            yield held
        held, wanted = block, holds
    if held and wanted:
        yield held


def _is_cut(text: str, held: Block, block: Block) -> bool:
    return any(
        goes_on.match(text, block.start, block.end)
        and cut.search(text, max(held.start, held.end - reach), held.end)
        for goes_on, cut, reach in _CUTS
    )


def _foreign(piece: str, block: Block, hits: list[Hit], own: str | None) -> Iterator[Hit]:
    """The hits that are not the document's own number."""
    annex = _ANNEX_LINE.match(piece) if piece.lstrip(" *_").startswith(("(", "K", "k")) else None
    for i, hit in enumerate(hits):
        if own and hit.notation and _plain(hit.notation) == own:
            continue
        if annex and i == 0 and piece.lstrip(" *_").startswith("(") and _may_be_own(hit, own):
            continue
        if block.role == "header" and hit.code and _OWN_LINE.match(piece[: hit.code.start]):
            continue
        yield hit


def _may_be_own(hit: Hit, own: str | None) -> bool:
    """An annex line names the document itself, unless its own number has another symbol."""
    mine = next(find_codes(own.upper()), None) if own else None
    if mine is None or hit.code is None:
        return True
    same = [p.upper() for p in mine.parts] == [p.upper() for p in hit.code.parts]
    return same or (mine.number, mine.year) == (hit.code.number, hit.code.year)


def _plain(notation: str | None) -> str | None:
    if not notation:
        return None
    code = next(find_codes(notation), None)
    return (code.notation if code else notation.replace(" ", "")).casefold()
