"""Taking confirmed cells of a document's table into the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.briefing.services.figures import Identity, Number, add_figure

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Figure
    from minhbach_web.units.models import OrganisationUnit, User


@dataclass(frozen=True)
class Confirmed:
    """A cell that a person ticked, with what they said of it."""

    identity: Identity
    number: Number


@transaction.atomic
def take_cells(*, cells: list[Confirmed], keeper: OrganisationUnit, by: User) -> list[Figure]:
    """A figure for each confirmed cell, all or none. Raises AlreadyThere, CantRead."""
    return [
        add_figure(identity=cell.identity, number=cell.number, keeper=keeper, by=by)
        for cell in cells
    ]
