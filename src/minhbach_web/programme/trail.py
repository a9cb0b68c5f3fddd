"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, trail
from minhbach_web.programme.queries import tasks_for, visible_documents, visible_plans
from minhbach_web.programme.queries_tasks import visible_assignments


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("document", _("Document"), visible_documents, "programme:document")
    trail.name("plan", _("Plan"), visible_plans, "programme:plan")
    trail.name("plan-item", _("Item of a plan"))
    trail.name("programme", _("Programme"))
    trail.name("task", _("Task"), tasks_for, "programme:task")
    trail.name("assignment", _("Assignment"), visible_assignments, "programme:assignment")
    trail.name("assignments", _("Assignments"))
    trail.name("rule", _("Rule of assignment"))
    trail.name("extension", _("Request for more time"))
    acts.name(
        {
            "document.store": _("Document kept"),
            "document.hold": _("Document kept for one more unit"),
            "plan.gap.fill": _("Gap of a plan filled"),
            "plan.item": _("Item of a plan decided"),
            "plan.accept-rest": _("Remaining items of a plan accepted"),
            "plan.pairing": _("What becomes of an item decided"),
            "register.merge": _("Cited documents put together"),
            "register.split": _("Cited document taken apart"),
            "register.unmerge": _("Putting together of cited documents undone"),
            "register.unsplit": _("Taking apart of a cited document undone"),
            "register.status": _("State of a cited document set"),
        }
    )
    trail.name("cited", _("Cited document"))
