"""``python -m benchmarks [B1 …]``: run workloads and print their tables.

A workload is a row of ``WORKLOADS`` and a module with ``run() -> None``.
"""

from __future__ import annotations

import subprocess
import sys

WORKLOADS = {
    "B1": "benchmarks.b1_read_docx",
    "B2": "benchmarks.b2_check",
    "B3": "benchmarks.b3_citations",
    "B4": "benchmarks.b4_annotate",
    "B5": "benchmarks.b5_consolidate",
    "B6": "benchmarks.b6_write",
    "B7": "benchmarks.b7_totals",
    "B10": "benchmarks.b10_reorganisation",
    "B11": "benchmarks.b11_pages",
    "B8": "benchmarks.b8_deadline",
    "B12": "benchmarks.b12_backup",
    "B9": "benchmarks.b9_questions",
    "register": "benchmarks.register_search",
    "excel": "benchmarks.excel_intake",
}


def main(wanted: list[str]) -> int:
    """Each workload in a process of its own, so that none warms or burdens another."""
    unknown = [name for name in wanted if name not in WORKLOADS]
    if unknown:
        print(f"Unknown: {' '.join(unknown)}. Known: {' '.join(WORKLOADS)}", file=sys.stderr)
        return 2
    status = 0
    for name in wanted or WORKLOADS:
        code = f"from {WORKLOADS[name]} import run; run()"
        status |= subprocess.run([sys.executable, "-c", code], check=False).returncode
    return int(status != 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
