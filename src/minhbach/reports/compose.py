"""ReportInput → the consolidated report, as the office would write it, and what proves it."""

from __future__ import annotations

from minhbach.model.document import Document, Header, Signatory
from minhbach.model.report import ComposedReport, ReportInput
from minhbach.reports.annexes import add_sources_annex, add_values_annex
from minhbach.reports.context import Context, context_of
from minhbach.reports.frame import add_header, add_signature, add_title
from minhbach.reports.gaps import gaps
from minhbach.reports.manifest import manifest_of
from minhbach.reports.narratives import add_narratives
from minhbach.reports.paper import Paper
from minhbach.reports.results import add_results
from minhbach.reports.situation import add_situation
from minhbach.reports.words import words


def compose_report(data: ReportInput) -> ComposedReport:
    """A consolidated report: its Document, the manifest behind its numbers, totals and gaps.

    Facts and quotes only: who reported, totals of confirmed values with the units missing beside
    each, estimates, conflicts with both quotes, remarks, the units' own words by section, and the
    values per unit in an annex. What is not known (number, date, signer) is left for the clerk.
    The same input gives the same report. Layout: Decree 30/2020/NĐ-CP or the Party guidance of
    the date. Raises UsageError when the period is none.

    >>> report = compose_report(data)  # doctest: +SKIP
    >>> report.gaps[0]  # doctest: +SKIP
    'Chưa có báo cáo của 1 đơn vị: Chi bộ Thanh tra tỉnh.'
    """
    context = context_of(data)
    paper = Paper()
    text = words("report")
    add_header(paper, data, context.layout, text["kind_code"])
    add_title(paper, text["kind"], context.subject, context.layout)
    paper.add("body", "preamble", _opening(context))
    add_situation(paper, context)
    add_results(paper, context)
    add_narratives(paper, context)
    paper.add("closing", "closing", _closing(context))
    add_signature(paper, data, context.layout)
    add_values_annex(paper, context)
    add_sources_annex(paper, context)
    return ComposedReport(
        _document(paper, context), manifest_of(context), context.totals, gaps(context)
    )


def _opening(context: Context) -> str:
    text, data = words("report"), context.data
    subject = _in_text(context.subject)
    if not data.issuer:
        return str(text["opening_without_issuer"].format(subject=subject))
    if not data.basis:
        return str(text["opening"].format(issuer=data.issuer, subject=subject))
    basis = "; ".join(entry.strip().rstrip(",;.") for entry in data.basis)
    sentence: str = text["opening_with_basis"]
    if basis.startswith(tuple(text["basis_starts"])):
        sentence = sentence[sentence.index("{basis}") :]
    return sentence.format(basis=basis, issuer=data.issuer, subject=subject)


def _closing(context: Context) -> str:
    text, data = words("report"), context.data
    annexes = "; ".join(
        f"{context.annex(number)}: {text[key]['name']}"
        for number, key in ((1, "annex_values"), (2, "annex_sources"))
    )
    template = text["closing"] if data.issuer else text["closing_without_issuer"]
    subject = _in_text(context.subject)
    sentence: str = template.format(subject=subject, issuer=data.issuer, annexes=annexes)
    end: str = context.layout.words["end"]
    return sentence + end


def _in_text(subject: str) -> str:
    return subject[:1].lower() + subject[1:] if not subject[1:2].isupper() else subject


def _document(paper: Paper, context: Context) -> Document:
    data, text = context.data, words("report")
    signatory = None
    if data.authority or data.title or data.signer:
        signatory = Signatory(data.authority, data.title, data.signer)
    return Document(
        name=f"{text['kind_slug']}-{data.form.code}-{data.period}",
        format="",
        profile=data.layout,
        header=Header(
            kind=text["kind_slug"],
            kind_name=text["kind_name"],
            number=data.number,
            date=data.date,
            place=data.place,
            issuer=data.issuer or None,
            parent_issuer=data.parent_issuer,
            subject=context.subject,
        ),
        blocks=tuple(paper.blocks),
        sections=paper.sections(),
        signatory=signatory,
        recipients=data.recipients,
        layout_date=data.layout_date,
    )
