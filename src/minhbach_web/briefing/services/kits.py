"""Writing a kit: begun from a plan, its sections written, moved and taken out by people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from minhbach_web.briefing.models import Kit, KitSection
from minhbach_web.briefing.problems import Changed, NotReady
from minhbach_web.briefing.services.references import current_versions
from minhbach_web.briefing.services.tokens import keys_in, token_text
from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.programme.models import Programme, Theme
    from minhbach_web.units.models import OrganisationUnit, User

MOST_SECTIONS = 60


@transaction.atomic
def start_kit(
    *,
    title: str,
    kind: str,
    layout: str,
    owner: OrganisationUnit,
    by: User,
    programme: Programme | None = None,
) -> Kit:
    """A new kit; made for a plan, it has a section per theme with the plan's own messages.

    Messages that the system doesn't support are left out.
    """
    kit = Kit.objects.create(
        title=title,
        kind=kind,
        layout=layout,
        owner=owner,
        programme=programme,
        search_key=search_key(title),
        created_by=by,
        created_at=clock.now(),
    )
    themes = (
        programme.themes.filter(ended_at=None).prefetch_related("messages") if programme else ()
    )
    for order, theme in enumerate(themes, start=1):
        _from_theme(kit, order, theme, by)
    audit.record(actor=by, action="briefing.start_kit", obj=f"kit:{kit.pk}")
    return kit


def _from_theme(kit: Kit, order: int, theme: Theme, by: User) -> None:
    messages = [row for row in theme.messages.all() if row.in_scope and row.ended_at is None]
    lines = [token_text("message", row.pk, row.text) for row in messages]
    KitSection.objects.create(
        kit=kit,
        order=order,
        heading=" ".join(theme.text.split()).rstrip(" .;:")[:300],
        text="\n".join(lines),
        theme=theme,
        edited_by=by,
        edited_at=clock.now(),
    )


@transaction.atomic
def rename_kit(*, kit: Kit, title: str, kind: str, layout: str, by: User) -> None:
    """Another title, kind or layout for the versions to come."""
    kit.title, kit.kind, kit.layout, kit.search_key = title, kind, layout, search_key(title)
    kit.save(update_fields=["title", "kind", "layout", "search_key"])
    audit.record(actor=by, action="briefing.rename_kit", obj=f"kit:{kit.pk}")


@transaction.atomic
def add_section(*, kit: Kit, heading: str, text: str, by: User) -> KitSection:
    """A section at the end. Raises NotReady when there are too many."""
    if kit.sections.count() >= MOST_SECTIONS:
        raise NotReady(_("A kit holds at most %(n)s sections.") % {"n": MOST_SECTIONS})
    last = kit.sections.aggregate(last=Max("order"))["last"] or 0
    section = KitSection.objects.create(
        kit=kit,
        order=last + 1,
        heading=heading,
        text=text,
        pins=pins_of(text),
        edited_by=by,
        edited_at=clock.now(),
    )
    audit.record(actor=by, action="briefing.add_section", obj=f"kit-section:{section.pk}")
    return section


@transaction.atomic
def save_section(
    *, section: KitSection, heading: str, text: str, seen: int, by: User
) -> KitSection:
    """What a person wrote, with the versions of the figures that they saw. Raises Changed."""
    row = KitSection.objects.select_for_update().get(pk=section.pk)
    if row.version != seen:
        raise Changed
    row.heading, row.text, row.pins = heading, text, pins_of(text)
    row.version += 1
    row.edited_by, row.edited_at = by, clock.now()
    row.save()
    audit.record(actor=by, action="briefing.save_section", obj=f"kit-section:{row.pk}")
    return row


def pins_of(text: str) -> dict[str, int]:
    """Code of each figure in the text → its version now."""
    return {code: row.pk for code, row in current_versions(keys_in(text, "figure")).items()}


@transaction.atomic
def move_section(*, section: KitSection, way: Literal["up", "down"], by: User) -> None:
    """One place up or down; at the end it stays."""
    rows = list(KitSection.objects.select_for_update().filter(kit=section.kit_id))
    at = next(n for n, row in enumerate(rows) if row.pk == section.pk)
    to = at - 1 if way == "up" else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            KitSection.objects.filter(pk=row.pk).update(order=order)
    audit.record(actor=by, action="briefing.move_section", obj=f"kit-section:{section.pk}")


@transaction.atomic
def remove_section(*, section: KitSection, by: User) -> None:
    """Take a section out of the draft; released versions keep it."""
    key = section.pk
    section.delete()
    audit.record(actor=by, action="briefing.remove_section", obj=f"kit-section:{key}")


@transaction.atomic
def accept_figures(*, section: KitSection, by: User) -> None:
    """The writer has looked at the changed figures: the text fits them."""
    row = KitSection.objects.select_for_update().get(pk=section.pk)
    row.pins = pins_of(row.text)
    row.save(update_fields=["pins"])
    audit.record(actor=by, action="briefing.accept_figures", obj=f"kit-section:{row.pk}")
