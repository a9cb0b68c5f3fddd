"""One planter a rule for errors in the words: text → text with one error, or None."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from functools import partial

Planter = Callable[[str, random.Random], "tuple[str, int] | None"]

_WORD = re.compile(r"(?<![\w-])[a-zà-ỹđ]{2,}(?![\w-])")


def _at(text: str, found: re.Match[str], new: str) -> tuple[str, int]:
    return text[: found.start()] + new + text[found.end() :], found.start()


def swap(
    pattern: str, new: str | Callable[[re.Match[str]], str], text: str, rng: random.Random
) -> tuple[str, int] | None:
    """One random match replaced; group 0 is the whole of what goes."""
    places = list(re.finditer(pattern, text, re.MULTILINE))
    if not places:
        return None
    found = rng.choice(places)
    put = new(found) if callable(new) else found.expand(new)
    return None if put == found[0] else _at(text, found, put)


def first(
    pattern: str, new: str | Callable[[re.Match[str]], str], text: str, rng: random.Random
) -> tuple[str, int] | None:
    """The first match replaced: in the header block, not in the forms of an annex."""
    found = re.search(pattern, text[:6000], re.MULTILINE)
    if not found:
        return None
    put = new(found) if callable(new) else found.expand(new)
    return None if put == found[0] else _at(text, found, put)


def last(
    pattern: str, new: str | Callable[[re.Match[str]], str], text: str, rng: random.Random
) -> tuple[str, int] | None:
    """A match between the recipients' label and the end of a document without annexes."""
    at = text.find("Nơi nhận")
    if at < 0 or len(text) - at > 1500:
        return None
    outcome = swap(pattern, new, text[at:], rng)
    return outcome and (text[:at] + outcome[0], at + outcome[1])


def insert(sentence: str, text: str, rng: random.Random) -> tuple[str, int] | None:
    """A sentence with the error put after a full stop that ends a line of the body."""
    places = [
        m
        for m in re.finditer(r"[a-zà-ỹ]{3}\.\n", text)
        if len(text) * 0.2 < m.start() < len(text) * 0.7
    ]
    if not places:
        return None
    found = rng.choice(places)
    put = f"{found[0]}\n{sentence}\n\n"
    return _at(text, found, put)[0], found.end() + 1


def _no_tone(found: re.Match[str]) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFD", found[0]) if c not in "\u0301\u0323"
    ) and unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", found[0]) if c not in "\u0301\u0323")
    )


def _confuse(text: str, rng: random.Random) -> tuple[str, int] | None:
    """A syllable of a phrase said four times gets another tone, once."""
    phrases: dict[str, list[int]] = {}
    for found in re.finditer(r"(?=(?<![\w-])([a-zà-ỹđ]+ [a-zà-ỹđ]+ [a-zà-ỹđ]+)(?![\w-]))", text):
        phrases.setdefault(found[1], []).append(found.start())
    often = [p for p, at in phrases.items() if len(at) >= 4]
    rng.shuffle(often)
    for phrase in often:
        a, b, _rest = phrase.split()
        for old, new in (
            ("\u0301", "\u0300"),
            ("\u0300", "\u0301"),
            ("\u0309", "\u0303"),
            ("\u0303", "\u0309"),
            ("\u0301", "\u0309"),
        ):
            loose = unicodedata.normalize("NFD", b)
            if old not in loose or b[-1] in "cpt" or b.endswith("ch"):
                continue
            other = unicodedata.normalize("NFC", loose.replace(old, new))
            if re.search(rf"(?<![\w]){other}(?!\w)", text):
                continue
            at = rng.choice(phrases[phrase])
            start = at + len(a) + 1
            return text[:start] + other + text[start + len(b) :], start
    return None


_OLD_NEW = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "ọe", "ùy", "úy", "ủy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẹ", "uỳ", "uý", "uỷ", "uỵ"],
        strict=True,
    )
)


def _other_placement(text: str, rng: random.Random) -> tuple[str, int] | None:
    """One of several "hóa", "xóa", "ủy" written the other way, in a text that has one way."""
    loose = re.compile(r"(?<![qQ])(?:" + "|".join(_OLD_NEW.values()) + r")(?!\w)", re.IGNORECASE)
    words = [
        w
        for w in ("ủy", "hóa", "hòa", "khỏe", "xóa", "tòa", "thủy")
        if len(re.findall(rf"\b{w}\b", text)) > 2
    ]
    if loose.search(text) or not words:
        return None
    old = rng.choice(words)
    new = next(old.replace(a, b) for a, b in _OLD_NEW.items() if a in old)
    return swap(rf"\b{old}\b", new, text, rng)


