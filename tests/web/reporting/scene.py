"""A period of an invented form over the tree, and reports in it, made through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.factories import make_user

from minhbach_web import engine
from minhbach_web.reporting.models import Obligation, Period, State, SubmissionRevision
from minhbach_web.reporting.services.answers import Answer, save_answers
from minhbach_web.reporting.services.drafts import start_form_draft, start_word_draft
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, open_period
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.units.models import OrganisationUnit, User

FORM = """
code = "thu-nghiem"
name = "Kết quả thử nghiệm"
period = "quarter"

[[element]]
code = "hoi_nghi"
name = "Số hội nghị"
unit = "buổi"

[[element]]
code = "luot_nguoi"
name = "Số lượt người dự"
unit = "lượt người"

[[element]]
code = "ty_le"
name = "Tỷ lệ học tập"
unit = "%"
over_units = "none"
over_time = "none"

[[section]]
code = "danh_gia"
name = "Đánh giá chung"
"""

REPORT = """BÁO CÁO
kết quả quý I năm 2024

Trong quý đã tổ chức 12 hội nghị; có gần 1.250 lượt người dự.

Bảng tổng hợp ghi 1.205 lượt người.

Nhìn chung các buổi đều đạt yêu cầu.
"""

DUE = date(2024, 3, 29)


@dataclass(frozen=True)
class Scene:
    """An open period over ``units``, opened by ``coordinator`` of ``parent``."""

    period: Period
    coordinator: User
    parent: OrganisationUnit

    def obligation(self, unit: OrganisationUnit) -> Obligation:
        return Obligation.objects.select_related("period", "data_set", "unit").get(
            period=self.period, unit=unit
        )


def make_scene(parent: OrganisationUnit, *units: OrganisationUnit) -> Scene:
    """The period 2024-Q1 of FORM for ``units``."""
    coordinator = make_user(f"dieu-phoi-{parent.code.lower()}", "coordinator", unit=parent)
    data_set = store_form(data=FORM.encode(), by=coordinator)
    opening = Opening(data_set=data_set, parent=parent, code="2024-Q1", due=DUE, units=units)
    return Scene(open_period(opening=opening, by=coordinator), coordinator, parent)


def number(code: str, value: str, qualifier: str = "") -> Answer:
    """A typed number, on an entry that nobody touched."""
    return Answer(code, 1, State.REPORTED, number=Decimal(value), qualifier=qualifier)


def blank(code: str, kind: str = "not_given") -> Answer:
    return Answer(code, 1, State.BLANK, blank_kind=kind)


def send_form(
    obligation: Obligation, by: User, *answers: Answer, on: date = DUE
) -> SubmissionRevision:
    """The answers typed into the web form and sent."""
    draft = start_form_draft(obligation=obligation, by=by)
    versions = {e.element.code: e.version for e in draft.entries.select_related("element")}
    fresh = [Answer(**{**vars_of(a), "seen": versions[a.code]}) for a in answers]
    assert save_answers(draft=draft, answers=fresh, by=by) == []
    draft.refresh_from_db()
    return submit(obligation=obligation, token=draft.token, seen=draft.version, by=by, on=on)


def vars_of(answer: Answer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in answer.__dataclass_fields__}


def figures_of(document: engine.Document, form: engine.Form) -> engine.Figures:
    """What a reader of REPORT finds: stands in for the engine, whose own tests are elsewhere."""
    found = {
        "hoi_nghi": figure(document, "12", "đã tổ chức 12 hội nghị"),
        "luot_nguoi": figure(document, "1.205", "ghi 1.205 lượt người"),
        "ty_le": None,
    }
    prose = figure(document, "1.250", "gần 1.250 lượt người dự", "gần")
    return engine.Figures(
        file=document.name,
        sha256=document.sha256,
        unit=None,
        period="2024-Q1",
        values=found,
        conflicts=(engine.Conflict("luot_nguoi", (found["luot_nguoi"] or prose, prose)),),
        narratives=(
            engine.Narrative("danh_gia", ("Nhìn chung các buổi đều đạt yêu cầu.",), ("p5",)),
        ),
    )


def figure(
    document: engine.Document, text: str, quote: str, qualifier: engine.Qualifier | None = None
) -> engine.FoundFigure:
    """The figure written ``text`` in the first paragraph that holds ``quote``."""
    paragraph = next(p for p in document.paragraphs() if quote in p.text)
    start = paragraph.text.index(text, paragraph.text.index(quote))
    return engine.FoundFigure(
        value=Decimal(text.replace(".", "")),
        quote=quote,
        where="paragraph",
        anchor=paragraph.anchor,
        qualifier=qualifier,
        start=start,
        end=start + len(text),
    )


def upload(obligation: Obligation, by: User, text: str = REPORT, name: str = "bao-cao.txt") -> None:
    """A report uploaded where there was no draft."""
    start_word_draft(obligation=obligation, data=text.encode(), name=name, seen=None, by=by)
