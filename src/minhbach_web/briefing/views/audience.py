"""What the audience of a talk sees, and does: read, ask, want to know, too.

No account, no cookie, no script. Nothing of the request gets further than the throttle, which
keeps a digest in memory. The forms carry a signed word instead of a cookie: see
``docs/decisions``.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_POST, require_safe

from minhbach_web.briefing.held import SPEAKER_NAME
from minhbach_web.briefing.models import Talk
from minhbach_web.briefing.problems import BriefingProblem
from minhbach_web.briefing.queries import questions as queries
from minhbach_web.briefing.queries.talks import is_small, open_talk
from minhbach_web.briefing.services import answers, questions
from minhbach_web.briefing.services.releasing import text_of
from minhbach_web.core import clock, consents
from minhbach_web.core.throttle import Throttle, address_of
from minhbach_web.programme.queries import public_programmes

SALT = "briefing.audience"
DAY = 24 * 3600
# A hall of a thousand phones behind one address asks and votes at once; a script goes on for ever.
asking = Throttle(burst=400, a_second=4)
voting = Throttle(burst=4000, a_second=40)
SAID = {"da-gui": "asked", "da-ghi": "voted"}


@login_not_required
@require_safe
@cache_control(private=True, max_age=0, no_cache=True)
@conditional_page
def audience(request: HttpRequest, code: str) -> HttpResponse:
    """The talk, its outline, the questions; a field for one's own."""
    said = next((word for key, word in SAID.items() if key in request.GET), "")
    return _page(request, open_talk(code), said=said)


def _page(
    request: HttpRequest, talk: Talk, *, said: str = "", error: str = "", text: str = ""
) -> HttpResponse:
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        context = {
            "talk": talk,
            "questions": [
                (row, answers.said(row.answer) if row.answer else []) for row in queries.shown(talk)
            ],
            "small": is_small(talk),
            "kit": talk.kit_version,
            "speaker": _speaker(talk),
            "token": signing.dumps(talk.code, salt=SALT),
            "said": said,
            "error": error,
            "text": text,
            "longest": questions.LONGEST,
        }
        body = _rendered("briefing/public/talk.html", context, lang, talk.code)
    return HttpResponse(body, status=422 if error else 200, headers={"Content-Language": lang})


def _speaker(talk: Talk) -> str:
    """Who speaks, if that person said yes to being named to everyone."""
    return str(talk.speaker) if consents.given(talk.speaker_id, SPEAKER_NAME) else ""


def _rendered(template: str, context: dict[str, Any], lang: str, code: str = "") -> str:
    """Without the request: nothing of who reads it can get into the page."""
    home = reverse("briefing:audience", args=[code]) if code else reverse("briefing:answered")
    other = "?lang=en" if lang == "vi" else "?"
    return render_to_string(template, {**context, "lang": lang, "other": other, "home": home})


@csrf_exempt
@login_not_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """A question, kept until a moderator looked at it."""
    talk = open_talk(code)
    text = request.POST.get("text", "")[:5000]
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        why = _refused(request, talk, asking)
        if not why:
            try:
                questions.ask(talk=talk, text=text)
            except BriefingProblem as problem:
                why = problem.message
        if why:
            return _page(request, talk, error=why, text=text)
    return _back(talk, "da-gui", lang)


@csrf_exempt
@login_not_required
@require_POST
def vote(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One more who wants to know this: a number grows, nothing else is kept."""
    talk = open_talk(code)
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        why = _refused(request, talk, voting)
        if why:
            return _page(request, talk, error=why)
        if not questions.vote(talk=talk, pk=pk):
            return _page(request, talk, error=_("This question is no longer shown."))
    return _back(talk, "da-ghi", lang)


def _refused(request: HttpRequest, talk: Talk, throttle: Throttle) -> str:
    """Why the act is not let through; empty: it is."""
    if not throttle.takes(address_of(request)):
        return _("Too much comes from here at once. Wait a moment, then send it again.")
    try:
        right = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=DAY) == talk.code
    except signing.BadSignature:
        right = False
    return "" if right else _("The page was open for too long. Read it again, then send.")


def _back(talk: Talk, said: str, lang: str) -> HttpResponse:
    path = reverse("briefing:audience", args=[talk.code])
    query = f"?{said}" + ("&lang=en" if lang == "en" else "")
    return HttpResponseRedirect(path + query)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def outline(request: HttpRequest, code: str) -> HttpResponse:
    """The kit that the talk goes by, as it was released, every figure with its source."""
    talk = open_talk(code)
    if talk.kit_version is None:
        raise Http404
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        context = {"talk": talk, "version": talk.kit_version, "printed": text_of(talk.kit_version)}
        body = _rendered("briefing/public/outline.html", context, lang, talk.code)
    return HttpResponse(body, headers={"Content-Language": lang})


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def answered(request: HttpRequest) -> HttpResponse:
    """Answered questions of open programmes, by theme, every figure with its source."""
    lang = "en" if request.GET.get("lang") == "en" else "vi"
    with translation.override(lang):
        groups = [
            (theme, [(row, answers.said(row)) for row in rows])
            for theme, rows in queries.by_theme(_open_answers()[:500])
        ]
        context = {"groups": groups, "today": clock.today()}
        body = _rendered("briefing/public/answered.html", context, lang)
    return HttpResponse(body, headers={"Content-Language": lang})


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers for feed readers; the day is all the time there is."""
    base = settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    page = base + reverse("briefing:answered")
    made = Rss201rev2Feed(
        title=_("Answered questions"), link=page, description=_("Answers with their sources."),
        language=translation.get_language() or "vi",
    )  # fmt: skip
    for row in _open_answers()[:50]:
        lines = [
            "".join(piece.text for piece in line.pieces)
            for part in answers.said(row)
            for line in part.lines
        ]
        made.add_item(
            title=row.question.text,
            link=f"{page}#cau-{row.question_id}",
            description="\n".join(lines),
            unique_id=f"minhbach-question-{row.question_id}",
            unique_id_is_permalink=False,
        )
    text = made.writeString("utf-8")
    return HttpResponse(text, content_type="application/rss+xml; charset=utf-8")


def _open_answers() -> Any:
    """Published answers of programmes whose public page is open."""
    opened = public_programmes().values("pk")
    return queries.published().filter(question__talk__programme__in=opened)
