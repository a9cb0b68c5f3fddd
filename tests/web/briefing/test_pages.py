"""Pages of figures and kits: each says source and day, warns, and asks before it hurts."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext
from django.db import connection
from django.urls import reverse
from tests.web.briefing import scene
from tests.web.briefing.conftest import Desk
from tests.web.visit import send, visit

from minhbach_web.briefing.services.figures import add_version

pytestmark = pytest.mark.django_db


def test_smoke(desk: Desk) -> None:
    for name in ("figures", "new_figure", "import", "territories", "new_territory", "kits", "new_kit"):
        visit(desk.client, reverse(f"briefing:{name}"))
    figure = scene.figure(desk.unit, desk.by, code="GDP-2023")
    scene.figure(desk.unit, desk.by, period="2024", value="7.09")
    visit(desk.client, reverse("briefing:figures"))
    visit(desk.client, reverse("briefing:figure", args=[figure.pk]))
    visit(desk.client, reverse("briefing:correct", args=[figure.pk]))
    kit = scene.kit(desk.unit, desk.by, "GDP tăng {{số liệu:GDP-2023}}.\n- Có 30 xã.")
    visit(desk.client, reverse("briefing:kit", args=[kit.pk]))
    section = kit.sections.all()[0]
    visit(desk.client, reverse("briefing:edit_section", args=[kit.pk, section.pk]))
    visit(desk.client, reverse("briefing:release", args=[kit.pk]))
    version = scene.release(kit, desk.by, "Chờ nguồn.")
    add_version(figure=figure, number=scene.number("5.1"), reason="Rà soát.", by=desk.by)
    visit(desk.speaker, reverse("briefing:kit", args=[kit.pk]))
    page = visit(desk.speaker, reverse("briefing:kit_version", args=[kit.pk, version.n]))
    print(page.text())
    with CaptureQueriesContext(connection, ) as c:
        visit(desk.client, reverse("briefing:kit", args=[kit.pk]))
    print(len(c))
    with CaptureQueriesContext(connection, ) as c:
        visit(desk.client, reverse("briefing:edit_section", args=[kit.pk, section.pk]))
    print(len(c))
    print(visit(desk.client, reverse("briefing:kits")).text())
    print(visit(desk.client, reverse("briefing:figure", args=[figure.pk])).text())
    print(visit(desk.client, "/").text())
