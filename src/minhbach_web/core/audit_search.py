"""Searching the audit log: who, which act, on what, from when until when."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, clock, trail
from minhbach_web.core.forms import DayField
from minhbach_web.core.models import AuditEvent
from minhbach_web.core.search import search_key, sort_key

SYSTEM = "-"  # instead of a name: what the system did by itself
WRONG_DAY = _("Enter a day such as 24/11/2026.")


class AuditForm(forms.Form):
    """Every field may stay empty; what is filled in must all hold."""

    nguoi = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=100,
        help_text=_("A part of the name or the user name; “-” for what the system did itself."),
    )
    viec = forms.ChoiceField(label=_("Act"), required=False)
    loai = forms.ChoiceField(label=_("Kind of object"), required=False)
    so = forms.CharField(
        label=_("Its number"), required=False, max_length=100, help_text=_("For example 12.")
    )
    tu = DayField(label=_("From"), required=False, error_messages={"invalid": WRONG_DAY})
    den = DayField(label=_("Until"), required=False, error_messages={"invalid": WRONG_DAY})

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._offer("viec", _sorted(acts.all_words()), _("All acts"))
        self._offer("loai", _sorted(trail.kinds()), _("All kinds"))

    def _offer(self, name: str, rows: list[tuple[str, str]], empty: object) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # see above
        value = self.data.get(name, "")
        known = {code for code, _word in rows}
        # What an older version of the program noted is found by its code.
        extra = [(value, value)] if value and value not in known and value.isprintable() else []
        field.choices = [("", empty), *rows, *extra]

    @property
    def given(self) -> dict[str, str]:
        """The fields that are filled in, as they were sent."""
        found = {name: str(self.data.get(name, "")).strip() for name in self.fields}
        return {name: value for name, value in found.items() if value}

    @property
    def query(self) -> str:
        """The same search as the beginning of an address's question."""
        return f"{urlencode(self.given)}&" if self.given else ""


def _sorted(words: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda row: sort_key(row[1]))


def found(form: AuditForm) -> QuerySet[AuditEvent]:
    """The entries that the form asks for, in no order yet; none while it holds an error."""
    if not form.is_valid():
        return AuditEvent.objects.none()
    asked = form.cleaned_data
    rows = AuditEvent.objects.all()
    if name := asked["nguoi"].strip():
        rows = rows.filter(actor=None) if name == SYSTEM else rows.filter(actor__in=_people(name))
    if asked["viec"]:
        # "plan.item" stands for "plan.item.accepted", too.
        begins = Q(action__startswith=f"{asked['viec']}.")
        rows = rows.filter(Q(action=asked["viec"]) | begins)
    if asked["loai"]:
        rows = rows.filter(object_type=asked["loai"])
    if asked["so"].strip():
        rows = rows.filter(object_key=asked["so"].strip())
    if asked["tu"]:
        rows = rows.filter(at__gte=_start(asked["tu"]))
    if asked["den"]:
        rows = rows.filter(at__lt=_start(asked["den"] + datetime.timedelta(days=1)))
    return rows


def _people(name: str) -> list[int]:
    """The accounts whose name holds every word; as keys, so that the log's own index serves."""
    people = get_user_model()._default_manager.all()
    for word in search_key(name).split():
        people = people.filter(search_key__contains=word)
    return list(people.values_list("pk", flat=True)[:500])


def _start(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), clock.VIETNAM)