def _renumber(
    change: Callable[[int], int], text: str, rng: random.Random
) -> tuple[str, int] | None:
    """A numbered line whose next sibling stands below gets another number."""
    places = [
        m
        for m in re.finditer(r"^(\d{1,2})\. (?=\w[^\n…]{25})", text, re.MULTILINE)
        if int(m[1]) >= 4
        and re.search(
            rf"^{int(m[1]) - 1}\. ", text[max(0, m.start() - 6000) : m.start()], re.MULTILINE
        )
    ]
    if not places or "VBHN" in text[:3000] or "ửa đổi" in text:
        return None
    found = rng.choice(places)
    return _at(text, found, f"{change(int(found[1]))}. ")


def _cut_letter(text: str, rng: random.Random) -> tuple[str, int] | None:
    return swap(r"^đ\) (?=\w)(?=[\s\S]{5,3000}?^e\) )", "e) ", text, rng)


def _as_is(found: re.Match[str]) -> str:
    return found[0]


R = partial
PLANTERS: dict[str, Planter] = {
    "CX-01": _other_placement,
    "CX-02": lambda text, rng: (
        swap(r"\btỷ lệ\b", "tỉ lệ", text, rng) if len(re.findall(r"\btỷ lệ\b", text)) > 2 else None
    ),
    "CX-03": R(swap, r"\b(các|của|được|trong|những|cho) (?=[a-zà-ỹ])", r"\1 \1 "),
    "CX-04": R(swap, r"(?<=[a-zà-ỹ]{2}), (?=[a-zà-ỹ])", " , "),
    "CX-05": R(swap, r"(?<=[a-zà-ỹ]{2}), (?=[a-zà-ỹ]{2})", ","),
    "CX-06": R(swap, r"(?<=[a-zà-ỹ]{3}) (?=[a-zà-ỹ]{3})", "  "),
    "CX-07": R(swap, r"(?<=[a-zà-ỹ]{2}), (?=[a-zà-ỹ])", ",, "),
    "CX-08": R(swap, r"(?<=[^\n|]{24}\w )\(([^()\n]{5,40})\)(?=[ ,.;][^()]{80})", r"(\1"),
    "CX-09": R(swap, r"(?<=\w )\((?=[^()\n…]{5,40}\))", "( "),
    "CX-10": R(swap, r"\b[a-zà-ỹ]*[áàâấ][a-zà-ỹ]*\b", lambda m: unicodedata.normalize("NFD", m[0])),
    "CX-12": R(swap, r"QĐ-|NĐ-|Đ(?=iều)", lambda m: m[0].replace("Đ", "Ð")),
    "CX-15": R(swap, r"(?<=[a-zà-ỹ])(?=[a-zà-ỹ]{2}\b)", "\u200b"),
    "CX-16": R(swap, r"\b(?:được|thực|việc|tổ chức|một|kết|đất|luật|cấp)\b", _no_tone),
    "CX-17": _confuse,
    "CX-18": R(
        swap,
        r"\b(?:bổ sung|sử dụng|sáp nhập|chia sẻ|xử lý|sắp xếp|tham quan|lãi suất|năng suất)\b",
        lambda m: {
            "bổ sung": "bổ xung",
            "sử dụng": "xử dụng",
            "sáp nhập": "sát nhập",
            "chia sẻ": "chia xẻ",
            "xử lý": "sử lý",
            "sắp xếp": "xắp xếp",
            "tham quan": "thăm quan",
            "lãi suất": "lãi xuất",
            "năng suất": "năng xuất",
        }[m[0]],
    ),
    "CX-19": R(
        swap, r"(?<![\w/.,-])\d{1,3}\.\d0\d(?![\w/.,-])", lambda m: m[0][:-2] + "O" + m[0][-1]
    ),
    "CX-20": R(swap, r"\b[a-zà-ỹ]{2,}o[a-zà-ỹ]+\b", lambda m: m[0].replace("o", "\u043e", 1)),
    "CX-21": R(
        swap, r"(?<=\. )[A-ZĐ][a-zà-ỹ]{3,}\b", lambda m: m[0][0] + m[0][1].upper() + m[0][2:]
    ),
    "CX-22": lambda text, rng: (
        swap(r"\bthực hiện\b|\bquy định\b", lambda m: m[0].replace(" ", ""), text, rng)
        if min(text.count("thực hiện"), text.count("quy định")) > 2
        else None
    ),
    "CX-23": R(swap, r"(?<=[a-zà-ỹ]{2}) \((?=[a-zà-ỹ]{2,} )", "("),
    "CX-24": R(swap, r"(?<=[a-zà-ỹ])[àáạảấ](?=[a-z])", "\ufffd"),
    "NT-01": R(swap, r"(?<!\d)\d{1,2}/(?:4|6|9|11)/(20\d\d)(?!\d)", r"31/4/\1"),
    "NT-02": R(swap, r"(?<=ngày )0([1-9]/\d{1,2}/20\d\d)(?!\d)", r"\1"),
    "NT-03": R(swap, r"(?<=ngày )(\d\d)/([3-9])/(20\d\d)(?!\d)", r"\1/0\2/\3"),
    "NT-04": R(insert, "Hội nghị tổ chức vào thứ Hai, ngày 05/3/2024 tại trụ sở cơ quan."),
    "NT-06": R(
        insert, "Thời gian thực hiện từ ngày 15/8/2025 đến ngày 10/7/2025 tại các địa phương."
    ),
    "NT-08": R(insert, "Hội nghị khai mạc lúc 25 giờ 30 phút tại trụ sở cơ quan."),
    "DM-01": R(_renumber, lambda n: n + 1),
    "DM-02": R(_renumber, lambda n: n - 1),
    "DM-06": R(_renumber, lambda n: n - 2),
    "DM-05": _cut_letter,
    "DM-07": R(swap, r"^g\) (?=\w)", "f) "),
    "DM-10": R(
        swap, r"\bĐiều \d{1,2} (Thông tư|Quy định|Quy chế|Nghị định) này", r"Điều 99 \1 này"
    ),
    "VH-01": R(swap, r"(?<=[a-zà-ỹ]{3}\. )[A-ZĐ](?=[a-zà-ỹ]{2})", lambda m: m[0].lower()),
    "VH-04": R(
        swap,
        r"(?<=[a-zà-ỹ] )tỉnh(?= (?:Nghệ An|Hà Tĩnh|Lâm Đồng|Cà Mau|Tây Ninh|Gia Lai|An Giang|"
        r"Đồng Tháp|Quảng Ninh|Bắc Ninh|Thanh Hóa|Vĩnh Long|Khánh Hòa|Lào Cai|Phú Thọ|"
        r"Thái Nguyên|Tuyên Quang|Cao Bằng|Đồng Nai)\b)",
        "Tỉnh",
    ),
    "VH-06": R(
        swap,
        r"(?<=[a-zà-ỹ] )Thành phố Hồ Chí Minh|Thủ đô Hà Nội",
        lambda m: m[0].replace("Thành", "thành").replace("Thủ", "thủ"),
    ),
    "VH-08": R(insert, "Quy hoạch vùng Đông Nam bộ và vùng Bắc Trung bộ được triển khai."),
    "VH-09": R(
        swap,
        r"\b(?:Ủy ban nhân dân|Hội đồng nhân dân|Bộ Tài chính|Sở Tài chính|Sở Nội vụ|Bộ Nội vụ)\b",
        lambda m: m[0].title(),
    ),
    "VH-10": R(
        swap,
        r"\b(?:Mặt trận Tổ quốc Việt Nam|Ban Chấp hành Trung ương|"
        r"Bộ Chính trị|Đảng Cộng sản Việt Nam)\b",
        lambda m: m[0][0] + m[0][1:].lower().replace("việt nam", "Việt Nam"),
    ),
    "VH-12": R(
        swap,
        r"(?<=[a-zà-ỹ] )(?:Thủ tướng Chính phủ|Chủ tịch nước|Chủ tịch Quốc hội)",
        lambda m: m[0][0].lower() + m[0][1:],
    ),
    "VH-15": R(
        swap,
        r"(?<=[a-zà-ỹ] )(?:Nghị định|Thông tư|Quyết định|Kế hoạch|Nghị quyết)(?= số \d+/)",
        lambda m: m[0].lower(),
    ),
    "VH-16": R(swap, r"(?<=khoản \d )Điều(?= \d)", "điều"),
    "VH-17": R(insert, "Chăm lo Tết Nguyên Đán cho người nghèo trên địa bàn."),
    "VH-18": R(insert, "Cơ quan tiếp công dân vào thứ hai hằng tuần tại trụ sở."),
    "VH-21": R(insert, "Tập thể được tặng Huân chương lao động hạng Nhất."),
    "VH-30": R(
        insert, "Giao BVĐX lập danh sách. Ban Vận động Xóm (sau đây viết tắt là BVĐX) giúp việc."
    ),
    "VH-31": R(insert, "Ban Vận động Xóm (sau đây viết tắt là BVĐX) giúp việc cơ quan."),
    "VH-32": R(
        insert,
        "Ban Vận động Xóm (viết tắt là BVĐX) họp; BVĐX giao việc; "
        "Bản vẽ (viết tắt là BVĐX) kèm theo.",
    ),
    "SL-03": R(insert, "Đến nay đã có 120/150 đơn vị hoàn thành, đạt 90%."),
    "SL-04": R(insert, "Số hộ nghèo chiếm 112% tổng số hộ."),
    "SL-05": R(insert, "Thu ngân sách tăng 8,25%, chi thường xuyên giảm 3.5%."),
    "SL-06": R(
        insert,
        "Tổng kinh phí 1.250.000 đồng, đã chi 1.100.000 đồng, còn 150.000 đồng, "
        "nộp 1,340,000 đồng.",
    ),
    "SL-07": R(insert, "Thành lập 05 (sáu) tổ công tác giúp việc."),
    "SL-09": R(insert, "Dự hội nghị có 120 đại biểu, trong đó 70 nam, 45 nữ."),
    "SL-11": R(insert, "Số hội viên từ 100 lên 150, tăng 25%."),
    "SL-12": R(insert, "Kinh phí thực hiện là 12.3456.789 đồng."),
    "CT-01": R(
        swap, r"(?<=/)(20[12]\d)(?=/(?:NĐ-CP|TT-[A-Z]+|QH15) ngày \d)", lambda m: str(int(m[0]) - 3)
    ),
    "CT-02": R(insert, "Thực hiện Nghị quyết số 103/2023/QH12 ngày 09/11/2023 của Quốc hội."),
    "CT-03": R(
        insert,
        "Thực hiện Nghị quyết số 34-NQ/TW, ngày 09/01/2023 của Ban Chấp hành Trung ương khóa XII.",
    ),
    "CT-04": R(
        insert,
        "Thực hiện Kết luận số 64-KL/TW, ngày 18/10/2021 của Hội nghị Trung ương 8 khóa XIII.",
    ),
    "CT-05": R(
        insert,
        "Thực hiện Kết luận số 59-KL/TW, ngày 08/8/2023 của Bộ Chính trị "
        "và Kết luận số 59-KL/TW, ngày 18/8/2023 của Bộ Chính trị.",
    ),
    "CT-06": R(
        insert,
        "Thực hiện Kết luận số 59-KL/TW, ngày 08/8/2023 của Bộ Chính trị; "
        "Kết luận số 53-KL/TW, ngày 28/10/2023 của Bộ Chính trị.",
    ),
    "CT-07": R(
        swap,
        r"(?<=/NĐ-CP ngày )(\d\d/\d{1,2}/\d{4}|\d\d tháng \d{1,2} năm \d{4}) của Chính phủ",
        r"\1 của Quốc hội",
    ),
    "CT-08": R(swap, r"Nghị định(?= số \d+/\d{4}/NĐ-CP)", "Thông tư"),
    "CT-11": R(
        insert, "Thực hiện Nghị quyết số 95/UBTVQH15 ngày 14/7/2025 của Ủy ban Thường vụ Quốc hội."
    ),
    "CT-12": R(
        insert,
        "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020 - 2025 "
        "và Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XI, nhiệm kỳ 2020 - 2025.",
    ),
    "CT-20": R(first, r";(?=[*_]*\n+[*_ ]*Căn cứ )", "."),
    "CT-22": R(first, r"(Căn cứ (?:Nghị định|Luật)(?:[^;\n]+\n?){1,4};)[*_]*\n", r"\1\n\n\1\n"),
    "CT-23": R(swap, r"(?<=\d/)(NĐ|QĐ)(?=-[A-Z])", lambda m: m[0].replace("Đ", "D")),
    "CT-24": R(swap, r"(?<=\d/(?:NĐ|QĐ|TT|KH))-(?=[A-Z]{2})", " -"),
    "CT-25": R(swap, r"(?<=tại )khoản (\d) Điều (\d{1,2})(?= [A-Z])", r"Điều \2 khoản \1"),
    "TT-01": R(
        first,
        r"\A[\s\S]{50,2500}?(?=^[*| ]*(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG BÁO|BÁO CÁO)\b)",
        "",
    ),
    "TT-02": R(first, r"(?<=Số: )(\d+)/(KH|QĐ|NQ|CT|TB|BC)-(UBND|HĐND)", r"\1-\2/TU"),
    "ND-01a": R(
        first,
        r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM(?!Đ)|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM(?!Đ)",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA  VIỆT-NAM",
    ),
    "ND-01b": R(first, r"Độc lập - Tự do - Hạnh phúc", lambda m: m[0].replace("phúc", "Phúc")),
    "ND-03": R(first, r"(?<=Số): (?=\d{2,}/)", " "),
    "ND-03t": R(first, r"(?<=Số: )(\d+)/(KH|QĐ)-(?=UBND|[A-Z]{2})", lambda m: f"{m[1]}/BC-"),
    "ND-04": R(first, r"(?<=ngày )\d\d(?=\s+tháng\s+\d{1,2}\s+năm\s+20\d\d)", "5"),
    "ND-07m": R(swap, r"(?<![\w.])(TM|KT|TL)\. (?=[A-ZĐỦ]{2})", r"\1 "),
    "ND-09c": R(last, r"(?<=^- )([^\n|;]{4,60});(?=\n- )", r"\1,"),
    "ND-09d": R(last, r"(?<=- )Lưu: VT", "Lưu VT"),
    "ND-09e": R(last, r"(?<=^- )(Lưu: VT[^\n|.;]{0,30})\.(?=\s*\n\|?)", r"\1;"),
    "ND-37": R(
        swap,
        r"^((?:Trên đây là|Đề nghị|Yêu cầu|Trong quá trình|Giao )[^\n]*(?:\n[^\n]+){0,8}?)\./\.",
        r"\1.",
    ),
    "ND-20": R(
        swap,
        r"^(\**(?:PHỤ LỤC|Phụ lục) )(I{1,3})(?=\W*$)(?=[\s\S]*^\**(?:PHỤ LỤC|Phụ lục) [IV])",
        lambda m: m[1] + str(len(m[2])),
    ),
    "ND-20b": R(
        first,
        r"((?:PHỤ LỤC|Phụ lục)[^\n]{0,8}\n+(?:[^\n(]*\n+){0,4}?)[*_]*"
        r"\((?:Ban hành k|K)èm theo[^)]*\)",
        r"\1",
    ),
    "NT-05": R(insert, "Các đơn vị gửi báo cáo kết quả trước ngày 15/3/2025 để tổng hợp."),
    "NT-10": R(swap, r"(?<=Trên đây là )(?:Kế hoạch|Báo cáo)", "Hướng dẫn"),
    "DM-12": R(insert, "Bảng 1. Kết quả thu\n\nKết quả khá.\n\nBảng 3. Kết quả chi"),
    "VH-05": R(insert, "Các hộ dân ở quận 5 đã di dời theo kế hoạch."),
    "VH-14": R(insert, "Tổ chức chào mừng ngày Quốc Khánh 2-9 trên địa bàn."),
    "VH-19": R(insert, "Tổ chức kỷ niệm Cách mạng Tháng tám thành công."),
    "CT-09": R(insert, "Thực hiện Nghị quyết số 15/NQ-CP ngày 20/9/2027 của Chính phủ."),
    "CT-13": R(
        insert,
        "Thực hiện Quyết định số 2304/QĐ-BTNMT ngày 23/6/2025 của Bộ trưởng Bộ Tài nguyên và "
        "Môi trường.",
    ),
    "ND-07k": R(last, r"(?<=KT\. CHỦ TỊCH)([*\s]+)PHÓ CHỦ TỊCH", r"\1TRƯỞNG BAN"),
    "ND-07b": R(
        last, r"(?<=CHỦ TỊCH)([*]{0,2}\n+[*]{0,2})(?=[A-ZĐ][a-zà-ỹ]+ [A-ZĐ][a-zà-ỹ]+)", r"\1TS. "
    ),
}
