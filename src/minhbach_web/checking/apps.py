"""The app that checks a document without a programme."""

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
        slots.register_document_act(_check)


def _check(pk: int) -> slots.Act:
    return slots.Act(gettext("Check before signing"), reverse("checking:stored", args=[pk]))
