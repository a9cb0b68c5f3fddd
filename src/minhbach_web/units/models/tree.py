"""The tree of units over time. Units are closed, never deleted; edges carry their days."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.search import search_key, sort_key


class OrganisationUnit(models.Model):
    """A unit (đơn vị). ``code`` is for people and files and may be changed."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    type = models.CharField(_("type"), max_length=80, blank=True)
    opened = models.DateField(_("opened"), null=True, blank=True)
    closed = models.DateField(_("closed"), null=True, blank=True)
    search_key = models.CharField(max_length=420, editable=False, db_index=True)
    sort_key = models.CharField(max_length=520, editable=False, db_index=True)

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("unit")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """The keys by which it is found and sorted; who writes many rows at once calls this."""
        self.search_key = search_key(f"{self.code} {self.name} {self.short_name}")
        self.sort_key = sort_key(self.name)


class OrgEdge(models.Model):
    """``unit`` stands under ``parent`` from ``valid_from`` until the day before ``valid_to``."""

    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="parent_edges")
    parent = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="child_edges")
    valid_from = models.DateField(_("from"), db_index=True)
    valid_to = models.DateField(_("until"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("place in the tree")
        constraints = (
            models.UniqueConstraint(
                fields=("unit",), condition=Q(valid_to=None), name="one_open_parent"
            ),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="not_its_own_parent"),
        )

    def __str__(self) -> str:
        return f"{self.unit} < {self.parent}"


class UnitAncestor(models.Model):
    """Today's tree, closed: every unit with itself (depth 0) and each unit above it."""

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="ancestor_rows")
    ancestor = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="descendant_rows")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ancestor", "unit"), name="one_row_per_ancestor"),
        )

    def __str__(self) -> str:
        return f"{self.unit} <{self.depth} {self.ancestor}"
