"""The app that checks a document without a programme."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import slots


class CheckingConfig(AppConfig):
    name = "minhbach_web.checking"
    label = "checking"
    verbose_name = _("Checking documents")

    def ready(self) -> None:
        from minhbach_web.checking import held  # noqa: PLC0415  # needs loaded models

        slots.offer(slots.DOCUMENT, _check)
        held.register()


def _check(user: Any, pk: int) -> Iterator[slots.Act]:
    url = reverse("checking:stored", args=[pk])
    yield slots.Act(gettext("Check before signing"), url, posts=True)
