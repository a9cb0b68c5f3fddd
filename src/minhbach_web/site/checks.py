"""The refusals of a start as Django's checks: ``manage.py check --deploy`` tells them, too."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from minhbach_web.site import starting


@register(Tags.security, deploy=True)
def start(**_given: Any) -> list[CheckMessage]:
    """Each problem of a start, with its code as the check's name."""
    return [
        (Error if problem.serious else Warning)(
            starting.sentence(problem, "en"), id=f"minhbach.{problem.code}"
        )
        for problem in starting.problems()
    ]
