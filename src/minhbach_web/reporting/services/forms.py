"""Keep a form (TOML) as a data set, versioned."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock, db
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import DataElement, DataSet, NarrativeSection
from minhbach_web.reporting.problems import CantPublishForm

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User


LOCK = 0x4D42_464D  # "MBFM": one form at a time, so that no version number is given twice


@transaction.atomic
def store_form(*, data: bytes, by: User, owner: OrganisationUnit | None = None) -> DataSet:
    """The data set of this TOML: the same bytes give the same data set, others a new version.

    ``owner``: the unit that makes the next versions; a form that has an owner keeps it, and
    CantPublishForm tells another unit so.
    """
    db.lock(LOCK)
    sha256 = hashlib.sha256(data).hexdigest()
    known = DataSet.objects.filter(sha256=sha256).first()
    if known:
        return known
    form = engine.load_form(data)
    last = DataSet.objects.filter(code=form.code).aggregate(last=Max("version"))["last"] or 0
    held = DataSet.objects.filter(code=form.code).exclude(owner=None).order_by("-version").first()
    if held and owner and held.owner_id != owner.pk:
        raise CantPublishForm(
            _("Another unit keeps the form with the code “%(code)s”. Give yours another code.")
            % {"code": form.code}
        )
    data_set = DataSet.objects.create(
        code=form.code,
        version=last + 1,
        name=form.name,
        period_kind=form.period,
        toml=data.decode("utf-8"),
        sha256=sha256,
        owner=held.owner if held else owner,
        created_at=clock.now(),
    )
    _store_parts(data_set, form)
    audit.record(
        actor=by,
        action="reporting.store_form",
        obj=f"data_set:{data_set.pk}",
        digests={"form": sha256},
    )
    return data_set


def _store_parts(data_set: DataSet, form: engine.Form) -> None:
    DataElement.objects.bulk_create(
        DataElement(
            data_set=data_set,
            code=e.code,
            name=e.name,
            unit=e.unit,
            over_units=e.over_units,
            over_time=e.over_time,
            basis=e.basis,
            scale=e.scale,
            position=at,
        )
        for at, e in enumerate(form.elements)
    )
    NarrativeSection.objects.bulk_create(
        NarrativeSection(data_set=data_set, code=s.code, name=s.name, position=at)
        for at, s in enumerate(form.sections)
    )
