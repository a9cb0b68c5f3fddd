"""The pages of documents, plans and tasks, each through ``visit``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoAssertNumQueries
from tests import hostile
from tests.web.programme import extracted
from tests.web.programme.conftest import Office
from tests.web.programme.test_plans_service import decide_all
from tests.web.visit import send, visit

from minhbach_web.programme.models import Plan, PlanItem, Programme, SourceDocument
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.services.documents import store_document

FindTask = Callable[[str], PlanItem]


def upload(name: str, data: bytes, **more: object) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data), **more}


def test_upload_leads_to_the_document(office: Office) -> None:
    client = office.client()
    assert visit(client, "/van-ban/tai-len/").h1 == "Gửi văn bản"
    page = send(
        client,
        "/van-ban/tai-len/",
        upload(extracted.NAME, extracted.plan_bytes(), unit=office.bloc.pk),
    )

    assert page.h1.startswith("Kế hoạch tuyên truyền kết quả phát triển")
    assert "thiếu phần đầu" in page.text().lower() or "không có phần đầu" in page.text().lower()
    assert len(page.all("//ol[@class='cited']/li")) == 13
    assert page.texts("//ol[@class='outline']/li")[:2] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG TUYÊN TRUYỀN",
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rong.docx", hostile.empty(), "rỗng"),
        ("chuong-trinh.docx", hostile.program(), "chuong-trinh.docx"),
        ("khoa.docx", hostile.encrypted(), "mật khẩu"),
        ("mat.docx", hostile.docx_bytes("MẬT", "KẾ HOẠCH", "về việc thử", "Nội dung."), "độ mật"),
    ],
)
def test_upload_refuses_in_one_sentence_at_the_field(
    office: Office, name: str, data: bytes, words: str
) -> None:
    form = upload(name, data, unit=office.bloc.pk)
    page = send(office.client(), "/van-ban/tai-len/", form, status=422)

    (error,) = page.texts("//p[@class='field__error']")
    (field,) = page.all("//input[@type='file']")
    assert words in error
    assert field.get("autofocus") is not None
    assert field.get("aria-describedby", "").split()[-1] == "id_file_error"
    assert page.text("//title").startswith("Lỗi:")
    assert not SourceDocument.objects.exists()


def test_upload_without_a_file_says_so(office: Office) -> None:
    page = send(office.client(), "/van-ban/tai-len/", {"unit": office.bloc.pk}, status=422)

    assert page.texts("//p[@class='field__error']") == ["Lỗi: Hãy chọn một tệp."]


def test_upload_keeps_a_document_only_for_one_s_own_unit(office: Office) -> None:
    form = upload("a.txt", b"Noi dung.", unit=office.bloc.pk)
    send(office.client(office.reporter), "/van-ban/tai-len/", form, status=422)

    assert not SourceDocument.objects.exists()


def test_documents_are_found_without_marks(office: Office, source: SourceDocument) -> None:
    client = office.client()

    assert len(visit(client, "/van-ban/?tim=KE+hoach+tuyen+truyen").all("//tbody/tr")) == 1
    assert len(visit(client, "/van-ban/?tim=tuyên&loai=ke-hoach").all("//tbody/tr")) == 1
    assert visit(client, "/van-ban/?tim=khong+co").all("//tbody/tr") == []


def test_documents_cost_the_same_for_one_and_three(
    office: Office, source: SourceDocument, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = office.client()
    for count in (1, 3):
        while SourceDocument.objects.count() < count:
            data = f"Văn bản {SourceDocument.objects.count()}".encode()
            store_document(data=data, name="a.txt", by=office.coordinator)
        with django_assert_num_queries(7):
            visit(client, "/van-ban/")


def test_original_comes_back_byte_for_byte(office: Office, source: SourceDocument) -> None:
    answer = office.client().get(f"/van-ban/{source.pk}/tep/")

    assert b"".join(answer.streaming_content) == extracted.plan_bytes()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_document_of_others_isn_t_there(office: Office, source: SourceDocument) -> None:
    client = office.client(office.reporter)
    for url in (f"/van-ban/{source.pk}/", f"/van-ban/{source.pk}/tep/"):
        assert client.get(url).status_code == 404
    assert visit(client, "/van-ban/").all("//tbody/tr") == []


def test_propose_leads_to_the_confirmation(office: Office, source: SourceDocument) -> None:
    url = f"/van-ban/{source.pk}/lap-ke-hoach/"
    page = send(office.client(), url, {"owner": office.bloc.pk})

    assert page.h1 == "Xác nhận kế hoạch"
    assert page.texts("//h2[starts-with(@id, 'nhom-')]") == [
        "Nội dung (5)",
        "Nhiệm vụ (5 + 3 không do hệ thống hỗ trợ)",
        "Chế độ báo cáo (1)",
        "Văn bản viện dẫn (13)",
        "Khoảng trống (10)",
    ]
    assert page.text("//*[@id='tien-do']") == "Đã xác nhận 0/37"


def test_propose_offers_the_coordinator_s_own_unit_first(
    office: Office, source: SourceDocument
) -> None:
    page = visit(office.client(), f"/van-ban/{source.pk}/")

    assert page.texts("//select[@name='owner']/option[@selected]") == [office.bloc.name]


def test_propose_is_for_coordinators(office: Office) -> None:
    own = store_document(data=extracted.plan_bytes(), name="a.txt", by=office.reporter)
    client = office.client(office.reporter)

    assert (
        client.post(f"/van-ban/{own.pk}/lap-ke-hoach/", {"owner": office.tax.pk}).status_code == 404
    )
    assert not Plan.objects.exists()


def test_confirm_shows_every_item_with_its_sentence(office: Office, plan: Plan) -> None:
    client = office.client()
    for item in PlanItem.objects.filter(plan=plan).exclude(kind="message"):
        page = visit(client, f"/ke-hoach/{plan.pk}/xac-nhan/?muc={item.pk}")
        card = "".join(page.text("//section[@data-item]").split())
        assert "".join(item.text.split()) in card
        if item.kind != "gap":
            assert "".join(item.quote.lstrip("- ").split()) in card
            assert page.all(f"//*[@id='{item.anchor}']//*[contains(@class, 'mark--current')]")


def test_confirm_of_a_plan_of_others_isn_t_there(office: Office, plan: Plan) -> None:
    client = office.client(office.reporter)
    item = plan.items.filter(kind="task").first()
    assert item is not None
    base = f"/ke-hoach/{plan.pk}/"

    for url in (base, f"{base}xac-nhan/", f"{base}kiem-tra/"):
        assert client.get(url).status_code == 404
    for url in (f"{base}xac-nhan/{item.pk}/", f"{base}xac-nhan/con-lai/", f"{base}ban-hanh/"):
        assert client.post(url, {"version": 1, "decision": "accept"}).status_code == 404
    item.refresh_from_db()
    assert item.status == "pending"


def test_an_item_of_another_plan_isn_t_there(office: Office, plan: Plan) -> None:
    data = extracted.plan_bytes() + b"\n"
    other = services.propose_plan(
        source=store_document(data=data, name="b.txt", by=office.coordinator),
        owner_unit=office.bloc,
        by=office.coordinator,
    )
    item = other.items.filter(kind="task").first()
    assert item is not None
    url = f"/ke-hoach/{plan.pk}/xac-nhan/{item.pk}/"

    assert office.client().post(url, {"version": 1, "decision": "reject"}).status_code == 404


def decide(office: Office, item: PlanItem, status: int = 200, **data: object) -> object:
    url = f"/ke-hoach/{item.plan_id}/xac-nhan/{item.pk}/"
    return send(office.client(), url, {"version": item.version, **data}, status=status)


def test_accept_goes_on_to_the_next_item(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    page = decide(office, item, decision="accept", lead=str(office.tax.pk))

    item.refresh_from_db()
    assert item.status == "accepted"
    assert page.all("//section[@data-item]")[0].get("data-item") == str(task("Tham mưu").pk)
    assert "Xây dựng Kế hoạch" in page.text("//div[@class='confirm__done']")
    assert page.text("//*[@id='tien-do']") == "Đã xác nhận 1/37"


def test_accept_of_a_task_asks_who_gets_it(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    page = decide(office, item, status=422, decision="accept")

    item.refresh_from_db()
    assert item.status == "pending"
    assert page.texts("//ul[@class='error-summary__list']/li") == [
        "Hãy chọn đơn vị nhận nhiệm vụ, hoặc “chưa giao đơn vị nào”."
    ]


def test_accept_refuses_a_unit_outside_the_plan_s_tree(office: Office, task: FindTask) -> None:
    decide(office, task("Xây dựng"), status=422, decision="accept", lead="999999")

    assert task("Xây dựng").status == "pending"


def test_a_unit_is_never_chosen_when_unsure(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    page = visit(office.client(), f"/ke-hoach/{item.plan_id}/xac-nhan/?muc={item.pk}")

    assert page.all("//input[@name='lead'][@checked]") == []
    assert "cơ quan ban hành kế hoạch" in page.text("//fieldset[@class='who']")


def test_a_class_of_units_is_proposed_as_all_of_them(office: Office, task: FindTask) -> None:
    item = task("tổ chức triển khai")
    page = visit(office.client(), f"/ke-hoach/{item.plan_id}/xac-nhan/?muc={item.pk}")
    words = page.text("//fieldset[@class='who']")

    assert "Tất cả 2 đơn vị (đảng bộ cơ sở) – cùng loại đơn vị" in words
    assert "Tất cả 3 đơn vị – nói chung các đơn vị trực thuộc" in words


def test_an_out_of_scope_item_offers_no_unit_and_no_edit(office: Office, task: FindTask) -> None:
    item = task("tổng hợp, nắm bắt")
    url = f"/ke-hoach/{item.plan_id}/xac-nhan/?muc={item.pk}"
    page = visit(office.client(), url)
    card = page.text("//section[@data-item]")

    assert "Không do hệ thống hỗ trợ" in card
    assert "diễn biến tư tưởng, tâm trạng" in card
    assert page.all("//section[@data-item]//input[not(@type='hidden')]") == []
    assert visit(office.client(), f"{url}&che-do=sua").all("//textarea") == []
    decide(office, item, status=422, decision="accept", lead=str(office.tax.pk))
    assert task("tổng hợp").status == "pending"


def test_the_second_of_two_people_is_told_what_happened(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    services.decide_item(item=item, version=1, decision="set_aside", by=office.other)
    page = decide(office, item, status=409, decision="accept", lead=str(office.tax.pk))

    item.refresh_from_db()
    assert (item.status, item.decided_by) == ("set_aside", office.other)
    assert "Anh Điều Phối đã quyết định mục này" in page.text("//div[@role='alert']")


def test_edit_keeps_text_units_and_days(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    visit(office.client(), f"/ke-hoach/{item.plan_id}/xac-nhan/?muc={item.pk}&che-do=sua")
    send(
        office.client(),
        f"/ke-hoach/{item.plan_id}/xac-nhan/{item.pk}/sua/",
        {
            "version": 1,
            "text": "Xây dựng kế hoạch tuyên truyền.",
            "lead": item.details["lead"],
            "lead_units": [office.bloc.pk],
            "support_units": [office.tax.pk],
            "due": "2024-03-31",
            "deadline": "trong quý I",
        },
    )

    item.refresh_from_db()
    assert (item.status, item.text) == ("edited", "Xây dựng kế hoạch tuyên truyền.")
    assert item.details["due"] == "2024-03-31"
    assert set(item.details["added"]) == {"due", "deadline"}
    assert set(item.chosen.values_list("unit__code", "part")) == {
        ("DUK", "lead"),
        ("DU-CT", "support"),
    }


def test_edit_refuses_one_unit_as_lead_and_support(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    page = send(
        office.client(),
        f"/ke-hoach/{item.plan_id}/xac-nhan/{item.pk}/sua/",
        {
            "version": 1,
            "text": item.text,
            "lead_units": [office.tax.pk],
            "support_units": [office.tax.pk],
        },
        status=422,
    )

    assert "vừa chủ trì vừa phối hợp" in page.text("//ul[@class='error-summary__list']")


def test_edit_of_another_kind_of_item(office: Office, plan: Plan) -> None:
    client = office.client()
    for kind in ("theme", "duty", "citation"):
        item = plan.items.filter(kind=kind).first()
        assert item is not None
        url = f"/ke-hoach/{plan.pk}/xac-nhan/"
        page = visit(client, f"{url}?muc={item.pk}&che-do=sua")
        fields = {
            str(f.get("name")): f.get("value") or f.text or ""
            for f in page.all("//section[@data-item]//*[self::input or self::textarea]")
            if f.get("type") != "checkbox"
        }
        send(client, f"{url}{item.pk}/sua/", fields | {"recurrence": ["quarter"]})
        item.refresh_from_db()
        assert item.status == "edited"


def test_cut_page_offers_places_and_makes_two(office: Office, task: FindTask) -> None:
    item = task("tổng hợp, nắm bắt")
    base = f"/ke-hoach/{item.plan_id}/xac-nhan/"
    page = visit(office.client(), f"{base}?muc={item.pk}&che-do=tach")
    places = [int(field.get("value")) for field in page.all("//input[@name='at']")]
    assert tuple(places) == services.cut_places(item)

    send(office.client(), f"{base}{item.pk}/tach/", {"version": 1}, status=422)
    page = send(office.client(), f"{base}{item.pk}/tach/", {"version": 1, "at": places[-1]})
    item.refresh_from_db()
    assert item.status == "cut"
    assert page.text("//h2[@id='nhom-task']") == "Nhiệm vụ (6 + 3 không do hệ thống hỗ trợ)"


def test_fill_of_a_gap_is_marked_with_the_person(office: Office, task: FindTask) -> None:
    item = task("Xây dựng")
    hole = PlanItem.objects.get(parent=item, details__code="no-deadline")
    base = f"/ke-hoach/{item.plan_id}/xac-nhan/"
    visit(office.client(), f"{base}?muc={hole.pk}")
    send(office.client(), f"{base}{hole.pk}/bo-sung/", {"version": 1}, status=422)
    send(office.client(), f"{base}{hole.pk}/bo-sung/", {"version": 1, "due": "2024-06-30"})
    page = visit(office.client(), f"{base}?muc={item.pk}")

    assert "do Chị Điều Phối bổ sung" in page.text("//dl[@class='facts']")
    assert "30/06/2024" in page.text("//dl[@class='facts']")


def test_rest_of_the_documents_at_once(office: Office, plan: Plan) -> None:
    url = f"/ke-hoach/{plan.pk}/xac-nhan/con-lai/"
    page = send(office.client(), url, {"kind": "citation"})

    assert page.text("//*[@id='tien-do']") == "Đã xác nhận 13/37"
    assert office.client().post(url, {"kind": "task"}).status_code == 404


def test_check_page_counts_units_and_waits_for_all(office: Office, plan: Plan) -> None:
    client = office.client()
    early = visit(client, f"/ke-hoach/{plan.pk}/kiem-tra/")
    assert early.all(f"//form[@action='/ke-hoach/{plan.pk}/ban-hanh/']") == []
    send(client, f"/ke-hoach/{plan.pk}/ban-hanh/", {})
    assert not Programme.objects.exists()

    decide_all(plan, office)
    page = visit(client, f"/ke-hoach/{plan.pk}/kiem-tra/")
    assert page.texts("//tbody/tr") == ["Đảng bộ Cục Thuế 5 0"]
    assert "1 đơn vị nhận nhiệm vụ" in page.texts("//h2")
    assert "10 khoảng trống để trống" in page.texts("//h2")


def test_adopt_by_a_double_click_makes_one_programme(office: Office, plan: Plan) -> None:
    decide_all(plan, office)
    for _ in range(2):
        page = send(office.client(), f"/ke-hoach/{plan.pk}/ban-hanh/", {})

    assert Programme.objects.count() == 1
    assert page.texts("//table[@class='grid']//tbody/tr/th") == ["Cục Thuế"]
    assert len(page.all("//li[contains(@class, 'messages__item--out')]")) >= 3


def test_tasks_of_a_unit_with_the_sentence(office: Office, plan: Plan) -> None:
    client = office.client(office.reporter)
    assert "Chưa có nhiệm vụ" in visit(client, "/nhiem-vu/").text()
    decide_all(plan, office)
    programme = services.adopt_plan(plan=plan, by=office.coordinator)
    page = visit(client, "/nhiem-vu/")
    assert len(page.all("//li[@class='task-list__item']")) == 5

    row = programme.tasks.get(text__startswith="Tham mưu")
    shown = visit(client, f"/nhiem-vu/{row.pk}/")
    assert shown.h1 == "Nhiệm vụ III.1"
    assert row.quote in shown.text("//blockquote")
    visit(client, f"/van-ban/{plan.source_id}/")


def test_a_task_of_others_isn_t_there(office: Office, plan: Plan) -> None:
    decide_all(plan, office)
    programme = services.adopt_plan(plan=plan, by=office.coordinator)
    given = programme.tasks.filter(in_scope=True).first()
    out = programme.tasks.filter(in_scope=False).first()
    assert given is not None
    assert out is not None
    stranger = office.client(make_reporter(office))

    assert stranger.get(f"/nhiem-vu/{given.pk}/").status_code == 404
    assert office.client(office.reporter).get(f"/nhiem-vu/{out.pk}/").status_code == 404
    assert "Không do hệ thống hỗ trợ" in visit(office.client(), f"/nhiem-vu/{out.pk}/").text()


def make_reporter(office: Office):  # type: ignore[no-untyped-def]
    from tests.factories import make_user  # noqa: PLC0415

    return make_user("van-thu-nuoc", "reporter", unit=office.water)


def test_tasks_cost_the_same_for_one_and_three(
    office: Office, plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decide_all(plan, office)
    programme = services.adopt_plan(plan=plan, by=office.coordinator)
    client = office.client(office.reporter)
    given = list(programme.tasks.filter(in_scope=True))
    for task in given[3:]:
        task.assignments.all().delete()
    with django_assert_num_queries(13):
        visit(client, "/nhiem-vu/")
    for task in given[1:3]:
        task.assignments.all().delete()
    with django_assert_num_queries(13):
        visit(client, "/nhiem-vu/")


def test_plans_cost_the_same_for_one_and_three(
    office: Office, plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = office.client()
    for count in (1, 3):
        while Plan.objects.count() < count:
            data = extracted.plan_bytes() + b"\n" * Plan.objects.count()
            copy = store_document(data=data, name="b.txt", by=office.coordinator)
            services.propose_plan(source=copy, owner_unit=office.bloc, by=office.coordinator)
        with django_assert_num_queries(6):
            visit(client, "/ke-hoach/")


def test_confirm_costs_the_same_however_many_items(
    office: Office, plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = office.client()
    item = plan.items.get(kind="task", text__startswith="Xây dựng")
    url = f"/ke-hoach/{plan.pk}/xac-nhan/?muc={item.pk}"
    with django_assert_num_queries(13):
        visit(client, url)
    PlanItem.objects.filter(plan=plan, kind="citation").delete()
    with django_assert_num_queries(13):
        visit(client, url)


def test_home_shows_the_plan_to_confirm(office: Office, plan: Plan) -> None:
    page = visit(office.client(), "/")

    assert "Xác nhận kế hoạch" in page.text()
    assert "37 mục cần xác nhận" in page.text()
