"""One item at a time: who decides first holds the plan until the decision is kept."""

from __future__ import annotations

from minhbach_web.programme.errors import PlanAdopted
from minhbach_web.programme.models import Plan, PlanItem


def lock_plan(plan_id: int) -> Plan:
    """The plan, held until the transaction ends. Raises PlanAdopted."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.is_adopted:
        raise PlanAdopted
    return plan


def lock_item(item: PlanItem) -> PlanItem:
    """The item as it stands now, its plan held. Raises PlanAdopted."""
    lock_plan(item.plan_id)
    return PlanItem.objects.select_related("decided_by").get(pk=item.pk)
