"""Reporting duties: who reports to whom, through whom, how often and by when."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from minhbach.citations.folding import fold
from minhbach.model.plan import ReportingDuty
from minhbach.plans.assignees import split_bodies, starts_body, subject_of
from minhbach.plans.deadlines import deadline_in, recurrences_in
from minhbach.plans.verbs import predicate_at, words

_REPORT = re.compile(r"(?<!\w)báo cáo(?!\sviên)(?!\w)")
# No duties: "nếu có vướng mắc, báo cáo …", "để tổng hợp, báo cáo …"
_CONDITION = re.compile(
    r"(?<!\w)(?:nếu|khi có|trường hợp|khi phát sinh|vướng mắc|vượt thẩm quyền)(?!\w)"
)
_PURPOSE = re.compile(
    r"(?:để|nhằm|phục vụ)\s(?:[^\s,;.]+\s){0,4}(?:tổng hợp|theo dõi|tham mưu)?,?\s?(?:và\s)?$"
    r"|(?:để|nhằm)\s(?:tổng hợp,?\s)?$"
)
_ASKING = re.compile(
    r"^báo cáo,?\s(?:đề xuất|kiến nghị|xin ý kiến|giải trình|ngay)|xem xét|bổ sung kinh phí"
    r"|phê duyệt|cho ý kiến|quyết định(?! số)"
)
_RESULT = re.compile(
    r"^báo cáo\s(?:\w+\s){0,3}?(?:kết quả|tình hình|tiến độ|việc thực hiện|công tác)"
    r"|kết quả[^;.]{0,60}$"
)
_TO = re.compile(r"(?:về|gửi(?:\svề)?|cho|với|đến|lên|trình)\s")
_THROUGH = re.compile(r"\(?\s?(?:thông qua|qua)\s(?!kiểm|thực|các hình|hệ thống|phần mềm|đường)")
_MOST = 12  # words "báo cáo" of one clause that are looked at
_AGENT = re.compile(r"(?:tham mưu|giúp|trình)\s(?:cho\s)?$")


def duties_in(text: str, sender: str | None, anchor: str) -> tuple[ReportingDuty, ...]:
    """The duties that an item or a closing paragraph states; ``sender``: whose item it is."""
    plain = re.sub(r"\s+", " ", text)
    found = []
    for clause in _clauses(plain):
        own = subject_of(clause)
        duty = _duty(clause, own.name if own else sender, anchor)
        if duty:
            found.append(duty)
    return tuple(found)


def _clauses(plain: str) -> list[str]:
    return [c for c in re.split(r";\s|\.\s(?=[A-ZĐÀ-Ỹ])", plain) if "báo cáo" in fold(c)]


def _duty(clause: str, sender: str | None, anchor: str) -> ReportingDuty | None:
    folded = fold(clause)
    for match in islice(_REPORT.finditer(folded), _MOST):
        before, after = folded[: match.start()], folded[match.start() :]
        if _CONDITION.search(before) or _PURPOSE.search(before) or _noun().search(before):
            continue
        receiver, through = _receiver(clause, match.end())
        rhythm = recurrences_in(_near(folded, match))
        deadline = deadline_in(clause)
        regular = bool(rhythm) or deadline is not None or "định kỳ" in before
        if not _is_duty(before, after, receiver, through, regular):
            continue
        own = _agent(clause, before)
        return ReportingDuty(
            own or sender,
            receiver,
            through,
            rhythm,
            deadline.text if deadline and _is_date(deadline.text) else None,
            anchor,
        )
    return None


def _near(folded: str, match: re.Match[str]) -> str:
    """The clause around the word; recurrences elsewhere in it count too."""
    return folded[max(0, match.start() - 120) :]


def _is_date(words: str) -> bool:
    return re.fullmatch(r"(?:định kỳ )?(?:hằng|hàng) (?:tháng|quý|năm)", fold(words)) is None


def _is_duty(
    before: str, after: str, receiver: str | None, through: str | None, regular: bool
) -> bool:
    if _ASKING.search(after) and not through and not regular:
        return bool(receiver) and re.search(r"định kỳ|sơ kết|tổng kết", before) is not None
    if re.match(r"báo cáo,?\s(?:đề xuất|kiến nghị|xin|giải trình|ngay)", after):
        return False
    if receiver or through:
        return bool(
            regular
            or through
            or _RESULT.search(after)
            or re.search(r"kết quả|tổng hợp|tổng kết|tình hình", before)
        )
    return bool(regular or re.match(r"báo cáo kết quả", after)) and "tham mưu" not in before[-60:]


def _agent(clause: str, before: str) -> str | None:
    """ "tham mưu UBND Thành phố báo cáo …": the one who then reports."""
    match = list(re.finditer(r"(?:tham mưu|giúp)\s(?:cho\s)?", before))
    for found in reversed(match):
        body = clause[found.end() : len(before)].strip()
        if body and starts_body(fold(body)) and predicate_at(body) is None and "," not in body:
            return body
    return None


def _receiver(clause: str, at: int) -> tuple[str | None, str | None]:
    """Who gets the report and through whom."""
    folded = fold(clause)
    through = _through(clause, folded, at)
    start = at
    while start < len(folded) and folded[start] == " ":
        start += 1
    if starts_body(folded, start):
        return _name(clause, start), through
    for found in _TO.finditer(folded, at):
        if starts_body(folded, found.end()):
            return _name(clause, found.end()), through
    return None, through


def _through(clause: str, folded: str, at: int) -> str | None:
    for found in _THROUGH.finditer(folded, at):
        if starts_body(folded, found.end()):
            return _name(clause, found.end())
    return None


@cache
def _name_end() -> re.Pattern[str]:
    rows = "|".join(words()["receiver_ends"])
    return re.compile(
        r"[;:()\[]|\.(?=\s|$)|,\s(?=đồng)|\s-\s|,?\s(?:e-?mail|hộp thư|địa chỉ|điện thoại)(?!\w)"
        rf"|\s(?:ngày|tháng)\s(?=\d)|\s(?:{rows}|về(?!\strật tự))(?=\s|$)"
    )


@cache
def _noun() -> re.Pattern[str]:
    """ "các báo cáo", "chế độ báo cáo": the noun, no duty."""
    rows = "|".join(words()["report_nouns"])
    # "trưởng các bản báo cáo", "các thôn, bản báo cáo": villages, no noun of the report
    village = r"(?<!trưởng )(?<!trưởng các )(?<!thôn, )(?<!thôn )"
    return re.compile(rf"(?<!\w){village}(?:{rows}|(?<!định )kỳ)\s$")


def _ends(clause: str, stop: re.Match[str]) -> bool:
    """False for the dash inside "Ban Kinh tế - Xã hội"; "… - Cơ quan thường trực" ends a name."""
    rest = clause[stop.end() :]
    return stop.group() != " - " or not rest[:1].isupper() or fold(rest).startswith("cơ quan")


def _name(clause: str, start: int) -> str:
    stop = next((m for m in _name_end().finditer(fold(clause), start) if _ends(clause, m)), None)
    name = clause[start : stop.start() if stop else len(clause)].strip(" ,./")
    verb = predicate_at(name)
    name = name[:verb].strip(" ,") if verb else name
    return name if len(split_bodies(name)) < 6 else split_bodies(name)[0]
