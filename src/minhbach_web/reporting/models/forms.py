"""Data sets (biểu): what is asked, kept as versioned data."""

from __future__ import annotations

from django.db import models


class DataSet(models.Model):
    """One version of a form. ``toml`` is the form as it was given; the rows below repeat it.

    ``owner``: the unit whose coordinators make the next version; None for a form that came with
    the installation.
    """

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=300)
    period_kind = models.CharField(max_length=20)
    toml = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    owner = models.ForeignKey(
        "units.OrganisationUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "-version")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="data_set_code_version"),
        )

    def __str__(self) -> str:
        return self.name


class DataElement(models.Model):
    """A data element (chỉ tiêu). ``scale``: decimals kept; ``over_units``: how units combine."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="elements")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60)
    over_units = models.CharField(max_length=10, default="sum")
    over_time = models.CharField(max_length=10, default="sum")
    basis = models.CharField(max_length=12, default="in_period")
    scale = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("data_set", "code"), name="element_code_in_set"),
        )

    def __str__(self) -> str:
        return self.name


class NarrativeSection(models.Model):
    """A narrative part (phần lời) of the form."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="sections")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("data_set", "code"), name="section_code_in_set"),
        )

    def __str__(self) -> str:
        return self.name


class FormDraft(models.Model):
    """The next version of a form while it is being made: the only form that can be changed.

    ``content`` is the engine's Form as JSON. ``version`` grows with each change, so that a page
    made from an older one can tell. One draft per form and owner.
    """

    base = models.ForeignKey(DataSet, models.PROTECT, null=True, blank=True, related_name="drafts")
    owner = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("-updated_at", "pk")
        constraints = (models.UniqueConstraint(fields=("base", "owner"), name="form_draft_once"),)

    def __str__(self) -> str:
        return f"draft of {self.base_id}"
