"""Header block, title, annex heading and signature block in the layout's own words."""

from __future__ import annotations

from datetime import date as Date
from typing import Protocol

from minhbach.reports.paper import CellSpec, Line, Paper, line
from minhbach.reports.wording import month_text, roman
from minhbach.writers.layout import Layout


class Framed(Protocol):
    """What the frame of a paper says; None and "" are left for the clerk."""

    @property
    def parent_issuer(self) -> str | None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def date(self) -> Date | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def layout_date(self) -> Date: ...
    @property
    def recipients(self) -> tuple[str, ...]: ...
    @property
    def authority(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def signer(self) -> str | None: ...


_UNKNOWN = "…………………………"


def add_header(paper: Paper, data: Framed, layout: Layout, code: str) -> None:
    """Issuer and number on the left, the national lines, place and date on the right."""
    words = layout.words
    left: list[Line] = []
    if data.parent_issuer:
        left.append(line("parent-issuer", data.parent_issuer.upper()))
    left.append(line("issuer", (data.issuer or _UNKNOWN).upper()))
    left.append(line("under-issuer", words["under_issuer"]))
    styles = ("national", "motto")
    right = [line(style, text) for style, text in zip(styles, words["national"], strict=False)]
    right.append(line("national-rule", ""))
    second = (
        CellSpec((line("number", number_line(data, layout, code)),)),
        CellSpec((line("place-date", place_and_date(data, layout)),)),
    )
    rows = [(CellSpec(tuple(left)), CellSpec(tuple(right))), second]
    paper.table(rows, role="header", cell_role="header")


def number_line(data: Framed, layout: Layout, code: str) -> str:
    """ "Số 15-BC/ĐUK", or what the clerk fills in by hand."""
    if data.number is None:
        return str(layout.words["number_blank"].format(code=code))
    return str(layout.words["number"].format(number=data.number))


def place_and_date(data: Framed, layout: Layout) -> str:
    """ "Sơn Khê, ngày 05 tháng 4 năm 2024", with blanks for what is not known."""
    return f"{data.place or layout.words['place_blank']}, {date_line(data, layout)}"


def date_line(data: Framed, layout: Layout) -> str:
    """ "ngày 05 tháng 4 năm 2024"."""
    day: Date | None = data.date
    if day is None:
        return str(layout.words["date_blank"].format(year=data.layout_date.year))
    template: str = layout.words["date"]
    return template.format(day=f"{day.day:02d}", month=month_text(day.month), year=day.year)


def add_title(paper: Paper, kind: str, subject: str, layout: Layout) -> None:
    """Type name, subject and what separates them from the body."""
    paper.add("kind", "kind", kind)
    paper.add("subject", "subject", subject)
    paper.add("separator", "other", layout.words["separator"])


def annex_name(number: int, count: int, layout: Layout) -> str:
    """ "Phụ lục 1"; Roman in state papers; without a number when it is the only one."""
    if count == 1:
        return str(layout.words["annex_alone"])
    numeral = roman(number) if layout.words["annex_numerals"] == "roman" else str(number)
    return str(layout.words["annex"].format(number=numeral))


def add_annex_heading(paper: Paper, name: str, title: str, of: str) -> None:
    """The three lines that open an annex."""
    paper.add("annex-label", "annex", name)
    paper.add("annex-title", "annex", title.upper())
    paper.add("annex-of", "annex", of)


def add_signature(paper: Paper, data: Framed, layout: Layout) -> None:
    """Recipients on the left, the signer on the right."""
    left = [line("recipients-label", layout.words["recipients"])]
    left.extend(line("recipient", text) for text in recipient_lines(data.recipients, layout))
    right: list[Line] = []
    if data.authority:
        right.append(line("authority", data.authority.upper()))
    if data.title or not data.authority:
        right.append(line("signer-title", (data.title or _UNKNOWN).upper()))
    right.append(line("signature-space", ""))
    right.append(line("signer", data.signer or _UNKNOWN))
    row = (CellSpec(tuple(left)), CellSpec(tuple(right)))
    paper.table([row], role="signature", cell_role="signature")


def recipient_lines(recipients: tuple[str, ...], layout: Layout) -> list[str]:
    """The list with the dashes and the marks of the layout, whatever came with the names."""
    words = layout.words
    names = [name.strip().lstrip("-– ").rstrip(" ,;.") for name in recipients]
    names = [name for name in names if name]
    if not names:
        return [words["recipient"].format(name=words["recipient_blank"])]
    marks = [words["between"]] * (len(names) - 1) + [words["last"]]
    return [words["recipient"].format(name=n) + mark for n, mark in zip(names, marks, strict=True)]
