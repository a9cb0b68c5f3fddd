"""Who in a unit sees to which task, and passing all of it on when a person leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors_tasks import NotAMember
from minhbach_web.programme.models import Assignment, Holder
from minhbach_web.programme.services.delegating import running
from minhbach_web.units.queries import people_in

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User


def is_member(user: User, unit: OrganisationUnit) -> bool:
    """Whether ``user`` can see to tasks of ``unit``: an open account with a role there today."""
    return user.is_active and people_in(unit).filter(user=user).exists()


@transaction.atomic
def hold(*, assignment: Assignment, user: User | None, by: User) -> Holder | None:
    """Let ``user`` (None: nobody) see to the assignment; who did before is kept.

    Raises NotAMember, AssignmentEnded.
    """
    row = running(assignment)
    if user is not None and not is_member(user, row.unit):
        raise NotAMember
    current = Holder.objects.filter(assignment=row).first()
    if (current.user_id if current else None) == (user.pk if user else None):
        return current
    Holder.objects.filter(assignment=row).update(ended_at=clock.now(), ended_by=by)
    made = _hold(row.pk, user, by) if user else None
    audit.record(actor=by, action="task.hold", obj=f"assignment:{row.pk}")
    return made


def _hold(assignment_id: int, user: User, by: User) -> Holder:
    return Holder.objects.create(assignment_id=assignment_id, user=user, since=clock.now(), by=by)


@transaction.atomic
def hand_over(*, unit: OrganisationUnit, leaver: User, to: User, by: User) -> int:
    """Everything that ``leaver`` sees to in ``unit`` passes to ``to``, in one act.

    Gives how many assignments passed on; a second call passes none. Raises NotAMember.
    """
    if not is_member(to, unit):
        raise NotAMember
    rows = Holder.objects.select_for_update(of=("self",)).filter(user=leaver, assignment__unit=unit)
    held = [row.assignment_id for row in rows if leaver.pk != to.pk]
    if not held:
        return 0
    Holder.objects.filter(assignment__in=held).update(ended_at=clock.now(), ended_by=by)
    now = clock.now()
    Holder.objects.bulk_create([Holder(assignment_id=pk, user=to, since=now, by=by) for pk in held])
    audit.record(actor=by, action="task.hand-over", obj=f"unit:{unit.pk}")
    return len(held)
