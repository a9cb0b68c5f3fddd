"""A register with a few invented figures, and kits that use them. All numbers are made up."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from minhbach_web import engine
from minhbach_web.briefing.models import Figure, FigureUse, Kit, KitVersion, Territory
from minhbach_web.briefing.periods import parse_period
from minhbach_web.briefing.services.figures import Identity, Number, add_figure
from minhbach_web.briefing.services.kits import add_section, start_kit
from minhbach_web.briefing.services.releasing import release_kit
from minhbach_web.briefing.services.rendering import render_draft
from minhbach_web.core import clock
from minhbach_web.core.services import files
from minhbach_web.units.models import OrganisationUnit, User

SOURCE = "Cơ quan thống kê thử nghiệm, Thông cáo số 12/TC ngày 29/12/2023"


def country() -> Territory:
    found = Territory.objects.filter(code="VN").first()
    return found or Territory.objects.create(code="VN", name="Cả nước", level="country")


def number(value: str = "5.05", **more: Any) -> Number:
    facts = {
        "status": "provisional",
        "source": SOURCE,
        "published_on": date(2023, 12, 29),
        "retrieved_on": date(2024, 1, 2),
    }
    return Number(value=Decimal(value), **{**facts, **more})


def figure(
    keeper: OrganisationUnit,
    by: User,
    *,
    concept: str = "Tốc độ tăng GDP",
    period: str = "2023",
    value: str = "5.05",
    measure: str = "%",
    code: str = "",
    territory: Territory | None = None,
    **more: Any,
) -> Figure:
    """A figure of the country with its first number."""
    thing = Identity(concept, territory or country(), parse_period(period), measure, code=code)
    return add_figure(identity=thing, number=number(value, **more), keeper=keeper, by=by)


def kit(owner: OrganisationUnit, by: User, *texts: str, title: str = "Kết quả năm 2023") -> Kit:
    """A kit with a section for each text."""
    made = start_kit(title=title, kind="outline", layout="party", owner=owner, by=by)
    for at, text in enumerate(texts, start=1):
        add_section(kit=made, heading=f"Mục {'I' * at}", text=text, by=by)
    return made


def release(made: Kit, by: User, reason: str = "") -> KitVersion:
    seen = render_draft(made, list(made.sections.all()), by).sha256
    return release_kit(kit=made, seen=seen, by=by, override_reason=reason)


def released_row(made: Kit, by: User) -> KitVersion:
    """A released version without the second that its three files take to make."""
    text = engine.KitText(made.title, "Đề cương", made.owner.name, 1, date(2024, 1, 5))
    content = json.dumps(engine.to_json(text))
    file = files.store(b"a file")
    return KitVersion.objects.create(
        kit=made,
        n=1,
        title=made.title,
        content=content,
        sha256=files.digest(content.encode()),
        docx_sha256=file,
        pdf_sha256=file,
        pptx_sha256=file,
        released_by=by,
        released_at=clock.now(),
    )


def released_with_figure(owner: OrganisationUnit, by: User) -> FigureUse:
    """A released kit that uses a figure: a row in each of the app's append-only tables."""
    used = figure(owner, by).versions.get()
    version = released_row(kit(owner, by), by)
    return FigureUse.objects.create(kit_version=version, figure_version=used, section=1)
