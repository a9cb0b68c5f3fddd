"""An invented country before and after a re-organisation of the size of July 2025.

63 provinces become 34; the districts between them and the communes end; three communes in a row
become a new one; every fiftieth commune is divided between two of those; a tenth of the provinces
and communes that stay get another name. The same numbers give the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator

PROVINCES, KEPT, DISTRICTS, COMMUNES = 63, 34, 696, 10_035
BEFORE = "code,name,type,parent_code"
LINES = "kind,code,target,name,type"


def before(below: int = 0) -> Iterator[str]:
    """The table of units; ``below``: party cells under each commune."""
    yield BEFORE
    yield "TW,Trung ương (giả định),trung ương,"
    for p in range(PROVINCES):
        yield f"T{p},Đảng bộ tỉnh số {p},tỉnh,TW"
    for d in range(DISTRICTS):
        yield f"H{d},Đảng bộ huyện số {d},huyện,T{d % PROVINCES}"
    for c in range(COMMUNES):
        yield f"X{c},Đảng bộ xã số {c},xã,H{district(c)}"
        for n in range(below):
            yield f"X{c}-{n},Chi bộ {n} xã số {c},chi bộ,X{c}"


def district(commune: int) -> int:
    """Communes stand in rows: neighbours share a district."""
    return commune * DISTRICTS // COMMUNES


def province(commune: int) -> int:
    """The province in which a commune's district stands, after provinces were merged."""
    old = district(commune) % PROVINCES
    return old if old < KEPT else (old - KEPT) % KEPT


def decision() -> Iterator[str]:
    """The lines of the one decision."""
    yield LINES
    for p in range(KEPT, PROVINCES):
        yield f"merge,T{p},T{(p - KEPT) % KEPT},,"
    for d in range(DISTRICTS):
        old = d % PROVINCES
        yield f"dissolve,H{d},T{old},,"
    new = (COMMUNES + 2) // 3
    for n in range(new):
        yield f"establish,M{n},T{province(n * 3)},Đảng bộ xã mới số {n},xã"
    for c in range(COMMUNES):
        yield from _commune(c, new)
    for p in range(0, KEPT, 10):
        yield f"rename,T{p},,Đảng bộ tỉnh mới số {p},tỉnh"


def _commune(c: int, new: int) -> Iterator[str]:
    if c % 50 == 49 and c // 3 + 1 < new:
        yield f"split,X{c},M{c // 3},,"
        yield f"split,X{c},M{c // 3 + 1},,"
    else:
        yield f"merge,X{c},M{c // 3},,"


def cells_of_divided(below: int) -> Iterator[str]:
    """Where the cells of divided communes go: their old commune has no one successor."""
    new = (COMMUNES + 2) // 3
    for c in range(COMMUNES):
        if c % 50 == 49 and c // 3 + 1 < new:
            for n in range(below):
                yield f"transfer,X{c}-{n},M{c // 3 + n % 2},,"
