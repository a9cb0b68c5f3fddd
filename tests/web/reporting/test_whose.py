"""A file that names another unit or another period: the person is asked, nothing is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.reporting.scene import upload
from tests.web.visit import visit

from minhbach_web.reporting.models import Draft, Obligation
from minhbach_web.units.models import User

FOREIGN = {"unit": "Đảng bộ Sở Gió Mát", "period": "2023-Q4"}
QUESTIONS = [
    "Báo cáo đề tên “Đảng bộ Sở Gió Mát”, còn đây là báo cáo của Đảng bộ Sở Ánh Sáng.",
    "Báo cáo viết về quý IV năm 2023, còn kỳ phải báo cáo là quý I năm 2024.",
]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"unit": "Đảng ủy Sở Ánh Sáng", "period": "2024-Q1"}, []),
        ({"unit": "ĐẢNG UỶ SỞ ÁNH SÁNG", "period": None}, []),
        ({"unit": None, "period": None}, []),
        (FOREIGN, QUESTIONS),
        ({**FOREIGN, "period": "2024-Q1"}, QUESTIONS[:1]),
        ({**FOREIGN, "unit": None}, QUESTIONS[1:]),
    ],
    ids=["own", "capitals", "silent", "foreign", "other-unit", "other-period"],
)
@pytest.mark.parametrize("page", ["confirm", "confirm_one", "check"])
@pytest.mark.usefixtures("found")
def test_wrong_file_is_told(
    page: str, said: dict[str, str | None], told: list[str], obligation: Obligation, reporter: User
) -> None:
    upload(obligation, reporter)
    draft = Draft.objects.get()
    draft.extraction |= said
    draft.save()
    client = Client()
    client.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    code = ["hoi_nghi"] if page == "confirm_one" else []

    shown = visit(client, reverse(f"reporting:{page}", args=[obligation.pk, *code]))

    questions = shown.texts("//*[p/strong='Có đúng tệp không?']/p[not(a)][not(strong)]")
    assert questions == told


def test_typed_report_has_no_file_to_doubt(obligation: Obligation, reporter: User) -> None:
    client = Client()
    client.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    visit(client, reverse("reporting:enter", args=[obligation.pk]))

    shown = visit(client, reverse("reporting:check", args=[obligation.pk]))

    assert "Có đúng tệp không?" not in shown.text()
