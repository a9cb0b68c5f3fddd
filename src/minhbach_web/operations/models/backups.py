"""Backups that were made, and restores that were tried with a check."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A backup file as it was written. ``name``: of the file in the folder of backups."""

    name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("size in bytes"))
    rows = models.BigIntegerField(_("rows"))
    files = models.BigIntegerField(_("files"))
    sealed = models.BooleanField(_("encrypted"), default=False)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("backup")

    def __str__(self) -> str:
        return self.name


class RestoreProof(models.Model):
    """A backup was restored into an empty place and checked. ``report``: what was found there."""

    name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    holds = models.BooleanField(_("proved"))
    report = models.JSONField(default=dict)
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("proof by restore")

    def __str__(self) -> str:
        return f"{self.name}: {self.holds}"


class IntegrityCheck(models.Model):
    """All proofs were run on the site itself. ``report``: what each of them found."""

    holds = models.BooleanField(_("nothing was changed"))
    report = models.JSONField(default=dict)
    at = models.DateTimeField(_("time"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("check of integrity")

    def __str__(self) -> str:
        return f"{self.at}: {self.holds}"
