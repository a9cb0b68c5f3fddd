"""A unit's report and a form → the figures that the report gives, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from minhbach.figures.candidate import Candidate
from minhbach.figures.cells import cell_value
from minhbach.figures.choose import choose
from minhbach.figures.columns import head_role
from minhbach.figures.grid import make_grid
from minhbach.figures.identity import report_period, report_unit
from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, lexicon
from minhbach.figures.lists import words
from minhbach.figures.narratives import narratives
from minhbach.figures.parts import Part, Piece, part_of, pieces
from minhbach.figures.phrases import prepare
from minhbach.figures.prose import read_prose
from minhbach.figures.reading import Place
from minhbach.figures.running import names_running
from minhbach.figures.tables import read_table
from minhbach.figures.times import find_periods, relation
from minhbach.model.document import Cell, Document, Note, Table
from minhbach.model.figures import Conflict, Figures, FoundFigure
from minhbach.model.form import Form
from minhbach.model.period import Period

_SHORTEST = 4  # words of a cell that may hold a sentence
_LONGEST_LABEL = 12
_LONGEST_CAPTION = 20
# More cells with sentences than this are a register, not a report: none of that table's is read.
_MOST_SENTENCE_CELLS = 300
# "4. Tin, bài: 12." in bold is a heading and a figure
_FIGURES = re.compile(r":\s[^:]*\d[^:]*$|[.;]$")
# Letters that a program guessed from a picture: a digit may be another.
_GUESSED = ("ocr-", "pdf-ocr-layer")
_OF_GUESSED = 0.5
_MOST_ROWS = 1000  # a longer table lists cases or persons


def extract_figures(doc: Document, form: Form) -> Figures:
    """What a report gives against a form: values with quote and place, conflicts, narratives.

    ``values`` has every element code; None means that the report does not state one value. 0
    stands only where the report says that there was none. ``code:cumulative`` stands where the
    report gives a running total. Figures of plans, of other periods and of other programmes are
    left out. Nothing is added up. Tables too long to be a report's are named in ``notes``.
    What was recognised from a picture has a confidence of at most one half.

    >>> from minhbach.figures import load_form
    >>> from minhbach.readers import read
    >>> form = load_form('code="f"\\nname="F"\\nperiod="quarter"\\n[[element]]\\ncode="tin"\\n'
    ...                  'name="Số tin, bài đã đăng"\\nunit="tin, bài"\\n')
    >>> report = "BÁO CÁO\\ncông tác quý I năm 2024\\n\\nTrong quý đăng gần 20 tin, bài.\\n"
    >>> found = extract_figures(read(report.encode(), "a.txt"), form).values["tin"]
    >>> (found.qualifier, str(found.value), found.quote)
    ('gần', '20', 'Trong quý đăng gần 20 tin, bài')
    """
    own = report_period(doc, form)
    lex = lexicon(form)
    body = list(pieces(doc, own))
    found: dict[tuple[str, bool], list[Candidate]] = defaultdict(list)
    notes: list[Note] = []
    for candidate in _candidates(body, lex, own, notes):
        found[candidate.element, candidate.cumulative].append(candidate)
    guessed = any(note.code.startswith(_GUESSED) for note in doc.notes)
    values: dict[str, FoundFigure | None] = {}
    conflicts: list[Conflict] = []
    for element in form.elements:
        for running in (False, True):
            code = f"{element.code}:cumulative" if running else element.code
            value, conflict = choose(code, found[element.code, running])
            if value is not None and guessed:
                value = replace(value, confidence=min(value.confidence, _OF_GUESSED))
            if value is not None or not running:
                values[code] = value
            if conflict is not None:
                conflicts.append(conflict)
    conflicts += _impossible(values, lex)
    return Figures(
        file=doc.name,
        sha256=doc.sha256,
        unit=report_unit(doc),
        period=str(own) if own else None,
        values=values,
        conflicts=tuple(conflicts),
        narratives=narratives(body, form, own),
        notes=tuple(notes),
    )


def _impossible(values: dict[str, FoundFigure | None], lex: Lexicon) -> Iterator[Conflict]:
    """More questions answered than received, more meetings than people, more in the period than
    since the start of the year: the less sure number is not taken, a person decides."""
    yield from _fewer_people(values, lex)
    yield from _shrinking(values, lex)
    for state in (t for t in lex.terms if t.stateful):
        for whole in (t for t in lex.terms if t.concept == "questions"):
            part, of = values.get(state.code), values.get(whole.code)
            if part is not None and of is not None and part.value > of.value:
                values[state.code] = None
                yield Conflict(state.code, (part, of))


def _fewer_people(values: dict[str, FoundFigure | None], lex: Lexicon) -> Iterator[Conflict]:
    for people in (t for t in lex.terms if t.measures):
        came = values.get(people.code)
        for code in people.measures:
            held = values.get(code)
            if came is not None and held is not None and came.value < held.value:
                values[people.code] = None
                yield Conflict(people.code, (came, held))
                break


def _shrinking(values: dict[str, FoundFigure | None], lex: Lexicon) -> Iterator[Conflict]:
    for terms in lex.terms:
        own, running = values.get(terms.code), values.get(f"{terms.code}:cumulative")
        added = terms.element.over_time == "sum" and not terms.share
        if added and own is not None and running is not None and running.value < own.value:
            values[f"{terms.code}:cumulative"] = None
            values[terms.code] = None
            yield Conflict(terms.code, (own, running))


def _candidates(
    body: Sequence[Piece], lex: Lexicon, own: Period | None, notes: list[Note]
) -> Iterator[Candidate]:
    left = _MOST_SENTENCE_CELLS
    for order, piece in enumerate(body):
        if piece.part in ("plan", "proposal", "outside"):
            continue
        if isinstance(piece.block, Table):
            caption = body[order - 1] if order else None
            if _is_of_other_time(caption, own):
                continue
            if piece.block.rows > _MOST_ROWS:
                notes.append(_unread("figures-table-long", piece.block, _MOST_ROWS))
                continue
            running = names_running(_above(caption), own)
            for candidate in read_table(piece.block, lex, own, order):
                yield replace(candidate, cumulative=True) if running else candidate
            worded = list(islice(_sentences(piece.block, lex, own), left + 1))
            if len(worded) > left:
                notes.append(_unread("figures-cells-many", piece.block, _MOST_SENTENCE_CELLS))
                continue
            left -= len(worded)
            for number, (cell, label) in enumerate(worded):
                if part_of(label, own) in (None, "results"):
                    place = Place(cell.anchor, label, group=order * 100 + number)
                    yield from read_prose(cell.text, place, lex, own)
            continue
        if piece.is_heading and not _FIGURES.search(piece.block.text):
            continue
        content = piece.block.content
        shift = len(piece.block.text) - len(content)
        place = Place(
            piece.block.anchor,
            piece.heading,
            piece.part == "assessment",
            group=order * 100,
            timed=piece.timed,
        )
        yield from read_prose(" " * shift + content, place, lex, own)


def _above(caption: Piece | None) -> str:
    """The line above a table, where it is short enough for a title."""
    if caption is None or isinstance(caption.block, Table):
        return ""
    return caption.block.text if len(caption.block.text.split()) <= _LONGEST_CAPTION else ""


def _unread(code: str, table: Table, most: int) -> Note:
    return Note(code, table.anchor, {"rows": str(table.rows), "most": str(most)})


def _is_of_other_time(caption: Piece | None, own: Period | None) -> bool:
    """The line above a table says that its figures are another period's or set apart."""
    if caption is None or isinstance(caption.block, Table):
        return False
    text = prepare(caption.block.text)
    if words("cues", "outside").search(text) and len(text.split()) <= 30:
        return True
    named = [relation(m, own) for m in find_periods(text)]
    return bool(named) and len(text.split()) <= 30 and set(named) == {"other"}


