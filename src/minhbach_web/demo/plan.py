"""The plan: uploaded, proposed, decided item by item, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minhbach_web.demo.people import People
from minhbach_web.programme.services import plans
from minhbach_web.programme.services.adoption import to_decide
from minhbach_web.programme.services.documents import store_document
from minhbach_web.programme.services.matching import Tree, propose_units, tree_of
from minhbach_web.units.queries import children, subtree

if TYPE_CHECKING:
    from minhbach_web.programme.models import PlanItem, Programme


def adopt(*, data: bytes, name: str, people: People) -> Programme:
    """The running programme. What the software supports is accepted, the rest looked at."""
    by, owner = people.coordinator, people.parent
    source = store_document(data=data, name=name, by=by, unit=owner)
    plan = plans.propose_plan(source=source, owner_unit=owner, by=by)
    tree = tree_of(owner, subtree(owner), children(owner))
    for item in to_decide(plan):
        item.refresh_from_db()
        _decide(item, tree, plan.issuer, people)
    return plans.adopt_plan(plan=plan, by=by)


def _decide(item: PlanItem, tree: Tree, issuer: str, people: People) -> None:
    by = people.coordinator
    if item.kind == "gap" or not item.in_scope:
        plans.decide_item(item=item, version=item.version, decision="seen", by=by)
        return
    changes = None
    if item.kind == "task":
        proposals = propose_units(item.details.get("lead") or "", tree=tree, issuer=issuer)
        lead = proposals[0].units if proposals else ()
        if len(lead) > 1:
            # "Cấp ủy cho, đảng bộ cơ sở": a person sees the slip (chi) and means every unit below.
            lead = tree.children
        changes = plans.Changes(lead=lead)
    plans.decide_item(item=item, version=item.version, decision="accept", by=by, changes=changes)
