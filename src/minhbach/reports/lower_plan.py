"""A lower unit's plan drafted from the upper one: copied with its source, the rest left blank."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from minhbach.model.document import Cell, Document, Header, Paragraph
from minhbach.model.plan import Plan, Task, Theme
from minhbach.reports.frame import add_header, add_signature, add_title
from minhbach.reports.paper import CellSpec, Paper, line
from minhbach.reports.wording import count_text, roman
from minhbach.reports.words import words
from minhbach.writers.layout import Layout, layout_for


@dataclass(frozen=True, slots=True)
class LowerPlan:
    """Who drafts, and in which layout. ``tasks``: places of the upper plan's tasks to copy, from
    0; None for all. ``messages``: copy the messages under each theme, too."""

    unit: str
    layout: Literal["party", "state"]
    layout_date: Date
    parent: str | None = None
    tasks: Collection[int] | None = None
    messages: bool = False


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """The draft, and what is left to write, in words."""

    document: Document
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Nothing of a draft's frame is known but the unit."""

    issuer: str
    layout_date: Date
    parent_issuer: str | None = None
    number: str | None = None
    date: Date | None = None
    place: str | None = None
    recipients: tuple[str, ...] = ()
    authority: str | None = None
    title: str | None = None
    signer: str | None = None


def draft_lower_plan(plan: Plan, upper: Document, wanted: LowerPlan) -> DraftedPlan:
    """A plan of ``wanted.unit`` that carries out ``upper`` (``plan``: what was extracted of it).

    Themes, tasks and reporting duties are copied word for word, each with the section that it
    comes from; out-of-scope ones are left out and counted. What the upper plan doesn't say (who
    leads in the unit, aims, number, date, signer) is a visible "…" and listed in ``blanks``.
    Layout: Decree 30/2020/NĐ-CP or the Party guidance of the date. The same input gives the same
    draft.
    """
    return _Draft(plan, upper, wanted).made()


