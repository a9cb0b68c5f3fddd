"""Bodies in plans: who stands at the head of an item, who supports, and lists of bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from minhbach.citations.folding import fold
from minhbach.plans.verbs import has_plain_predicate, predicate_at, words

_CLASS = r"(?:tất cả |toàn thể |mỗi |từng |một số )?(?:các |những )?"
_MAX_WORDS = 48


@dataclass(frozen=True, slots=True)
class Subject:
    """The body at the head of an item: its name, where the duty starts, and whether a word such
    as "Đề nghị" gives the work."""

    name: str
    duty_at: int
    given: bool


@cache
def _heads() -> re.Pattern[str]:
    rows = sorted({fold(h) for h in words()["heads"]}, key=len, reverse=True)
    no = "|".join(re.escape(fold(h)) for h in words()["not_heads"])
    yes = "|".join(re.escape(h) for h in rows)
    plural = "|".join(re.escape(fold(h)) for h in words()["plural_heads"])
    fixed = "|".join(re.escape(fold(h)) for h in words()["fixed_heads"])
    return re.compile(
        rf"(?:{_CLASS}(?:{fixed})|{_CLASS}(?!(?:{no})(?!\w))(?:{yes})"
        rf"|(?:các|những|mọi|toàn thể)\s(?:{plural}))(?!\w)"
    )


@cache
def _givers() -> re.Pattern[str]:
    rows = sorted({fold(g) for g in words()["givers"]}, key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(map(re.escape, rows)) + r")\s*:?\s+")


def starts_body(folded: str, at: int = 0) -> bool:
    """True when a body or a class of bodies begins at ``at`` of the folded text."""
    return _heads().match(folded, at) is not None


def given_to(text: str) -> int:
    """Length of "Đề nghị", "Giao" … at the head of the text; 0 when there is none."""
    match = _givers().match(fold(text))
    return match.end() if match else 0


# Such as: Ban Truyền thông (do Phó Hiệu trưởng làm Trưởng ban)
_REMARK = re.compile(
    r"\s\((?:(?:do|sau đây|gọi|viết tắt|gồm|đ/c|đồng chí|ông|bà)\s[^()]*|[^()]*phụ trách)\)$",
    re.IGNORECASE,
)


def body_heading(text: str | None) -> str | None:
    """The body that a heading names; None when the heading is not the name of a body.

    >>> body_heading("Đề nghị Sở Y tế:")
    'Sở Y tế'
    >>> body_heading("Phòng, chống thiên tai") is None
    True
    """
    if not text:
        return None
    skip = given_to(text)
    name = re.sub(r"\s+", " ", text[skip:]).strip(" :.;*")
    name = _REMARK.sub("", re.sub(r",?\s(?:có|chịu) trách nhiệm$", "", name))
    folded = fold(name)
    if not name or len(name.split()) > _MAX_WORDS or not starts_body(folded):
        return None
    if re.search(r"[.;]\s", name) and not _all_bodies(name):
        return None
    if has_plain_predicate(name) or re.search(r"\d\s*%|(?<!\w)(?:về|trong việc|đối với)\s", folded):
        return None
    return name


def _all_bodies(name: str) -> bool:
    return all(
        starts_body(fold(part.strip())) for part in re.split(r"[.;]\s", name) if part.strip()
    )


def subject_of(text: str) -> Subject | None:
    """The body that is the item's own subject: "Sở Y tế chủ trì …", "Giao Công an tỉnh …"."""
    folded = fold(text)
    skip = given_to(text) or _after_basis(folded) or _after_time(folded)
    if not starts_body(folded, skip):
        return None
    colon = _colon(text, skip)
    at = predicate_at(text, skip) if colon is None else None
    if at is None:
        return colon
    if re.search(r"(?<!\w)(?:có thể|không thể)\s$", folded[skip:at]):
        return None
    at = _after_relative(folded, at)
    inner = re.search(r"\s(?:yêu cầu|đề nghị|giao)\s(?=\S)", folded[skip:at])
    if inner and starts_body(folded, skip + inner.end()):
        skip += inner.end()
    name = text[skip : skip + _condition(folded[skip:at])].strip(" ,")
    return Subject(name, at, skip > 0) if _is_name(name) else None


