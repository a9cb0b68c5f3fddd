"""B3: citations in 10 MB of text, with and without google-re2, beside twenty plain passes of re.

The texts are invented office prose, as rich in citations as a report, a plan, a normative
document. The twenty passes are what a script for one office would do: one pattern per kind of
number, each over the whole text, nothing read about dates, issuers or keys.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from random import Random
from statistics import median

from benchmarks.generate.prose import paragraph
from benchmarks.measure import one_core
from benchmarks.tables import publish, table
from minhbach.citations import find_in_text, gate

_SIZE = 10_000_000
_TEXTS = (
    ("a report, one citing paragraph in twenty", 20),
    ("a plan, one in eight", 8),
    ("a normative document, every second one cites", 2),
)
_CITING = (
    "Căn cứ Nghị định số {n}/{y}/NĐ-CP ngày {d}/{m}/{y} của Chính phủ về công tác văn thư;",
    "Thực hiện Kết luận số {n}-KL/TW, ngày {d}/{m}/{y} của Bộ Chính trị về thông tin,",
    "theo điểm a khoản 2 Điều {n} Luật Đất đai năm 2024 và Nghị quyết số {n}/{y}/QH15.",
    "Kế hoạch số {n}/KH-UBND ngày {d} tháng {m} năm {y} của Ủy ban nhân dân tỉnh Hà Giang.",
    "Công văn số {n}/UBND-VX ngày {d}/{m}/{y} của UBND tỉnh về việc đôn đốc báo cáo.",
    "Thông tư số {n}/{y}/TT-BTC ngày {d}/{m}/{y} của Bộ trưởng Bộ Tài chính.",
    "Nghị quyết Đại hội XIII của Đảng; Quyết định số {n}/QĐ-TTg ngày {d}/{m}/{y}.",
)
_NORMATIVE = ("NĐ-CP", r"QH1\d", r"UBTVQH1\d", "TT-[A-ZĐ]+", "NQ-[A-Z]+")
_STATE = ("QĐ", "KH", "BC", "TTr", "CT", "TB", "NQ", "HD", "CTr")
_PASSES = (
    *(rf"\d+/\d{{4}}/{code}" for code in _NORMATIVE),
    *(rf"\d+/{code}-[A-ZĐ]\w+" for code in _STATE),
    *(rf"\d+-{code}/T[WU]" for code in ("NQ", "CT", "KL", "QĐ")),
    r"\d+/[A-ZĐ]+-[A-ZĐ]+",
    r"(?:Luật|Bộ luật|Pháp lệnh)\s[A-ZĐ][^,;.]{2,60}",
)


def run() -> None:
    """Measure both texts and publish."""
    one_core()
    parts = []
    for name, every in _TEXTS:
        text = office_text(_SIZE, every)
        size = len(text.encode()) / 1e6
        rows, matches = _measured(text)
        passes = size / rows["twenty passes of re"]
        lines = [
            (how, f"{size / seconds:.1f}", f"{size / seconds / passes:.2f}")
            for how, seconds in rows.items()
        ]
        parts.append(
            f"{name}: {size:.1f} MB, {matches} citations, the same with and without google-re2"
        )
        parts.append(table(("way", "MB/s", "× twenty passes"), lines))
    publish("B3", "citations in 10 MB of text", parts)


def office_text(size: int, every: int) -> str:
    """Paragraphs of invented prose; every ``every``-th holds a citation."""
    chance = Random(20260101)
    plain = [paragraph(chance) for _ in range(400)]
    pieces, length, count = [], 0, 0
    while length < size:
        count += 1
        text = chance.choice(plain)
        if count % every == 0:
            text = f"{_citing(chance)} {text}"
        pieces.append(text)
        length += len(text.encode()) + 2
    return "\n\n".join(pieces)


def _citing(chance: Random) -> str:
    return chance.choice(_CITING).format(
        n=chance.randint(1, 400),
        y=chance.randint(2016, 2026),
        m=chance.randint(1, 12),
        d=chance.randint(1, 28),
    )


def _measured(text: str) -> tuple[dict[str, float], int]:
    found = {}

    def with_re2() -> None:
        found["with"] = find_in_text(text)

    def without() -> None:
        automaton = gate.places
        gate.places = gate.places_re
        try:
            found["without"] = find_in_text(text)
        finally:
            gate.places = automaton

    patterns = [re.compile(p) for p in _PASSES]

    def passes() -> None:
        for pattern in patterns:
            sum(1 for _ in pattern.finditer(text))

    ways: dict[str, Callable[[], None]] = {
        "with google-re2": with_re2,
        "without": without,
        "twenty passes of re": passes,
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(3):
        for way, call in ways.items():
            start = time.process_time()
            call()
            seconds[way].append(time.process_time() - start)
    if found["with"] != found["without"]:
        raise SystemExit("B3: the two ways differ")
    return {way: median(times) for way, times in seconds.items()}, len(found["with"])
