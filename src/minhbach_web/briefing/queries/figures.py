"""The register of official figures: everyone who is signed in reads it, keepers write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from minhbach_web.briefing.models import Figure, FigureUse, FigureVersion, KitSection, KitVersion
from minhbach_web.briefing.periods import Span
from minhbach_web.briefing.queries.kits import visible_kits, writable_kits
from minhbach_web.briefing.queries.stale import later
from minhbach_web.briefing.services.tokens import keys_in
from minhbach_web.core.search import search_key
from minhbach_web.units.queries import can, units_of, visible_units

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Kit, Territory
    from minhbach_web.units.models import OrganisationUnit, User

COORDINATOR = "coordinator"


def figures() -> QuerySet[Figure]:
    """All figures: what is official is open to all."""
    return Figure.objects.select_related("territory__becomes", "keeper")


def figures_for(user: User) -> QuerySet[Figure]:
    """All figures for who has a role anywhere; none for an account without one."""
    return figures() if visible_units(user).exists() else figures().none()


def current_version(figure: Figure) -> FigureVersion:
    """The number that holds now."""
    version = figure.versions.order_by("-n")[0]
    version.figure = figure
    return version


def with_current(rows: Iterable[Figure]) -> list[tuple[Figure, FigureVersion]]:
    """Each figure with its current version, in one query."""
    listed = list(rows)
    versions = FigureVersion.objects.filter(~Exists(later()), figure__in=listed)
    last = {version.figure_id: version for version in versions}
    for figure in listed:
        last[figure.pk].figure = figure
    return [(figure, last[figure.pk]) for figure in listed]


def search_figures(
    rows: QuerySet[Figure], text: str, *, status: str = "", territory: str = ""
) -> QuerySet[Figure]:
    """Those that hold every word of ``text`` at the beginning of one of theirs (case, marks and
    their place ignored), whose current version has ``status``."""
    for word in search_key(text).split():
        rows = rows.filter(search_key__contains=f" {word}")
    if status:
        now = FigureVersion.objects.filter(~Exists(later()), figure=OuterRef("pk"), status=status)
        rows = rows.filter(Exists(now))
    if territory.isascii() and territory.isdigit():
        rows = rows.filter(territory=int(territory))
    return rows


def visible_figure(user: User, pk: int) -> Figure:
    """The figure if ``user`` has a role anywhere, else Http404."""
    figure = figures_for(user).filter(pk=pk).first()
    if figure is None:
        raise Http404
    return figure


def figure_to_keep(user: User, pk: int) -> Figure:
    """The figure if ``user`` coordinates its keeper, else Http404."""
    figure = visible_figure(user, pk)
    if not can(user, COORDINATOR, figure.keeper):
        raise Http404
    return figure


def keeps_figures(user: User) -> bool:
    """True for who coordinates any unit: they add figures."""
    return units_of(user, COORDINATOR).exists()


def keepers(user: User) -> QuerySet[OrganisationUnit]:
    """The units for which ``user`` keeps figures."""
    return units_of(user, COORDINATOR)


def series_of(figure: Figure) -> list[tuple[Figure, FigureVersion]]:
    """The figures that stand in one row with it over time: one concept, measure, kind of period
    and name of territory, before and after the territory changed."""
    rows = figures().filter(
        concept_key=figure.concept_key,
        measure_key=figure.measure_key,
        territory__name_key__in=_names_over_time(figure.territory),
        invented=figure.invented,
    )
    kind = Span(figure.period).kind
    listed = [row for row in rows.order_by("starts", "pk") if Span(row.period).kind == kind]
    return with_current(listed)


def _names_over_time(territory: Territory) -> set[str]:
    """Its name, and those that it had alone before or after: Thừa Thiên Huế became Huế."""
    names = {territory.name_key}
    before = list(territory.made_of.all())
    if len(before) == 1:
        names.add(before[0].name_key)
    if territory.becomes and territory.becomes.made_of.count() == 1:
        names.add(territory.becomes.name_key)
    return names


@dataclass(frozen=True, slots=True)
class Use:
    """A kit in which a figure stands: released (``version``) or in its draft."""

    kit: Kit
    version: KitVersion | None
    shown: FigureVersion | None = None


def uses_of(figure: Figure, user: User) -> list[Use]:
    """Where the figure is used, as far as ``user`` sees the kits; drafts for their writers."""
    rows = FigureUse.objects.filter(
        figure_version__figure=figure, kit_version__kit__in=visible_kits(user).values("pk")
    ).select_related("kit_version__kit__owner", "figure_version")
    found: dict[int, Use] = {}
    for row in rows.order_by("kit_version__kit", "kit_version__n"):
        found.setdefault(
            row.kit_version_id, Use(row.kit_version.kit, row.kit_version, row.figure_version)
        )
    drafts = KitSection.objects.filter(
        kit__in=writable_kits(user).values("pk"), text__contains="{{"
    ).select_related("kit__owner")
    writing = {s.kit_id: s.kit for s in drafts if figure.code in keys_in(s.text, "figure")}
    return [*found.values(), *(Use(kit, None) for kit in writing.values())]


def figures_in_use(programme: int) -> list[FigureVersion]:
    """The current numbers of the figures that the newest released kits of a programme use."""
    newer = KitVersion.objects.filter(
        kit=OuterRef("kit_version__kit"), n__gt=OuterRef("kit_version__n")
    )
    used = FigureUse.objects.filter(~Exists(newer), kit_version__kit__programme=programme)
    after = FigureVersion.objects.filter(figure=OuterRef("figure"), n__gt=OuterRef("n"))
    rows = FigureVersion.objects.filter(
        ~Exists(after), figure__in=used.values("figure_version__figure")
    )
    return list(rows.select_related("figure__territory").order_by("figure__sort_key", "pk")[:60])