# "Lực lượng Công an khi nhận được lệnh tổ chức …", "Đảng ủy cơ sở, nếu …, thì xem xét …"
_CONDITION = re.compile(r",?\s(?:(?:ngay\s)?(?:(?:sau|trước)\s)?khi|nếu|trường hợp)\s")


def _condition(folded: str) -> int:
    """Where a condition begins after a name; the whole length when there is none."""
    match = _CONDITION.search(folded)
    return match.start() if match else len(folded)


# No names: "Đồng chí A hiện là …", "Ngành B đã tập trung …" (tells), "… có thể …" (allows).
_NO_NAME = re.compile(
    r"(?<!\w)(?:trước|sau|ngày)\s\d|(?<!\w)trước ngày|[.:](?:\s|$)|(?<!\w)(?<!tắt )là\s"
    r"|(?<!\w)đã(?:\s\w+){1,2}$|(?<!\w)được (?:giới thiệu|đảng|nhà nước|hội đồng)(?!\w)"
    r"|(?<!\w)(?:thì|(?<!đoàn )(?<!tập )thể|không|hiện|đã|được|bị|là|có|còn|sẽ)$"
    r"|(?<!\w)(?:của|về|trong|để|theo|tại|và|với|do|từ|cho|đối với)$"
)


def _is_name(name: str) -> bool:
    if len(name.split()) > _MAX_WORDS or not _closed(name) or _NO_NAME.search(fold(name)):
        return False
    return ";" not in name or _all_bodies(name)


# "Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng …"
_BASIS = re.compile(
    r"(?:căn cứ|trên cơ sở)\s(?:[^,;.:]{2,100}\s)?"
    r"(?:này|được giao|nêu trên|thực tế|chỉ đạo|hiện hành),"
    r"\s(?:đề nghị\s|yêu cầu\s|giao\s)?"
)


def _after_basis(folded: str) -> int:
    match = _BASIS.match(folded)
    return match.end() if match and starts_body(folded, match.end()) else 0


# "Trong tháng 4 năm 2026, Phòng Kinh tế …", "Định kỳ hằng quý, các chi bộ …"
_TIME = re.compile(
    r"(?:(?:trong|trước|vào|đến|từ|cuối|đầu|hết|chậm nhất|muộn nhất|định kỳ|hằng|hàng|mỗi)"
    r"(?:\s(?:là|hằng|hàng|cuối|đầu|hết|trước))?"
    r"\s(?:ngày|tuần|tháng|quý|năm|học kỳ|dịp|đợt|thời gian|\d)|sau mỗi)[^,;.:]{0,80},\s"
    r"(?:đề nghị\s|yêu cầu\s|giao\s)?"
)


def _after_time(folded: str) -> int:
    match = _TIME.match(folded)
    return match.end() if match and starts_body(folded, match.end()) else 0


_MUST = re.compile(r"[^,;.:]{1,80}?\s(phải|có trách nhiệm|chịu trách nhiệm)\s")


def _after_relative(folded: str, at: int) -> int:
    """ "Các đơn vị tham gia thực hiện Kế hoạch này phải …": the duty begins at "phải"."""
    if not folded.startswith(("tham gia ", "được ", "thực hiện ", "chủ trì thực hiện"), at):
        return at
    must = _MUST.match(folded, at)
    return must.start(1) if must else at


def _colon(text: str, skip: int) -> Subject | None:
    """ "2. Sở Tài chính: Căn cứ …": a run-in label that names a body."""
    at = text.find(":", skip, skip + 320)
    if at < 0 or not text[at + 1 :].strip():
        return None
    name = body_heading(text[skip:at])
    if name is None or len(name) < 4:
        return None
    start = at + 1
    while start < len(text) and text[start].isspace():
        start += 1
    return Subject(name, start, skip > 0)


