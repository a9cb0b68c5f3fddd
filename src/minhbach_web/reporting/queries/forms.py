"""Forms as the engine knows them; who may make the next version of which."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from minhbach_web import engine
from minhbach_web.reporting.models import DataSet, FormDraft
from minhbach_web.reporting.queries.access import DECIDERS
from minhbach_web.units.queries import home_units, units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User


def form_of(data_set: DataSet) -> engine.Form:
    """The form that a data set keeps, rules and all."""
    return _form(data_set.toml)


@lru_cache(maxsize=64)
def _form(toml: str) -> engine.Form:
    return engine.load_form(toml.encode())


def newest_forms() -> list[DataSet]:
    """The newest version of each form, by name."""
    newest: dict[str, DataSet] = {}
    for data_set in DataSet.objects.order_by("code", "version").select_related("owner"):
        newest[data_set.code] = data_set
    return sorted(newest.values(), key=lambda found: (found.name, found.pk))


def versions_of(data_set: DataSet) -> QuerySet[DataSet]:
    """All versions of this form, the newest first."""
    return DataSet.objects.filter(code=data_set.code).order_by("-version")


def may_edit(user: User, data_set: DataSet) -> bool:
    """Whether the person makes the next version: a coordinator of the form's owner, or of any
    unit where the form came with the installation."""
    units = units_of(user, *DECIDERS)
    return (
        units.exists() if data_set.owner_id is None else units.filter(pk=data_set.owner_id).exists()
    )


def owner_for(user: User, data_set: DataSet | None = None) -> OrganisationUnit:
    """For which unit the person makes a form: the form's owner, else the person's own unit."""
    if data_set is not None and data_set.owner is not None:
        return data_set.owner
    unit = home_units(user, *DECIDERS).first()
    if unit is None:
        raise Http404
    return unit


def form_drafts(user: User) -> QuerySet[FormDraft]:
    """The forms in the making that the person may work on."""
    owners = units_of(user, *DECIDERS)
    return FormDraft.objects.filter(Q(owner__in=owners)).select_related("base", "owner")


def form_draft_for(user: User, pk: int) -> FormDraft:
    """The form in the making, else Http404."""
    found = form_drafts(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def data_set_for(user: User, pk: int) -> DataSet:
    """The form version if the person coordinates anything at all, else Http404."""
    found = DataSet.objects.select_related("owner").filter(pk=pk).first()
    if found is None or not units_of(user, *DECIDERS).exists():
        raise Http404
    return found
