"""Taking a decision back while nobody has worked in the new tree."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from minhbach_web.core import clock, db, slots
from minhbach_web.core.services import audit
from minhbach_web.units.models import (
    Membership,
    OrganisationUnit,
    OrgEdge,
    Reorganisation,
    Succession,
    UnitAncestor,
    UnitName,
    User,
)
from minhbach_web.units.services.applying import in_parts
from minhbach_web.units.services.reorganising import CannotChange
from minhbach_web.units.services.standing import LOCK
from minhbach_web.units.services.tree import rebuild_ancestors

State = Reorganisation.State


def why_not_undo(reorganisation: Reorganisation) -> list[str]:
    """Why the decision can't be undone; empty: it can."""
    row = reorganisation
    if row.state != State.IN_FORCE or row.applied_at is None:
        return [_("The decision is not in force.")]
    reasons = []
    later = Reorganisation.objects.filter(state=State.IN_FORCE, applied_at__gt=row.applied_at)
    for other in later.order_by("applied_at")[:3]:
        text = _("Decision %(number)s came into force after it: undo that one first.")
        reasons.append(text % {"number": other.number})
    if not reasons and _moved_since(row):
        reasons.append(_("Units of the new tree were moved or renamed since."))
    return reasons + slots.tree_uses(_looks_different(row), row.applied_at)


def _moved_since(row: Reorganisation) -> bool:
    for part in in_parts(row.made["edges"]):
        if OrgEdge.objects.filter(pk__in=part, valid_to=None).count() != len(part):
            return True
    renamed = [old[0] for old in row.made["renamed"]]
    own = set(row.made["names"])
    return any(
        UnitName.objects.filter(unit__in=part, valid_to__gte=row.effective)
        .exclude(pk__in=own)
        .exists()
        for part in in_parts([*renamed, *row.made["units"]], 400)
    )


def _looks_different(row: Reorganisation) -> frozenset[int]:
    """The units that the decision touched and all below them."""
    found: set[int] = set()
    for part in in_parts(row.made["touched"]):
        found |= set(part)
        found |= set(UnitAncestor.objects.filter(ancestor__in=part).values_list("unit", flat=True))
    return frozenset(found)


@transaction.atomic
def undo(*, reorganisation: Reorganisation, by: User, today: datetime.date) -> None:
    """Put everything back as it was before the decision; it stays on record as undone.

    Units that it had made are not deleted: they were open on no day, and their codes are free
    for a corrected decision. Raises CannotChange.
    """
    db.lock(LOCK)
    row = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if reasons := why_not_undo(row):
        raise CannotChange(" ".join(reasons))
    made = row.made
    _roles_back(made, today)
    Succession.objects.filter(reorganisation=row).delete()
    for part in in_parts(made["edges"]):
        OrgEdge.objects.filter(pk__in=part).delete()
    for part in in_parts(made["ended"]):
        OrgEdge.objects.filter(pk__in=part).update(valid_to=None)
    OrgEdge.objects.bulk_create(
        OrgEdge(unit_id=unit, parent_id=parent, valid_from=datetime.date.fromisoformat(day))
        for unit, parent, day in made["replaced"]
    )
    _names_back(made)
    for part in in_parts(made["closed"]):
        OrganisationUnit.objects.filter(pk__in=part).update(closed=None)
    for part in in_parts(made["units"]):
        OrganisationUnit.objects.filter(pk__in=part).update(closed=row.effective)
    row.state, row.undone_by, row.undone_at, row.made = State.UNDONE, by, clock.now(), {}
    row.save(update_fields=["state", "undone_by", "undone_at", "made"])
    rebuild_ancestors(today=today)
    audit.record(actor=by, action="units.reorganise_undo", obj=f"reorganisation:{row.pk}")
    reorganisation.refresh_from_db()


def _roles_back(made: dict[str, Any], today: datetime.date) -> None:
    """Carried roles never counted; those that had ended hold again; in units that were never
    open nobody keeps any."""
    for part in in_parts(made["roles"]):
        Membership.objects.filter(pk__in=part).update(valid_to=F("valid_from"))
    for part in in_parts(made["units"]):
        late = Membership.objects.filter(unit__in=part, valid_to=None)
        late.filter(valid_from__gt=today).update(valid_to=F("valid_from"))
        late.filter(valid_from__lte=today).update(valid_to=today)
    until: dict[str | None, list[int]] = {}
    for pk, day in made["ended_roles"]:
        until.setdefault(day, []).append(pk)
    for day, keys in until.items():
        for part in in_parts(keys):
            Membership.objects.filter(pk__in=part).update(valid_to=day)


def _names_back(made: dict[str, Any]) -> None:
    old = {pk: rest for pk, *rest in made["renamed"]}
    for part in in_parts(old, 500):
        rows = list(OrganisationUnit.objects.filter(pk__in=part))
        for row in rows:
            row.code, row.name, row.short_name, row.type = old[row.pk]
            row.fill_keys()
        fields = ["code", "name", "short_name", "type", "search_key", "sort_key"]
        OrganisationUnit.objects.bulk_update(rows, fields, batch_size=200)
    for part in in_parts(made["names"]):
        UnitName.objects.filter(pk__in=part).delete()