def _closed(name: str) -> bool:
    """False when a bracket or a quotation opens in the name and does not close."""
    return name.count("(") == name.count(")") and name.count("“") == name.count("”")


def split_bodies(listing: str) -> tuple[str, ...]:
    """Separately named bodies; a class ("các sở, ban, ngành") stays one.

    >>> split_bodies("Sở Khoa học và Công nghệ, UBND xã, phường")
    ('Sở Khoa học và Công nghệ', 'UBND xã, phường')
    """
    plain = re.sub(r"\s+", " ", listing).strip(" .;,*")
    folded = fold(plain)
    cuts = [0]
    for gap in re.finditer(r"(?:\s*[;,]\s+(?:và\s+|cùng\s+)?|\s+(?:và|cùng)\s+)", folded):
        if _separates(folded, cuts[-1], gap):
            cuts.append(gap.end())
    ends = [*(_gap_start(folded, c) for c in cuts[1:]), len(plain)]
    parts = [plain[a:b].strip(" .;,") for a, b in zip(cuts, ends, strict=True)]
    return tuple(p for p in parts if p)


def _gap_start(folded: str, at: int) -> int:
    match = re.search(r"(?:\s*[;,]\s+(?:và\s+|cùng\s+)?|\s+(?:và|cùng)\s+)$", folded[:at])
    return match.start() if match else at


def _separates(folded: str, start: int, gap: re.Match[str]) -> bool:
    """False inside a class of bodies and in "Mặt trận … và các tổ chức chính trị - xã hội"."""
    if ";" in gap.group():
        return starts_body(folded, gap.end())
    after = re.split(r"[,;]|\s(?:và|cùng)\s", folded[gap.end() :], maxsplit=1)[0].strip()
    before = re.split(r"[,;]\s|\s(?:và|cùng)\s", folded[start : gap.start()])[-1].strip()
    if _same_class(before, after):
        return False
    if not starts_body(folded, gap.end()):
        return False
    return not (
        "mặt trận" in folded[start : gap.start()]
        and re.match(r"các tổ chức (?:chính trị|thành viên|đoàn thể)", after)
    )


def _same_class(before: str, after: str) -> bool:
    """True between the members of one class: "sở" and "ban", "xã" and "phường", "báo" and "đài"."""
    first = _leading_class(after)
    if first is None:
        return False
    group = next(g for g in _CLASSES if first in g)
    return any(re.search(rf"(?<!\w){re.escape(name)}$", before) for name in group)


def continues_class(folded: str, at: int, before: str) -> bool:
    """True when a further member of the class that ``before`` ends with stands at ``at``."""
    after = re.split(r"[,;]|\s(?:và|cùng)\s", folded[at:], maxsplit=1)[0].strip()
    return _same_class(re.split(r"[,;]\s|\s(?:và|cùng)\s", before)[-1].strip(), after)


def _leading_class(after: str) -> str | None:
    for length in (3, 2, 1):
        candidate = " ".join(after.split()[:length])
        if any(candidate in group for group in _CLASSES):
            return candidate
    return None


_CLASSES = tuple(
    frozenset(fold(name) for name in names)
    for names in (
        (
            "sở",
            "ban",
            "ngành",
            "đoàn thể",
            "bộ",
            "hội",
            "ban ngành",
            "hội đoàn thể",
            "cơ quan",
            "đơn vị",
            "địa phương",
            "tổ chức",
            "cá nhân",
            "doanh nghiệp",
            "cộng đồng",
            "tập đoàn",
            "phòng",
        ),
        ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố"),
        ("báo", "đài"),
        ("lực lượng", "phương tiện"),
        ("chi bộ", "đảng bộ", "chi", "chi đoàn", "đảng bộ cơ sở", "đảng ủy"),
        ("cấp",),
        ("cấp ủy", "chính quyền", "các cấp", "các ngành", "các giới"),
    )
)
