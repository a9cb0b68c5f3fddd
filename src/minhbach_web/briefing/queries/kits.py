"""Kits: their writers see drafts; who is to speak sees what was released, at home and above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from minhbach_web.briefing.models import FigureUse, FigureVersion, Kit, KitSection, KitVersion
from minhbach_web.briefing.queries.stale import Stale, stale
from minhbach_web.core.search import search_key
from minhbach_web.units.queries import home_units, units_of, visible_units

if TYPE_CHECKING:
    from minhbach_web.units.models import User

COORDINATOR = "coordinator"


def writes_kits(user: User) -> bool:
    """True for who coordinates any unit: they begin kits."""
    return units_of(user, COORDINATOR).exists()


def writable_kits(user: User) -> QuerySet[Kit]:
    """The kits of units that ``user`` coordinates."""
    owners = units_of(user, COORDINATOR).values("pk")
    return Kit.objects.filter(owner__in=owners).select_related("owner")


def visible_kits(user: User) -> QuerySet[Kit]:
    """Kits that ``user`` writes, and released ones of visible units and of the units above."""
    home = home_units(user)
    above = home.model.objects.filter(descendant_rows__unit__in=home.values("pk"))
    near = Q(owner__in=visible_units(user).values("pk")) | Q(owner__in=above.values("pk"))
    released = Exists(KitVersion.objects.filter(kit=OuterRef("pk")))
    written = Q(owner__in=units_of(user, COORDINATOR).values("pk"))
    return Kit.objects.filter(written | (near & released)).select_related("owner")


def search_kits(kits: QuerySet[Kit], text: str) -> QuerySet[Kit]:
    """Those whose title holds every word of ``text``, marks ignored."""
    for word in search_key(text).split():
        kits = kits.filter(search_key__contains=word)
    return kits


def visible_kit(user: User, pk: int) -> Kit:
    """The kit if ``user`` may see it, else Http404."""
    kit = visible_kits(user).filter(pk=pk).first()
    if kit is None:
        raise Http404
    return kit


def kit_to_write(user: User, pk: int) -> Kit:
    """The kit if ``user`` coordinates its owner, else Http404."""
    rows = writable_kits(user).select_related("owner", "programme__plan__source")
    kit = rows.filter(pk=pk).first()
    if kit is None:
        raise Http404
    return kit


def section_to_write(user: User, kit_pk: int, pk: int) -> KitSection:
    """A section of a kit that ``user`` writes, else Http404."""
    kit = kit_to_write(user, kit_pk)
    rows = KitSection.objects.select_related("edited_by", "theme")
    section = rows.filter(kit=kit, pk=pk).first()
    if section is None:
        raise Http404
    section.kit = kit
    return section


def visible_version(user: User, pk: int, n: int) -> KitVersion:
    """A released version of a kit that ``user`` may see, else Http404."""
    kit = visible_kit(user, pk)
    version = kit.versions.select_related("released_by").filter(n=n).first()
    if version is None:
        raise Http404
    version.kit = kit
    return version


def released_kits(user: User) -> QuerySet[KitVersion]:
    """The newest version of each kit that ``user`` may see, with ``is_stale``."""
    newer = KitVersion.objects.filter(kit=OuterRef("kit"), n__gt=OuterRef("n"))
    rows = KitVersion.objects.filter(~Exists(newer), kit__in=visible_kits(user).values("pk"))
    return rows.annotate(is_stale=_is_stale("pk")).select_related("kit__owner")


def released_version(pk: int) -> KitVersion:
    """A released version by its key, for what pins it. Raises ``KitVersion.DoesNotExist``."""
    return KitVersion.objects.select_related("kit__owner").get(pk=pk)


def kits_with_state(kits: QuerySet[Kit]) -> QuerySet[Kit]:
    """Kits with ``last_n`` (None: never released) and ``is_stale`` of the newest version."""
    newest = KitVersion.objects.filter(kit=OuterRef("pk")).order_by("-n")
    marked = newest.annotate(was=_is_stale("pk"))
    return kits.annotate(
        last_n=newest.values("n")[:1],
        is_stale=marked.values("was")[:1],
    )


def stale_kits(user: User) -> QuerySet[Kit]:
    """The kits that ``user`` writes whose newest version has a figure that was revised since."""
    newest = KitVersion.objects.filter(kit=OuterRef("pk")).order_by("-n")
    marked = newest.annotate(was=_is_stale("pk"))
    return writable_kits(user).annotate(old=marked.values("was")[:1]).filter(old=True)


def _is_stale(version: str) -> Exists:
    """Whether a figure of the version was revised since."""
    after = FigureVersion.objects.filter(
        figure=OuterRef("figure_version__figure"), n__gt=OuterRef("figure_version__n")
    )
    return Exists(FigureUse.objects.filter(Exists(after), kit_version=OuterRef(version)))


def kit_warnings(version: KitVersion) -> list[Stale]:
    """The figures of a released kit that changed since, with old and new value."""
    rows = version.uses.select_related("figure_version")
    return stale((row.figure_version, row.section) for row in rows)


def draft_warnings(sections: list[KitSection]) -> list[Stale]:
    """The figures that changed after the writer saved the sections that name them."""
    pinned = {
        (pk, at) for at, section in enumerate(sections, start=1) for pk in section.pins.values()
    }
    versions = FigureVersion.objects.in_bulk([pk for pk, _at in pinned])
    return stale(sorted(((versions[pk], at) for pk, at in pinned), key=lambda use: use[1]))
