"""More time for a task: asked for with a reason, answered once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhbach_web.core.forms import sent
from minhbach_web.core.templatetags.minhbach import day_words
from minhbach_web.programme import errors_tasks as errors
from minhbach_web.programme import queries_tasks as queries
from minhbach_web.programme.forms_tasks import DecisionOnTimeForm, ExtensionForm
from minhbach_web.programme.services import extending
from minhbach_web.programme.views.requests import person


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = queries.assignment_to_do(person(request), pk)
    form = ExtensionForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            extending.ask_extension(assignment=assignment, **form.cleaned_data, by=person(request))
        except errors.NotLater:
            form.add_error("new_due", _("Choose a day after the deadline that isn’t past."))
        except errors.NoDeadline:
            form.add_error(None, _("This task has no deadline, so there is nothing to move."))
        except errors.ExtensionWaiting:
            form.add_error(
                None, _("A request waits for an answer already. You can ask again after it.")
            )
        except errors.AssignmentEnded:
            messages.error(request, _("The unit doesn’t have this task any more."))
            return redirect("programme:tasks")
        else:
            messages.success(request, _("Your request was sent. You will see the answer here."))
            return redirect("programme:assignment", assignment.pk)
    context = {"assignment": assignment, "form": form, "giver": queries.giver_of(assignment)}
    status = 422 if form.errors else 200
    return render(request, "programme/task_ask_time.html", context, status=status)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    extension = queries.extension_to_decide(person(request), pk)
    form = DecisionOnTimeForm(
        sent(request)[0], initial={"due": extension.new_due, "granted": "yes"}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            extending.decide_extension(
                extension=extension,
                granted=data["granted"],
                due=data["due"] if data["granted"] else None,
                reason=data["reason"],
                by=person(request),
            )
        except errors.ExtensionDecided:
            messages.error(request, _("Somebody answered before you. Their answer holds."))
            return redirect("programme:extension", extension.pk)
        except errors.NotLater:
            form.add_error("due", _("Choose a day after the deadline."))
        except errors.LaterThanAbove as error:
            form.add_error(
                "due",
                _("You have until %(day)s yourself. Give an earlier day, or ask for more time.")
                % {"day": day_words(error.due)},
            )
        except errors.AssignmentEnded:
            messages.error(request, _("The unit doesn’t have this task any more."))
            return redirect("programme:tasks")
        else:
            messages.success(request, _("Your answer was sent to the unit."))
            return redirect("programme:extension", extension.pk)
    context = {
        "extension": extension,
        "assignment": extension.assignment,
        "decision": getattr(extension, "decision", None),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "programme/task_extension.html", context, status=status)
