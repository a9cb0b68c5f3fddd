"""A file that names another unit or another period: the person is asked, nothing is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.reporting.scene import Scene, number, upload
from tests.web.visit import Page, visit

from minhbach_web.reporting.models import Draft, Obligation
from minhbach_web.reporting.services.answers import save_answers
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.units.models import User

FOREIGN = {"unit": "Đảng bộ Sở Gió Mát", "period": "2023-Q4"}
QUESTIONS = [
    "Báo cáo đề tên “Đảng bộ Sở Gió Mát”, còn đây là báo cáo của Đảng bộ Sở Ánh Sáng.",
    "Báo cáo viết về quý IV năm 2023, còn kỳ phải báo cáo là quý I năm 2024.",
]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def questions(page: Page) -> list[str]:
    return page.texts("//*[p/strong='Có đúng tệp không?']/p[not(a)][not(strong)]")


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
    code = ["hoi_nghi"] if page == "confirm_one" else []

    shown = visit(browser(reporter), reverse(f"reporting:{page}", args=[obligation.pk, *code]))

    assert questions(shown) == told


@pytest.mark.usefixtures("found")
def test_wrong_file_is_told_to_who_decides(
    obligation: Obligation, reporter: User, scene: Scene
) -> None:
    upload(obligation, reporter)
    draft = Draft.objects.get()
    draft.extraction |= FOREIGN
    draft.save()
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    draft.refresh_from_db()
    submit(obligation=obligation, token=draft.token, seen=draft.version, by=reporter)

    page = reverse("reporting:revision", args=[obligation.pk, 1])
    shown = visit(browser(scene.coordinator), page)

    assert questions(shown) == QUESTIONS


def test_typed_report_has_no_file_to_doubt(obligation: Obligation, reporter: User) -> None:
    client = browser(reporter)
    visit(client, reverse("reporting:enter", args=[obligation.pk]))

    shown = visit(client, reverse("reporting:check", args=[obligation.pk]))

    assert "Có đúng tệp không?" not in shown.text()


@pytest.mark.usefixtures("found")
def test_part_of_the_file_that_was_not_searched_is_told(
    obligation: Obligation, reporter: User
) -> None:
    upload(obligation, reporter)
    draft = Draft.objects.get()
    note = {
        "code": "figures-table-long",
        "anchor": "t1",
        "params": {"rows": "1200", "most": "1000"},
    }
    Draft.objects.filter(pk=draft.pk).update(extraction={**draft.extraction, "notes": [note]})
    page = visit(browser(reporter), reverse("reporting:confirm", args=[obligation.pk]))
    assert page.texts("//*[contains(@class, 'notification--warning')]//p") == [
        "Bảng có 1200 dòng (nhiều hơn 1000) nên không được tìm số liệu. "
        "Nếu báo cáo có số liệu trong bảng này, hãy nhập bằng tay."
    ]
