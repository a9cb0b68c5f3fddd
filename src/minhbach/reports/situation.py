"""Part I: how many units reported, who did not, who was late, what is confirmed."""

from __future__ import annotations

from minhbach.reports.context import Context
from minhbach.reports.paper import Paper
from minhbach.reports.wording import count_text, day_text
from minhbach.reports.words import words


def add_situation(paper: Paper, context: Context) -> None:
    """The part with its heading; names stand in full here."""
    text = words("report")["situation"]
    paper.add("heading-1", "heading", f"I. {text['heading']}", level=1, mark="I.")
    for sentence in (_reported(context), _missing(context), _late(context), _confirmed(context)):
        if sentence:
            paper.add("body", "body", sentence)


def _reported(context: Context) -> str:
    text, data = words("report")["situation"], context.data
    template = text["reported_of"] if data.parent.name else text["reported"]
    sentence: str = template.format(
        reported=len(context.reports),
        expected=len(context.units),
        parent=data.parent.name,
        period=context.period,
    )
    if data.due is not None:
        sentence += " " + text["due"].format(due=day_text(data.due))
    return sentence


def _missing(context: Context) -> str:
    text = words("report")["situation"]
    missing = [unit.name for unit in context.data.units if unit.code not in context.reports]
    if not missing:
        return str(text["missing_none"])
    return str(text["missing"].format(count=count_text(len(missing)), units="; ".join(missing)))


def _late(context: Context) -> str:
    text = words("report")["situation"]
    late = [
        text["late_unit"].format(unit=context.name(code), day=day_text(report.reported_on))
        if report.reported_on
        else context.name(code)
        for code in context.units
        if (report := context.reports.get(code)) is not None and report.late
    ]
    if not late:
        return ""
    return str(text["late"].format(count=count_text(len(late)), units="; ".join(late)))


def _confirmed(context: Context) -> str:
    text = words("report")["situation"]
    confirmed = sum(total.n_reported for total in context.totals)
    unconfirmed = sum(total.unconfirmed for total in context.totals)
    key = "confirmed_some" if unconfirmed and confirmed else "confirmed_none"
    if not unconfirmed:
        key = "confirmed_all"
    if not confirmed and not unconfirmed:
        return ""
    read = sum(
        value.state == "unconfirmed" and value.value is not None
        for element in context.data.form.elements
        for _, value in context.asked(element)
    )
    sentence: str = text[key].format(
        confirmed=confirmed, unconfirmed=unconfirmed, read=read, annex=context.annex(1)
    )
    return sentence
