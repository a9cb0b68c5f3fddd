"""An invented register for demonstrations: an invented province, marked everywhere as such."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.briefing.models import Territory
from minhbach_web.briefing.services.imports import import_figures

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

TABLE = Path(__file__).parents[1] / "data/minh-hoa.csv"
CHANGED = date(2025, 7, 1)
NAME = "Tỉnh Sơn Khê"


@transaction.atomic
def load_demonstration(*, keeper: OrganisationUnit, by: User) -> int:
    """The invented figures, each with its mark; gives how many. Twice changes nothing."""
    after, _new = Territory.objects.get_or_create(
        code="SON-KHE", defaults={"name": NAME, "level": "province", "valid_from": CHANGED}
    )
    Territory.objects.get_or_create(
        code="SON-KHE-CU",
        defaults={"name": NAME, "level": "province", "valid_to": CHANGED, "becomes": after},
    )
    result = import_figures(
        data=TABLE.read_bytes(),
        name=TABLE.name,
        keeper=keeper,
        by=by,
        keepable={keeper.pk},
        invented=True,
    )
    if result.wrong:
        raise ValueError("; ".join(f"{wrong.place}: {wrong.text}" for wrong in result.wrong))
    return len(result.new)
