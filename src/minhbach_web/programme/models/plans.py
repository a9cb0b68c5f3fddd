"""A plan as proposed: one row for each thing found, decided by a person one by one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models.documents import SourceDocument
from minhbach_web.programme.models.roles import Part


class ItemKind(models.TextChoices):
    THEME = "theme", _("Theme")
    MESSAGE = "message", _("Message")
    TASK = "task", _("Task")
    DUTY = "duty", _("Reporting duty")
    CITATION = "citation", _("Cited document")
    GAP = "gap", _("Gap")


class ItemStatus(models.TextChoices):
    PENDING = "pending", _("Waits to be confirmed")
    ACCEPTED = "accepted", _("Confirmed")
    EDITED = "edited", _("Confirmed with changes")
    SET_ASIDE = "set_aside", _("Set aside")
    REJECTED = "rejected", _("Not right")
    SEEN = "seen", _("Seen")
    CUT = "cut", _("Cut in two")


class AmendMode(models.TextChoices):
    """What the new document does with what it doesn't name."""

    REPLACE = "replace", _("Takes the place of the whole plan")
    SUPPLEMENT = "supplement", _("Changes or adds to the plan; the rest stays")


INERT = (ItemStatus.PENDING, ItemStatus.SEEN, ItemStatus.REJECTED, ItemStatus.CUT)


class Plan(models.Model):
    """What was found in one document for one unit's programme."""

    source = models.ForeignKey(SourceDocument, models.PROTECT, related_name="plans")
    owner = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    subject = models.TextField(_("subject"), blank=True)
    issuer = models.TextField(_("issuer"), blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    amends = models.ForeignKey(
        "Programme", models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    amend_mode = models.CharField(max_length=10, choices=AmendMode, blank=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("source", "owner"), name="one_plan_per_document"),
            models.CheckConstraint(
                condition=Q(amends__isnull=True, amend_mode="")
                | Q(amends__isnull=False) & ~Q(amend_mode=""),
                name="an_amendment_has_its_mode",
            ),
        )
        verbose_name = _("plan")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        if not self.subject or self.subject == self.source.subject:
            return self.source.title
        return self.subject[:1].upper() + self.subject[1:]

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None


class PlanItem(models.Model):
    """One thing found. ``extracted`` stays as the engine gave it; ``details`` is what holds now.

    ``start``/``end``: where ``text`` stands in the paragraph or cell ``anchor``, None when the
    text isn't there word for word. ``quote``: the sentence around it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    cut_from = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="pieces"
    )
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind)
    section = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    anchor = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    in_scope = models.BooleanField(default=True)
    reason = models.CharField(max_length=60, blank=True)
    phrase = models.CharField(max_length=300, blank=True)
    extracted = models.JSONField()
    details = models.JSONField()
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.PENDING)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(status=ItemStatus.PENDING)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_has_its_person",
            ),
            models.CheckConstraint(
                condition=Q(in_scope=True) | Q(status__in=INERT),
                name="out_of_scope_items_stay_inert",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.order}: {self.text[:60]}"


class ItemUnit(models.Model):
    """A unit that a person chose for a task or a duty, before the plan is adopted."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="chosen")
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part, default=Part.LEAD)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "unit"), name="one_part_per_unit_and_item"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.unit_id} {self.part}"
