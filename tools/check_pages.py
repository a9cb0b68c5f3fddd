"""``python -m tools.check_pages [--check]``: docs/checks, a page a rule and an index.

With ``--check`` nothing is written; the answer is 1 when a page is missing, stale or left over.
"""

from __future__ import annotations

import sys
from pathlib import Path

from minhbach.checks import Rule, rules
from minhbach.checks.pages import page

FOLDER = Path("docs/checks")
FAMILIES = {
    "CT": "Viện dẫn",
    "CX": "Chính tả, ký tự, dấu câu",
    "DM": "Đánh số",
    "KH": "Chất lượng kế hoạch",
    "ND": "Thể thức văn bản nhà nước",
    "NT": "Ngày tháng, kỳ",
    "PD": "Thể thức văn bản Đảng",
    "SL": "Số liệu",
    "TT": "Thể thức chung",
    "VH": "Viết hoa, tên gọi, viết tắt",
}
HEAD = """# Quy tắc soát văn bản

{count} quy tắc, {stable} ổn định. Trang này do `python -m tools.check_pages` sinh ra từ
`src/minhbach/checks/data`; đừng sửa tay. Một quy tắc là **ổn định** khi lỗi cài vào văn bản thật
(`python -m benchmarks.planted`) được tìm ra với độ chính xác từ 0,95 và độ bao phủ từ 0,90; quy tắc
**thử nghiệm** (*) chỉ chạy khi được chọn bằng mã. P: độ chính xác, R: độ bao phủ, N: số lỗi cài.
“Văn bản thật”: số phát hiện trên {documents} văn bản đã ban hành, đã đọc từng phát hiện mức lỗi.
"""

COLUMNS = "| Mã | Quy tắc | Mức | Sửa | N | P | R | Văn bản thật |\n" + "|---" * 8 + "|"


def pages() -> dict[str, str]:
    """File name → text of every page."""
    every = rules()
    found = {
        f"{code}.md": page(rule) + "\n\n---\n\n" + page(rule, "en") + "\n"
        for code, rule in every.items()
    }
    stable = sum(rule.stable for rule in every.values())
    documents = max((r.measured.real_documents for r in every.values() if r.measured), default=0)
    parts = [HEAD.format(count=len(every), stable=stable, documents=documents)]
    for family, name in FAMILIES.items():
        parts.append(f"\n## {family} · {name}\n\n{COLUMNS}")
        parts += [_row(rule) for rule in every.values() if rule.family == family]
    found["index.md"] = "\n".join(parts) + "\n"
    return found


def _row(rule: Rule) -> str:
    mark = "" if rule.stable else " *"
    fix = {"safe": "an toàn", "unsafe": "gợi ý", "none": "–"}[rule.fix]
    level = {"error": "lỗi", "warning": "cảnh báo", "info": "gợi ý"}[rule.severity]
    numbers = " – | – | – | – |"
    if rule.measured:
        m = rule.measured
        numbers = f" {m.planted} | {m.precision:.2f} | {m.recall:.2f} | {m.real_findings} |"
    return f"| [{rule.code}]({rule.code}.md){mark} | {rule.vi.title} | {level} | {fix} |{numbers}"


def main(arguments: list[str]) -> int:
    wanted = pages()
    if "--check" in arguments:
        there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
        return int(there != wanted)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
