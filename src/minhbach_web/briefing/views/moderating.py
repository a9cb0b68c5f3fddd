"""Looking through the questions of a talk: shown, merged, set aside, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.briefing.forms.questions import AnswerForm, DispositionForm, QuestionForm
from minhbach_web.briefing.models import Answer, Question, QuestionState
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.queries import kit_to_write
from minhbach_web.briefing.queries import questions as queries
from minhbach_web.briefing.queries.talks import is_small, talk_to_keep
from minhbach_web.briefing.services import answers, questions
from minhbach_web.units.queries import person

if TYPE_CHECKING:
    from collections.abc import Callable

PER_PAGE = 50
BECOMES = "becomes"  # two forms stand on one page


@require_safe
def question_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a talk in one state; those nobody looked at come first."""
    talk = talk_to_keep(person(request), pk)
    counts = queries.counts(talk)
    waiting = next(n for state, _word, n in counts if state == QuestionState.WAITING)
    state = request.GET.get("trang-thai", "")
    if state not in QuestionState.values:
        state = QuestionState.WAITING if waiting else QuestionState.SHOWN
    page = Paginator(queries.of_talk(talk, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "talk": talk,
        "counts": counts,
        "state": state,
        "page": page,
        "rows": [(row, questions.marked(row.text)) for row in page],
        "query": f"trang-thai={state}&",
        "targets": list(queries.of_talk(talk, QuestionState.SHOWN)[:100]),
        "small": is_small(talk),
    }
    return render(request, "briefing/questions/list.html", context)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """One question: what others will see of it, what it resembles, what becomes of it."""
    user = person(request)
    found = queries.question_to_keep(user, pk, question_pk)
    themes = found.talk.programme.themes.all() if found.talk.programme else None
    data = request.POST if "show" in request.POST or "aside" in request.POST else None
    form = QuestionForm(data, initial=_initial(found), themes=themes or found.talk.themes.none())
    if data is not None and form.is_valid():
        given = form.cleaned_data
        if "show" in request.POST:
            act = lambda: questions.show(  # noqa: E731  # one of two acts
                question=found,
                seen=given["seen"],
                text=given["text"],
                theme=given.get("theme"),
                by=user,
            )
        else:
            act = lambda: questions.put_aside(  # noqa: E731  # one of two acts
                question=found,
                seen=given["seen"],
                text=given["text"],
                reason=given["reason"],
                by=user,
            )
        if _tried(request, act):
            return redirect("briefing:questions", pk)
    status = 422 if data is not None else 200
    return render(request, "briefing/questions/question.html", _context(found, form), status=status)


def _initial(found: Question) -> dict[str, object]:
    fresh = found.state == QuestionState.WAITING
    text = questions.without_persons(found.text) if fresh else found.text
    return {"text": text, "theme": found.theme_id, "reason": found.reason, "seen": found.version}


def _context(found: Question, form: QuestionForm) -> dict[str, object]:
    answer = getattr(found, "answer", None)
    others = list(queries.of_talk(found.talk, QuestionState.SHOWN)[:300])
    return {
        "question": found,
        "talk": found.talk,
        "form": form,
        "pieces": questions.marked(found.text),
        "answer": answer,
        "parts": answers.said(answer) if answer else [],
        "alike": questions.alike(found, others) if found.state != QuestionState.MERGED else [],
        "merged": list(found.merged.all()),
        "disposition": DispositionForm(
            prefix=BECOMES,
            initial={
                "disposition": found.disposition,
                "reason": found.reason,
                "seen": found.version,
            },
        ),
    }


@require_POST
def question_act(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Merge into another, take out again, say what becomes of it."""
    user = person(request)
    found = queries.question_to_keep(user, pk, question_pk)
    act = request.POST.get("act", "")
    if act == "merge":
        target = _number(request.POST.get("into", ""))
        into = queries.question_to_keep(user, pk, target)
        _tried(request, lambda: questions.merge(questions=[found], into=into, by=user))
        return redirect("briefing:questions", pk)
    if act == "take-out":
        _tried(request, lambda: questions.take_out(question=found, by=user))
    elif act == "dispose":
        form = DispositionForm(request.POST, prefix=BECOMES)
        if form.is_valid():
            given = form.cleaned_data
            _tried(request, lambda: questions.dispose(question=found, by=user, **given))
        else:
            messages.error(request, _("Choose what becomes of the question."))
    else:
        raise Http404
    return redirect("briefing:question", pk, question_pk)


@require_POST
def merge_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that were ticked go into one."""
    user = person(request)
    talk = talk_to_keep(user, pk)
    into = queries.question_to_keep(user, pk, _number(request.POST.get("into", "")))
    keys = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal()][:500]
    rows = list(talk.questions.filter(pk__in=keys))
    try:
        n = questions.merge(questions=rows, into=into, by=user)
    except BriefingProblem as problem:
        messages.error(request, problem.message)
    else:
        said = ngettext("%(n)s question was merged.", "%(n)s questions were merged.", n)
        messages.success(request, said % {"n": n})
    return redirect("briefing:questions", pk)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Write the answer; see it as it will be read; publish it."""
    user = person(request)
    found = queries.question_to_keep(user, pk, question_pk)
    held: Answer | None = getattr(found, "answer", None)
    initial = {"text": held.text if held else "", "seen": held.version if held else 0}
    form = AnswerForm(request.POST if "save" in request.POST else None, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if _tried(request, lambda: answers.write(question=found, by=user, **given)):
            messages.success(request, _("The answer was saved. Nobody reads it until published."))
            return redirect("briefing:answer", pk, question_pk)
    if "publish" in request.POST and held is not None:
        seen = _number(request.POST.get("seen", ""))
        if _tried(request, lambda: answers.publish(answer=held, seen=seen, by=user)):
            messages.success(request, _("The answer is published."))
        return redirect("briefing:answer", pk, question_pk)
    context = {
        "question": found,
        "talk": found.talk,
        "form": form,
        "answer": held,
        "rendered": answers.rendered(found.talk, held.text, user) if held else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "briefing/questions/answer.html", context, status=status)


@require_http_methods(["GET", "POST"])
def into_kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Published answers of the kit's plan, to be taken into its draft."""
    user = person(request)
    kit = kit_to_write(user, pk)
    rows = queries.published(kit.programme_id if kit.programme_id else 0)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal()]
        chosen = [row for row in rows if row.pk in keys]
        if _tried(request, lambda: answers.into_kit(kit=kit, answers=chosen, by=user)):
            return redirect("briefing:kit", pk)
    context = {"kit": kit, "groups": queries.by_theme(rows)}
    return render(request, "briefing/questions/into_kit.html", context)


def _tried(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Whether the act could be done; if not, why is told on the page."""
    try:
        act()
    except BriefingProblem as problem:
        messages.error(request, problem.message)
        return False
    return True


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Http404
    return int(text)
