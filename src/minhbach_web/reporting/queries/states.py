"""The state of reports, told by the database: for lists that are too long to build one by one.

The rules are those of ``standing``; a test holds the two against each other.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from minhbach_web.core import clock
from minhbach_web.reporting.models import (
    ApprovalStep,
    Decision,
    Draft,
    Obligation,
    SubmissionRevision,
)
from minhbach_web.reporting.queries.standing import FINAL, ORDER


def with_state(obligations: QuerySet[Obligation], today: date | None = None) -> QuerySet[Any]:
    """``obligations`` with ``state``, one of ORDER."""
    newest = SubmissionRevision.objects.filter(submission__obligation=OuterRef("pk"))
    said = Decision.objects.filter(revision=OuterRef("newest")).order_by("-pk")
    steps = ApprovalStep.objects.filter(revision=OuterRef("newest")).order_by()
    last = steps.values("revision").annotate(last=Max("n")).values("last")
    drafts = Draft.objects.filter(obligation=OuterRef("pk"))
    known = obligations.alias(
        newest=Subquery(newest.order_by("-n").values("pk")[:1]),
        said=Subquery(said.values("kind")[:1]),
        passed=Coalesce(Subquery(said.values("level")[:1], output_field=IntegerField()), 0),
        before_last=Coalesce(Subquery(last, output_field=IntegerField()), 1) - 1,
    )
    final = [When(said=kind, then=Value(state)) for kind, state in FINAL.items()]
    return known.annotate(
        state=Case(
            When(newest=None, period__due__lt=today or clock.today(), then=Value("overdue")),
            When(Exists(drafts), newest=None, then=Value("draft")),
            When(newest=None, then=Value("not_sent")),
            *final,
            When(passed__gte=F("before_last"), then=Value("submitted")),
            default=Value("checking"),
            output_field=CharField(),
        )
    )


def keys_by_state(obligations: QuerySet[Obligation]) -> dict[str, list[int]]:
    """State → keys of the obligations in it, in their order; in the order of ORDER."""
    found: dict[str, list[int]] = {state: [] for state in ORDER}
    for pk, state in with_state(obligations).values_list("pk", "state"):
        found[state].append(pk)
    return {state: keys for state, keys in found.items() if keys}
