"""What became of units: who succeeded whom, under which names, and whose past is whose today."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.units.models.reorganisation import Kind, Reorganisation
from minhbach_web.units.models.tree import OrganisationUnit


class Succession(models.Model):
    """On ``day`` the work of ``unit`` went on in ``heir``.

    The heir is the unit itself where only its name or its place changed, or where a part of it was
    split off and it goes on; it is nobody where a unit was dissolved without a successor.
    """

    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="successions")
    heir = models.ForeignKey(
        OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="inheritances"
    )
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    day = models.DateField(_("from"))
    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="successions")

    class Meta:
        verbose_name = _("succession")
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("reorganisation", "unit", "heir", "kind"),
                name="one_succession_a_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} → {self.heir or '–'} ({self.day})"


class UnitName(models.Model):
    """What ``unit`` was called until the day before ``valid_to``; its name of today stands in it.

    ``valid_from`` is not known for the first name.
    """

    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="past_names")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    type = models.CharField(_("type"), max_length=80, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"))

    class Meta:
        verbose_name = _("earlier name")
        ordering = ("valid_to", "pk")

    def __str__(self) -> str:
        return f"{self.name} (–{self.valid_to})"


class UnitHeir(models.Model):
    """A closed unit and a unit of today in which it goes on, over any number of steps.

    ``over``: nobody took it on; the heir is the unit that stood over it, whose people of the
    whole subtree read its past.
    """

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="heir_rows")
    heir = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="forebear_rows")
    over = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("heir", "unit"), name="one_row_per_heir"),)

    def __str__(self) -> str:
        return f"{self.unit} → {self.heir}"


class UnitToday(models.Model):
    """Where figures of ``unit`` stand in today's tree: ``place``, an open unit.

    ``divided``: several units share that past and nothing says which part is whose, so it stands
    at the nearest unit above them all. A unit from which parts were split off has several rows:
    each is about periods that began in ``since`` ≤ day < ``until`` (open ends: any).
    """

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="today_rows")
    place = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="past_here")
    divided = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lt=F("until")),
                name="today_row_is_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} @ {self.place}"