def _listed(table: Table, own: Period | None) -> Iterator[tuple[Cell, str]]:
    """The cells of a table of one column, a list in a frame; those under a plan's line not."""
    part: Part | None = None
    for cell in table.cells:
        head, colon, _ = cell.text.partition(":")
        named = head if colon else cell.text
        opened = part_of(named, own) if len(named.split()) <= _LONGEST_LABEL else None
        part = opened or part
        if part in (None, "results") and len(cell.text.split()) >= _SHORTEST:
            yield cell, ""


def _sentences(table: Table, lex: Lexicon, own: Period | None) -> Iterator[tuple[Cell, str]]:
    """Cells that report in sentences ("Tổ chức 05 buổi … với 300 lượt người dự."), with the label
    on their left; shorter ones ("Đăng 17 tin, bài; chia sẻ 120 lượt.") where it names an element
    or the column is headed as results.
    """
    if table.columns == 1:
        yield from _listed(table, own)
        return
    grid = make_grid(table, own)
    for cell in table.cells:
        count = len(cell.text.split())
        label = grid.cells.get((cell.row, cell.column - 1))
        if count < _SHORTEST or label is None or len(label.text.split()) > _LONGEST_LABEL:
            continue
        role = head_role(grid.head(cell.column), own)
        if role in ("plan", "former", "note", "ratio"):
            continue
        if count >= _LONGEST_LABEL or (
            cell_value(cell.text) is None
            and (role in ("own", "value") or label_terms(label.text, lex) is not None)
        ):
            yield cell, label.text
