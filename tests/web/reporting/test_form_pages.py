"""Forms made and changed on their pages; a kept version is never changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.reporting.scene import FORM, Scene
from tests.web.reporting.test_pages import at, browser
from tests.web.visit import Page, send, visit

from minhbach_web import engine
from minhbach_web.reporting.form_changes import code_from, differences, moved_part, without_part
from minhbach_web.reporting.models import DataSet, FormDraft
from minhbach_web.reporting.problems import CantPublishForm, FormChanged
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.services.form_drafts import begin_version, change_form, publish_form
from minhbach_web.reporting.services.forms import store_form


@pytest.fixture
def clerk(scene: Scene) -> Client:
    return browser(scene.coordinator)


def seen() -> dict[str, str]:
    return {"seen": str(FormDraft.objects.get().version)}


ELEMENT = {
    "over_units": "sum",
    "over_time": "sum",
    "basis": "in_period",
    "scale": "0",
    "levels": "",
    "synonyms": "",
}
RULE = {"kind": "range", "operator": "<=", "severity": "error"}


def test_form_is_made_checked_and_kept(clerk: Client) -> None:
    made = send(clerk, at("new_form"), {"name": "Kết quả tuyên truyền tháng", "period": "month"})
    draft = FormDraft.objects.get()
    assert made.h1 == "Kết quả tuyên truyền tháng"
    part = at("form_part", draft.pk, "chi-tieu", "moi")
    for name, unit in (("Số hội nghị", "buổi"), ("Trong đó: trực tuyến", "buổi")):
        send(clerk, part, {**ELEMENT, **seen(), "name": name, "unit": unit, "theme": " Kinh  tế"})
    assert [o.get("value") for o in visit(clerk, part).all("//datalist/option")] == ["Kinh tế"]
    send(clerk, at("form_part", draft.pk, "phan-loi", "moi"), {**seen(), "name": "Đánh giá"})
    rule = at("form_rule", draft.pk, 0)
    wrong = send(clerk, rule, {**RULE, **seen(), "elements": ["so_hoi_nghi"]}, status=422)
    assert "least" in wrong.text("//*[@role='alert']")
    compare = {"kind": "compare", "elements": ["trong_do_truc_tuyen"], "others": ["so_hoi_nghi"]}
    page = send(clerk, rule, {**RULE, **seen(), **compare})
    assert "“Trong đó: trực tuyến” ≤ “Số hội nghị”" in page.text()
    settings = {"name": "Kết quả tháng", "period": "month", "also": ["quarter"]}
    send(
        clerk,
        at("form_settings", draft.pk),
        {**settings, **seen(), "cut_off": "decree-09", "replaces": [draft.content["code"]]},
    )
    preview = visit(clerk, at("form_publish", draft.pk))
    assert "từ ngày 15 tháng trước đến ngày 14" in preview.text()
    kept = send(clerk, at("form_publish", draft.pk), seen())
    assert kept.h1 == "Kết quả tháng"
    form = form_of(DataSet.objects.get(name="Kết quả tháng"))
    assert form == engine.Form(
        code="ket_qua_tuyen_truyen_thang",
        name="Kết quả tháng",
        period="month",
        elements=(
            engine.Element("so_hoi_nghi", "Số hội nghị", "buổi", theme="Kinh tế"),
            engine.Element("trong_do_truc_tuyen", "Trong đó: trực tuyến", "buổi", theme="Kinh tế"),
        ),
        sections=(engine.FormSection("danh_gia", "Đánh giá"),),
        rules=(engine.Rule("compare", ("trong_do_truc_tuyen",), others=("so_hoi_nghi",)),),
        also=("quarter",),
        cut_off=engine.DECREE_09,
        replaces=("ket_qua_tuyen_truyen_thang",),
    )
    assert not FormDraft.objects.exists()


def test_next_version_shows_what_it_changes(clerk: Client, scene: Scene) -> None:
    data_set = scene.period.data_set
    page = send(clerk, at("edit_form", data_set.pk), {})
    draft = FormDraft.objects.get()
    url = at("form_act", draft.pk)
    send(clerk, url, {**seen(), "act": "down:hoi_nghi"})
    send(clerk, url, {**seen(), "act": "retire:ty_le"})
    element = at("form_part", draft.pk, "chi-tieu", "luot_nguoi")
    send(clerk, element, {**ELEMENT, **seen(), "name": "Số lượt người dự", "unit": "lượt"})
    preview = visit(clerk, at("form_publish", draft.pk))
    assert preview.texts("//section//li") == [
        "Thay đổi: Số lượt người dự: Đơn vị tính: lượt người → lượt",
        "Thôi dùng: Tỷ lệ học tập",
        "Thứ tự đã đổi",
    ]
    send(clerk, at("form_publish", draft.pk), seen())
    kept = DataSet.objects.get(code="thu-nghiem", version=2)
    assert [e.code for e in form_of(kept).elements] == ["luot_nguoi", "hoi_nghi"]
    scene.period.refresh_from_db()
    assert (scene.period.data_set, len(form_of(scene.period.data_set).elements)) == (data_set, 3)
    old = visit(clerk, at("form_page", data_set.pk))
    assert "Đã có phiên bản mới hơn" in old.text()
    assert page.h1 == "Kết quả thử nghiệm"


def test_change_to_an_older_page_is_told_and_not_made(clerk: Client, scene: Scene) -> None:
    send(clerk, at("edit_form", scene.period.data_set_id), {})
    draft = FormDraft.objects.get()
    before = seen()
    send(clerk, at("form_act", draft.pk), {**before, "act": "down:hoi_nghi"})
    page = send(clerk, at("form_act", draft.pk), {**before, "act": "retire:ty_le"})
    assert "Người khác đã sửa biểu này" in page.text()
    assert [e["code"] for e in FormDraft.objects.get().content["elements"]] == [
        "luot_nguoi",
        "hoi_nghi",
        "ty_le",
    ]


def test_form_without_a_question_is_not_kept(clerk: Client) -> None:
    send(clerk, at("new_form"), {"name": "Biểu rỗng", "period": "year", "code": "rong"})
    draft = FormDraft.objects.get()
    page = send(clerk, at("form_publish", draft.pk), seen(), status=422)
    assert "element" in page.text("//*[@role='alert']")
    assert not DataSet.objects.filter(code="rong").exists()


def test_version_that_changes_nothing_is_refused(scene: Scene, tree: Tree) -> None:
    by = scene.coordinator
    draft = begin_version(base=scene.period.data_set, owner=tree.parent, by=by)
    assert begin_version(base=scene.period.data_set, owner=tree.parent, by=by) == draft
    with pytest.raises(CantPublishForm):
        publish_form(draft=draft, seen=1, by=by)
    with pytest.raises(FormChanged):
        change_form(draft=draft, seen=2, form=form_of(scene.period.data_set), by=by)


def test_form_file_goes_out_and_comes_in(clerk: Client, scene: Scene) -> None:
    data_set = scene.period.data_set
    file = clerk.get(at("form_file", data_set.pk))
    assert file.headers["Content-Disposition"] == 'attachment; filename="thu-nghiem-v1.toml"'
    text = file.content.decode().replace("Số hội nghị", "Số buổi họp")
    added: Page = send(clerk, at("add_form"), {"file": SimpleUploadedFile("b.toml", text.encode())})
    assert "Thay đổi: Số buổi họp: Tên gọi: Số hội nghị → Số buổi họp" in added.text()
    assert DataSet.objects.filter(code="thu-nghiem").count() == 2


def test_form_of_another_unit_is_not_overwritten(scene: Scene, tree: Tree) -> None:
    other = make_user("dieu-phoi-khac", "coordinator", unit=tree.sibling)
    own = FORM.replace("thu-nghiem", "rieng")
    store_form(data=own.encode(), by=scene.coordinator, owner=tree.own)
    with pytest.raises(CantPublishForm):
        store_form(data=(own + "\n").encode(), by=other, owner=tree.sibling)


def test_retiring_a_part_takes_it_out_of_the_rules() -> None:
    parts: dict[str, Any] = {c: engine.Element(c, c.upper(), "buổi") for c in "abc"}
    form = engine.Form(
        "f",
        "F",
        "month",
        tuple(parts.values()),
        rules=(
            engine.Rule("required", ("a", "b")),
            engine.Rule("compare", ("a", "b"), others=("c",)),
            engine.Rule("decimals", ("a",)),
        ),
    )
    assert without_part(form, "a") == engine.Form(
        "f", "F", "month", (parts["b"], parts["c"]), rules=(engine.Rule("required", ("b",)),)
    )
    assert [e.code for e in moved_part(form, "a", -1).elements] == ["a", "b", "c"]
    assert differences(form, form) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("Số hội nghị", "so_hoi_nghi_2"), ("1. Đánh giá", "chi_tieu_1_danh_gia"), ("…", "chi_tieu")],
)
def test_code_is_made_of_the_name(name: str, code: str) -> None:
    assert code_from(name, ["so_hoi_nghi"]) == code