class _Draft:
    def __init__(self, plan: Plan, upper: Document, wanted: LowerPlan) -> None:
        self.plan, self.upper, self.wanted = plan, upper, wanted
        self.text = words("lower_plan")
        self.layout: Layout = layout_for(wanted.layout, wanted.layout_date)
        self.paper = Paper()
        self.part = 0
        self.blanks: list[str] = []
        self.named = _upper_name(plan, upper, wanted.layout)
        chosen = wanted.tasks
        self.tasks = [
            task
            for at, task in enumerate(plan.tasks)
            if task.in_scope and (chosen is None or at in chosen)
        ]

    def made(self) -> DraftedPlan:
        text, unit = self.text, self.wanted.unit
        frame = _Frame(unit, self.wanted.layout_date, self.wanted.parent)
        subject = text["subject"].format(upper=self.named)
        self._blank("number")
        if not self.upper.header.number or not self.upper.header.date:
            self._blank("upper_number")
        add_header(self.paper, frame, self.layout, text["kind_code"])
        add_title(self.paper, text["kind"], subject, self.layout)
        self.paper.add("body", "preamble", text["opening"].format(upper=self.named, unit=unit))
        self.paper.add("body", "body", text["note"])
        self._empty_part("aims")
        if self.plan.themes:
            self._themes()
        if self.tasks:
            self._tasks()
        if self.plan.reporting:
            self._reporting()
        self._empty_part("work")
        self._count_left_out()
        closing = text["closing"].format(upper=self.named, unit=unit) + self.layout.words["end"]
        self.paper.add("closing", "closing", closing)
        add_signature(self.paper, frame, self.layout)
        return DraftedPlan(self._document(subject), tuple(self.blanks))

    def _heading(self, name: str) -> str:
        self.part += 1
        mark = f"{roman(self.part)}."
        title = self.text["parts"][name]
        self.paper.add("heading-1", "heading", f"{mark} {title}", level=1, mark=mark)
        return roman(self.part)

    def _empty_part(self, name: str) -> None:
        number = self._heading(name)
        self.paper.add("body", "body", self.text["line"])
        self.blanks.append(self.text["blanks"][name].format(number=number))

    def _themes(self) -> None:
        self._heading("themes")
        for at, theme in enumerate(self.plan.themes, 1):
            text = f"{at}. {theme.heading} {self._source(theme.number, theme.anchor)}"
            self.paper.add("heading-2", "heading", text, level=2, mark=f"{at}.")
            if self.wanted.messages:
                self._messages(theme)

    def _messages(self, theme: Theme) -> None:
        for message in theme.messages:
            if message.in_scope:
                text = f"- {message.text} {self._source(theme.number, message.anchor)}"
                self.paper.add("item", "item", text, mark="-")

    def _tasks(self) -> None:
        self._heading("tasks")
        table = self.text["table"]
        rows = [[CellSpec((line("table-head", name),)) for name in table["columns"]]]
        rows += [self._row(at, task) for at, task in enumerate(self.tasks, 1)]
        self.paper.table(rows, header_rows=1, widths=table["widths"])
        self._count("lead", lambda task: None)
        self._count("deadline", lambda task: task.deadline)
        self._count("product", lambda task: task.product)

    def _row(self, at: int, task: Task) -> list[CellSpec]:
        blank = self.text["blank"]
        cells = (
            ("table-middle", str(at)),
            ("table-text", task.text),
            ("table-middle", blank),
            ("table-text", "; ".join(task.support) or blank),
            ("table-text", task.deadline or blank),
            ("table-text", task.product or blank),
            ("table-middle", self._source(task.section, task.anchor)),
        )
        return [CellSpec((line(style, text),)) for style, text in cells]

    def _count(self, name: str, value: Callable[[Task], str | None]) -> None:
        count = sum(not value(task) for task in self.tasks)
        if count:
            self.blanks.append(self.text["blanks"][name].format(count=count_text(count)))

    def _reporting(self) -> None:
        self._heading("reporting")
        anchors = dict.fromkeys(duty.anchor for duty in self.plan.reporting)
        for anchor in anchors:
            block = self.upper.at(anchor)
            said = block.text.replace("\n", " ") if isinstance(block, Paragraph | Cell) else ""
            section = next((t.section for t in self.plan.tasks if t.anchor == anchor), "")
            self.paper.add("body", "body", f"{said} {self._source(section, anchor)}".strip())
        if all(duty.deadline is None for duty in self.plan.reporting):
            self._blank("reporting")

    def _count_left_out(self) -> None:
        messages = [message for theme in self.plan.themes for message in theme.messages]
        scopes = [task.in_scope for task in self.plan.tasks]
        scopes += [message.in_scope for message in messages]
        count = scopes.count(False)
        if count:
            said = self.text["blanks"]["out_of_scope"].format(count=count_text(count))
            self.blanks.append(said)

    def _blank(self, name: str) -> None:
        self.blanks.append(self.text["blanks"][name])

    def _source(self, section: str, anchor: str) -> str:
        if section == "closing":
            return str(self.text["source_closing"])
        if section:
            return str(self.text["source"].format(section=section))
        return str(self.text["source_plain"].format(anchor=anchor))

    def _document(self, subject: str) -> Document:
        return Document(
            name=f"du-thao-{self.text['kind_slug']}",
            format="",
            profile=self.wanted.layout,
            header=Header(
                kind=self.text["kind_slug"],
                kind_name=self.text["kind_name"],
                issuer=self.wanted.unit,
                parent_issuer=self.wanted.parent,
                subject=subject,
            ),
            blocks=tuple(self.paper.blocks),
            sections=self.paper.sections(),
            layout_date=self.wanted.layout_date,
        )


def _upper_name(plan: Plan, upper: Document, layout: str) -> str:
    """ "Kế hoạch số 12-KH/ĐUK, ngày 05/02/2024 của … về …": only what the upper plan states."""
    text, head = words("lower_plan"), upper.header
    blank = text["blank"]
    day = f"{head.date:%d/%m/%Y}" if head.date else blank
    issuer = plan.issuer
    named: str = text["upper"].format(
        kind=head.kind_name or text["kind_name"],
        number=text["number"].format(number=head.number or blank),
        date=text[f"date_{layout}"].format(date=day),
        issuer=text["issuer"].format(issuer=issuer) if issuer else "",
        subject=f" {plan.subject}" if plan.subject else "",
    )
    return named
