"""What stands around the body of a generated paper: header block, title, ending, annex."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.generate.papers import Block, Grid, Line, Paper, Piece, bold, line
from benchmarks.generate.prose import filled, item, lists, paragraph, person, phrase
from minhbach.vi.text import fold_accents


def open_paper(paper: Paper, chance: Random) -> None:
    """Header block, type, subject and preamble; the truth of each."""
    words = lists()
    party = chance.random() < 0.3
    place, other = chance.sample(words["places"], 2)
    slots = {"PLACE": place.upper(), "PLACE2": other.upper()}
    kind_at = chance.randrange(len(words["kinds"]))
    prefix = "party_" if party else ""
    parent = chance.choice(words[prefix + "parents"]).format(**slots)
    issuer = chance.choice(words[prefix + "issuers"]).format(**slots)
    initials = "".join(word[0] for word in issuer.split() if word[0].isalpha())[:5]
    mark = "-" if party else "/"
    code = words["codes"][kind_at]
    serial = chance.randint(1, 480)
    number = f"{serial}-{code}/{initials}" if party else f"{serial}{mark}{code}-{initials}"
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.choice((2023, 2025))
    dated = f"{place}, ngày {day:02d} tháng {month:02d} năm {year}"
    subject = phrase("subjects", chance)
    subject = ("Về việc " if chance.random() < 0.3 else "") + subject
    subject = subject[0].upper() + subject[1:]
    paper.truth |= {
        "kind": fold_accents(words["kinds"][kind_at]).lower().replace(" ", "-"),
        "number": number,
        "date": f"{year}-{month:02d}-{day:02d}",
        "place": place,
        "issuer": issuer,
        "parent_issuer": parent,
        "subject": subject,
        "sections": [],
        "tables": 0,
    }
    numbered = f"Số{':' if not party or chance.random() < 0.5 else ''} {number}"
    left = [line(parent, align="center"), line(bold(issuer), align="center")]
    left.append(line("*" if party else "_______", align="center"))
    left.append(line(numbered, align="center"))
    paper.blocks += _top(left, _right(dated, party), chance)
    paper.blocks.append(line(bold(words["kinds"][kind_at]), align="center"))
    paper.blocks.append(line(bold(subject), align="center"))
    if chance.random() < 0.6:
        paper.blocks.append(line("-----", align="center"))
    paper.blocks += _preamble(chance)


def _right(dated: str, party: bool) -> list[Line]:
    day = line(Piece(dated, "italic"), align="center")
    if party:
        return [line(bold("ĐẢNG CỘNG SẢN VIỆT NAM"), align="center"), day]
    motto = [
        line(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), align="center"),
        line(bold("Độc lập - Tự do - Hạnh phúc"), align="center"),
    ]
    return [*motto, line("______________", align="center"), day]


def _top(left: list[Line], right: list[Line], chance: Random) -> list[Block]:
    """Both columns in one row, or number and date in a second row."""
    if chance.random() < 0.5:
        return [Grid(((tuple(left), tuple(right)),), bordered=False)]
    rows = (
        (tuple(left[:-1]), tuple(right[:-1])),
        ((left[-1],), (right[-1],)),
    )
    return [Grid(rows, bordered=False)]


def _preamble(chance: Random) -> list[Block]:
    basis = [
        "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế của địa phương;",
        filled("Thực hiện Chương trình công tác năm {year} của cơ quan, cụ thể như sau:", chance),
    ]
    return [line(text) for text in basis[chance.randrange(2) :]]


def close_paper(paper: Paper, chance: Random) -> None:
    """Closing paragraph, recipients, signature and perhaps an annex with a table."""
    words = lists()
    paper.blocks.append(
        line("Trên đây là nội dung triển khai, đề nghị các đơn vị nghiêm túc thực hiện./.")
    )
    title, name = chance.choice(words["titles"]), person(chance)
    recipients = words["recipients"][: chance.randint(2, 5)] + words["recipients"][-1:]
    paper.truth["recipients"] = recipients
    paper.truth["signatory"] = {"authority": None, "title": title, "name": name}
    left = [line(Piece("Nơi nhận:", "bold-italic"), align="left")]
    left += [line(f"- {text}{_mark(text)}", align="left") for text in recipients]
    gap = [line("", align="center")] * 3
    right = [line(bold(title), align="center"), *gap, line(bold(name), align="center")]
    paper.blocks.append(Grid(((tuple(left), tuple(right)),), bordered=False))
    if chance.random() < 0.4:
        _annex(paper, chance)


def _mark(recipient: str) -> str:
    return "." if recipient.startswith("Lưu") else ";"


def _annex(paper: Paper, chance: Random) -> None:
    number = chance.choice(("Phụ lục", "PHỤ LỤC", "Phụ lục I", "PHỤ LỤC 1"))
    title = "DANH MỤC " + phrase("headings1", chance)
    paper.blocks.append(line(bold(number), align="center"))
    paper.blocks.append(line(bold(title), align="center"))
    if chance.random() < 0.7:
        text = f"(Kèm theo văn bản số {paper.truth['number']} của cơ quan)"
        paper.blocks.append(line(Piece(text, "italic"), align="center"))
    lead = paragraph(chance, 1) if chance.random() < 0.3 else ""
    if lead:
        paper.blocks.append(line(lead))
    paper.blocks.append(table(chance))
    paper.truth["tables"] += 1
    section: dict[str, Any] = {"number": number, "heading": title, "paragraphs": int(bool(lead))}
    paper.truth["sections"].append(section | {"children": []})


def table(chance: Random) -> Grid:
    """A content table: ordinals, tasks, bodies; group rows in bold capitals."""
    heads = ("TT", "Nội dung", "Cơ quan thực hiện", "Thời gian")
    rows = [tuple((line(bold(head), align="center"),) for head in heads)]
    if chance.random() < 0.5:
        group = ("I", phrase("headings1", chance), "", "")
        rows.append(tuple((line(bold(text), align="left"),) for text in group))
    for number in range(1, chance.randint(3, 7)):
        cells = (
            str(number),
            item(chance),
            phrase("bodies", chance),
            f"Quý {'I' * (number % 3 + 1)}",
        )
        rows.append(tuple((line(text, align="left"),) for text in cells))
    return Grid(tuple(rows))
