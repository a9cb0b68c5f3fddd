"""Upper and lower plans side by side, and the lower plan drafted: each page through ``visit``."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.programme.amended_plans import PLAN
from tests.web.programme.conftest import Office
from tests.web.programme.test_amend_service import (  # noqa: F401 -- fixtures
    _picked_apart,
    programme,
)
from tests.web.visit import visit

from minhbach_web import engine
from minhbach_web.programme.models import Programme, SourceDocument
from minhbach_web.programme.services.documents import store_document

LOWER = """ĐẢNG BỘ CỤC THUẾ
KẾ HOẠCH
thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2024
I. NHIỆM VỤ
1. Xây dựng đề cương tuyên truyền gửi các đơn vị thuộc Cục trước ngày 01/3/2024.
"""


@pytest.fixture
def upper(office: Office) -> SourceDocument:
    return store_document(data=PLAN.encode(), name="cap-tren.txt", by=office.coordinator)


@pytest.fixture
def client(office: Office) -> Client:
    return office.client()


def test_two_plans_side_by_side(upper: SourceDocument, office: Office, client: Client) -> None:
    lower = store_document(data=LOWER.encode(), name="cap-duoi.txt", by=office.coordinator)
    start = visit(client, f"/doi-chieu/?tren={upper.pk}")
    assert start.all(f"//select[@name='tren']/option[@value='{upper.pk}'][@selected]")

    page = visit(client, f"/doi-chieu/?tren={upper.pk}&duoi={lower.pk}")

    assert page.texts("//h2")[:3] == [
        "Chưa thấy trong kế hoạch cấp dưới (5)",
        "Có một phần (0)",
        "Có (1)",
    ]
    assert "“xây dựng đề cương tuyên truyền gửi các đơn vị”" in page.text()
    assert page.all(f"//a[@href='/van-ban/{lower.pk}/#p3']")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tren={0}&duoi=", "Hãy chọn kế hoạch cấp dưới."),
        ("tren={0}&duoi={0}", "Hai ô đang chọn cùng một văn bản."),
        ("tren={0}&duoi=999999", "Hãy chọn"),
    ],
)
def test_a_wrong_choice_is_told(
    upper: SourceDocument, client: Client, query: str, words: str
) -> None:
    page = visit(client, f"/doi-chieu/?{query.format(upper.pk)}", status=422)

    assert words in page.texts("//ul[@class='error-summary__list']/li")[0]


def test_a_plan_is_drafted_with_its_gaps(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
) -> None:
    upper = programme.plan.source
    reporter = office.client(office.reporter)
    address = f"/van-ban/{upper.pk}/du-thao/"
    visit(client, address)

    query = f"?unit={office.tax.pk}&layout=party&own=on"
    page = visit(reporter, f"{address}{query}")
    answer = reporter.get(f"{address}{query}&tai=1")

    assert "Phần I. Mục đích, yêu cầu của đơn vị" in page.text()
    assert answer["Content-Disposition"] == (
        f'attachment; filename="du-thao-ke-hoach-{upper.pk}.docx"'
    )
    document = engine.read(answer.content, "du-thao.docx")
    assert document.header.issuer == "ĐẢNG BỘ CỤC THUẾ"
    assert (document.header.number, document.header.date) == (None, None)
    assert "Xây dựng đề cương tuyên truyền gửi các đơn vị trước ngày 15/3/2024." in document.text
    assert "[mục III.1]" in document.text
    assert "Kế hoạch số 15/KH-UBND" in document.text


def test_another_unit_can_not_be_drafted_for(
    upper: SourceDocument, office: Office, client: Client
) -> None:
    visit(client, f"/van-ban/{upper.pk}/du-thao/?unit={office.water.pk}&layout=party", status=422)
