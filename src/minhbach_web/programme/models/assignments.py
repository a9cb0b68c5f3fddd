"""Who has which task: given to a unit, by a rule, or in parts by the unit that has it."""

import datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models.programmes import Task
from minhbach_web.programme.models.roles import Part

PERSON = settings.AUTH_USER_MODEL


M = TypeVar("M", bound=models.Model)


class Running(models.Manager[M]):
    """What holds now; ``everything`` has what ended as well."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(ended_at=None)


class Ends(models.Model):
    """A row that ends and stays to be read."""

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Self]] = Running()
    everything: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True


class AssignmentRule(Ends):
    """A task for all units of a kind, also those made later: the tree of the day decides.

    SUBTREE: ``unit`` and everything below it. TYPE: the units of ``unit_type`` below ``unit``.
    """

    class Kind(models.TextChoices):
        SUBTREE = "subtree", _("A unit and everything below it")
        TYPE = "type", _("All units of one type")

    task = models.ForeignKey(Task, models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    unit_type = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=10, choices=Part)
    due = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="subtree", unit_type="") | Q(kind="type") & ~Q(unit_type=""),
                name="a_rule_by_type_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id}: {self.kind} {self.unit_type or self.unit_id}"


class Assignment(Ends):
    """A task given to a unit. ``rule``: it came by one. ``parent``: the unit of that assignment
    passed the task, or the part of it in ``text``, down. ``due``: the deadline at this level,
    else the task's. ``came_from``: the closed unit whose heir goes on with it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    rule = models.ForeignKey(
        AssignmentRule, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="handed_down"
    )
    came_from = models.ForeignKey(
        "units.OrganisationUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"),
                condition=Q(parent=None, ended_at=None),
                name="one_part_per_unit_and_task",
            ),
            models.UniqueConstraint(
                fields=("parent", "unit"),
                condition=Q(ended_at=None),
                name="one_part_handed_down_per_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id}: {self.unit_id} {self.part}"

    @property
    def title(self) -> str:
        """What is to be done: the part handed down, else the task."""
        return self.text or self.task.text

    @property
    def deadline(self) -> datetime.date | None:
        """The day it is due at this level; None where none is given."""
        return self.due or self.task.due


class Extension(models.Model):
    """A unit asks for more time. Append-only; ``was_due``: the day that held when it asked."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions")
    was_due = models.DateField(null=True, blank=True)
    new_due = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.new_due}"


class ExtensionDecision(models.Model):
    """What the giver said, once. Append-only. ``due``: the day granted, which may differ."""

    extension = models.OneToOneField(Extension, models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    due = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(granted=True, due__isnull=False)
                | Q(granted=False, due__isnull=True) & ~Q(reason=""),
                name="a_decision_on_time_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.extension_id}: {self.granted}"


class Holder(Ends):
    """Who in the unit sees to the assignment, since when; rows end when it passes on."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="holders")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",),
                condition=Q(ended_at=None),
                name="one_holder_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.user_id}"
