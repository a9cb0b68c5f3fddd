"""Kits: people write, references live, releases never change and warn of what changed since."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pptx import Presentation
from tests.factories import Tree, make_user
from tests.web.access_programme import PLAN
from tests.web.briefing import scene
from tests.web.briefing.conftest import Desk
from tests.web.visit import send, visit

from minhbach_web import engine
from minhbach_web.briefing import queries
from minhbach_web.briefing.models import Kit, KitVersion
from minhbach_web.briefing.problems import Changed, NothingNew, NotReady
from minhbach_web.briefing.services.figures import add_version
from minhbach_web.briefing.services.kits import save_section, start_kit
from minhbach_web.briefing.services.releasing import file_of, release_kit, text_of
from minhbach_web.briefing.services.rendering import Rendered, render_draft
from minhbach_web.briefing.services.tokens import token_text, tokens_in
from minhbach_web.core import clock, slots
from minhbach_web.programme.cited import visible_entries
from minhbach_web.programme.models import PlanItem, Programme
from minhbach_web.programme.services.documents import store_document
from minhbach_web.programme.services.plans import adopt_plan, propose_plan

pytestmark = pytest.mark.django_db
GDP = "GDP tăng {{số liệu:GDP-2023}} so với năm trước."


@pytest.fixture
def kit(desk: Desk) -> Kit:
    """A kit that uses one figure."""
    scene.figure(desk.unit, desk.by, code="GDP-2023")
    return scene.kit(desk.unit, desk.by, GDP)


def draft(kit: Kit, desk: Desk) -> Rendered:
    return render_draft(kit, list(kit.sections.all()), desk.by)


def lines(rendered: Rendered) -> list[str]:
    return [
        "".join(p.text + (f" [{p.note}]" if p.note else "") for p in line.pieces)
        for part in rendered.parts
        for line in part.lines
    ]


def programme(desk: Desk) -> Programme:
    """A running plan whose theme holds a message with a number."""
    source = store_document(
        data=PLAN.format(name=desk.unit.name).encode(), name="ke-hoach.txt", by=desk.by
    )
    plan = propose_plan(source=source, owner_unit=desk.unit, by=desk.by)
    PlanItem.objects.filter(plan=plan).update(
        status="accepted", decided_by=desk.by, decided_at=clock.now()
    )
    return adopt_plan(plan=plan, by=desk.by)


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "{{số liệu:gdp-2023}}": [("figure", "GDP-2023")],
        "a {{ SO LIEU : A1 }} b {{văn bản:12|Nghị quyết}}": [("figure", "A1"), ("citation", "12")],
        "{{nội dung:3|a: b}}{{noi dung:x}}": [("message", "3"), (None, "x")],
        "{{lạ:1}} {{số liệu}} }} {{": [(None, "1"), (None, ""), (None, ""), (None, "")],
        "{ {số liệu:A}}": [(None, "")],
        "không có gì": [],
    }.items(),
)
def test_references_are_read_and_broken_ones_told(
    text: str, found: list[tuple[str | None, str]]
) -> None:
    tokens = tokens_in(text)

    assert [(token.kind, token.key) for token in tokens] == found
    assert [text[token.start : token.end] for token in tokens] == [t.text for t in tokens]


def test_told_words_of_a_reference_can_not_break_it() -> None:
    (token,) = tokens_in(token_text("citation", 12, "Nghị quyết}} {{số liệu:A|\n"))

    assert (token.kind, token.key) == ("citation", "12")


def test_figure_is_printed_with_its_number_and_source(desk: Desk, kit: Kit) -> None:
    rendered = draft(kit, desk)

    assert lines(rendered) == ["GDP tăng 5,05% [1] so với năm trước."]
    assert [source.text for source in rendered.parts[0].sources] == [
        "Tốc độ tăng GDP, Cả nước, năm 2023: 5,05% (số sơ bộ). Nguồn: Cơ quan thống kê thử nghiệm, "
        "Thông cáo số 12/TC ngày 29/12/2023, công bố ngày 29/12/2023, truy cập ngày 02/01/2024."
    ]
    assert (rendered.troubles, rendered.unsourced) == ([], [])


def test_number_without_a_source_is_told_with_its_sentence(desk: Desk) -> None:
    scene.figure(desk.unit, desk.by, code="GDP-2023")
    text = "Năm 2023 có 30 xã đạt chuẩn. " + GDP + "\n- Theo Nghị quyết 103/2023/QH15.\n2. Ý sau."

    rendered = draft(scene.kit(desk.unit, desk.by, text, title="Mười lăm kết quả năm 2023"), desk)

    assert [(t.section, t.quote, t.text) for t in rendered.unsourced] == [
        (0, "Mười lăm", "Mười lăm kết quả năm 2023"),
        (1, "30", "Năm 2023 có 30 xã đạt chuẩn."),
    ]


def test_number_that_the_register_knows_is_proposed_and_not_put_in(desk: Desk) -> None:
    scene.figure(desk.unit, desk.by, code="GDP-2023", value="5.050")
    scene.figure(desk.unit, desk.by, concept="Số xã", measure="xã", value="30", code="XA-2023")
    scene.figure(desk.unit, desk.by, concept="Số trường", measure="trường", value="30")
    made = scene.kit(desk.unit, desk.by, "GDP tăng 5,05%, có 30 xã và 5,05 tỷ đồng, 31 xã.")

    rendered = draft(made, desk)

    known = [[row.figure.code for row in trouble.known] for trouble in rendered.unsourced]
    assert known == [["GDP-2023"], ["XA-2023"], [], []]
    assert lines(rendered) == ["GDP tăng 5,05%, có 30 xã và 5,05 tỷ đồng, 31 xã."]
    page = visit(desk.client, reverse("briefing:kit", args=[made.pk]))
    assert "{{số liệu:GDP-2023}}" in page.texts("//main//code")


def test_kit_of_a_plan_has_its_themes_and_its_supported_messages_only(desk: Desk) -> None:
    plan = programme(desk)
    theme = plan.themes.all()[0]
    (message,) = theme.messages.all()
    refused = theme.messages.create(
        **{name: getattr(message, name) for name in ("programme", "order", "anchor", "quote")},
        text="Nắm tình hình tư tưởng 10 người.",
        item=PlanItem.objects.filter(plan=plan.plan, kind="gap").order_by("pk")[0],
        in_scope=False,
        reason="watching",
        confirmed_by=desk.by,
        confirmed_at=clock.now(),
    )

    made = start_kit(
        title="Kết quả", kind="outline", layout="party", owner=desk.unit, by=desk.by, programme=plan
    )
    section = made.sections.all()[0]
    entry = visible_entries(desk.by).get(notation="5/2024/QĐ-UBND")
    text = f"{section.text}\nTheo {token_text('citation', entry.pk)}. {{{{nội dung:{refused.pk}}}}}"
    save_section(section=section, heading="Kinh tế", text=text, seen=section.version, by=desk.by)
    rendered = draft(made, desk)

    assert lines(rendered)[0] == "“Tốc độ tăng trưởng đạt 7,5%” [1]"
    assert lines(rendered)[1].startswith("Theo Quyết định số 5/2024/QĐ-UBND [2].")
    assert [source.text for source in rendered.parts[0].sources] == [
        f"Kế hoạch: tuyên truyền kết quả năm 2023 của {desk.unit.name}, mục II.1.",
        "Quyết định số 5/2024/QĐ-UBND.",
    ]
    assert [trouble.quote for trouble in rendered.troubles] == [f"{{{{nội dung:{refused.pk}}}}}"]
    assert rendered.unsourced == []


def test_release_is_whole_immutable_and_the_same_for_ever(desk: Desk, kit: Kit) -> None:
    version = scene.release(kit, desk.by)

    assert (version.n, version.uses.count(), version.unsourced) == (1, 1, [])
    assert text_of(version).parts == tuple(draft(kit, desk).parts)
    for suffix in ("docx", "pdf"):
        assert "5,05% [1]" in engine.read(file_of(version, suffix), f"a.{suffix}").text
    slides = Presentation(io.BytesIO(file_of(version, "pptx"))).slides
    assert [s.has_notes_slide for s in slides] == [False, True]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        KitVersion.objects.filter(pk=version.pk).update(title="khác")
    with pytest.raises(NothingNew):
        scene.release(kit, desk.by)


def test_release_needs_text_sound_references_and_sources_or_a_name(desk: Desk) -> None:
    empty = scene.kit(desk.unit, desk.by)
    broken = scene.kit(desk.unit, desk.by, "GDP tăng {{số liệu:KHONG-CO}}.")
    unsourced = scene.kit(desk.unit, desk.by, "Có 30 xã.")

    for made, reason in ((empty, ""), (broken, "Vội."), (unsourced, "  ")):
        with pytest.raises(NotReady):
            scene.release(made, desk.by, reason)
    with pytest.raises(Changed):
        release_kit(kit=unsourced, seen="0" * 64, by=desk.by, override_reason="Vội.")
    version = scene.release(unsourced, desk.by, "Chờ số chính thức.")

    printed = engine.read(file_of(version, "docx"), "a.docx").text
    assert version.unsourced == ["Có 30 xã."]
    assert f"Người cho phép phát hành: {desk.by.full_name}. Lý do: Chờ số chính thức." in printed
    page = visit(desk.speaker, reverse("briefing:kit_version", args=[unsourced.pk, 1]))
    assert "Chờ số chính thức." in page.text()
    assert KitVersion.objects.count() == 1


def test_corrected_figure_warns_draft_release_and_writer(desk: Desk, kit: Kit) -> None:
    version = scene.release(kit, desk.by)
    figure = version.uses.get().figure_version.figure
    assert (queries.kit_warnings(version), queries.released_kits(desk.by)[0].is_stale) == (
        [],
        False,
    )

    add_version(figure=figure, number=scene.number("5.1"), reason="Rà soát.", by=desk.by)

    (warned,) = queries.kit_warnings(version)
    assert (str(warned.old.value), str(warned.new.value), warned.sections) == ("5.05", "5.1", (1,))
    assert queries.released_kits(desk.by)[0].is_stale
    assert [item.title for item in slots.items(slots.TODO, desk.by)] == [kit.title]
    page = visit(desk.client, reverse("briefing:kit", args=[kit.pk]))
    assert len(page.all("//main//*[contains(@class,'notification--warning')]")) == 2
    told = page.text("//main//*[contains(@class,'notification--warning')]")
    assert "5,05%" in told
    assert "5,1%" in told
    assert "Rà soát." in told
    old = visit(desk.speaker, reverse("briefing:kit_version", args=[kit.pk, 1]))
    assert "5,1%" in old.text("//main//*[contains(@class,'notification--warning')]")

    section = kit.sections.all()[0]
    act = reverse("briefing:section_act", args=[kit.pk, section.pk])
    send(desk.client, act, {"act": "figures"})
    assert queries.draft_warnings(list(kit.sections.all())) == []
    second = scene.release(kit, desk.by)
    assert queries.kit_warnings(second) == []
    assert slots.items(slots.TODO, desk.by) == []
    assert len(queries.kit_warnings(version)) == 1


def test_corrected_figure_between_look_and_release_is_noticed(desk: Desk, kit: Kit) -> None:
    seen = draft(kit, desk).sha256
    figure = queries.figures().get(code="GDP-2023")
    add_version(figure=figure, number=scene.number("5.1"), reason="Rà soát.", by=desk.by)

    with pytest.raises(Changed):
        release_kit(kit=kit, seen=seen, by=desk.by)


def test_where_used_tells_releases_and_own_drafts(desk: Desk, kit: Kit, tree: Tree) -> None:
    version = scene.release(kit, desk.by)
    figure = queries.figures().get(code="GDP-2023")
    stranger = make_user("nguoi-la", "coordinator", unit=tree.sibling)

    assert queries.uses_of(figure, desk.by) == [
        queries.Use(kit, version, figure.versions.get()),
        queries.Use(kit, None),
    ]
    assert queries.uses_of(figure, stranger) == []


def test_section_is_written_with_references_put_in_and_nothing_typed_is_lost(
    desk: Desk, kit: Kit
) -> None:
    url = reverse("briefing:new_section", args=[kit.pk])
    typed = {"heading": "Xã hội", "text": "Ghi nhận", "seen": ""}

    put = send(desk.client, url, {**typed, "put": "{{số liệu:GDP-2023}}"})
    found = send(desk.client, url, {**typed, "find": "1", "tim": "gdp"})
    none = send(desk.client, url, {**typed, "find": "1", "tim": "xyz"})
    nameless = send(desk.client, url, {**typed, "heading": ""}, status=422)
    page = send(desk.client, url, {**typed, "text": "Ghi nhận {{số liệu:GDP-2023}}.\r\n- Ý."})

    assert put.text("//textarea") == "Ghi nhận {{số liệu:GDP-2023}}"
    assert "Ghi nhận 5,05% [1]" in put.text("//article")
    assert found.text("//textarea") == "Ghi nhận"
    assert found.all("//button[@name='put']/@value") == ["{{số liệu:GDP-2023}}"]
    assert none.all("//button[@name='put']") == []
    assert len(nameless.all("//*[@class='field__error']")) == 1
    made = kit.sections.get(heading="Xã hội")
    assert (made.text, list(made.pins)) == ("Ghi nhận {{số liệu:GDP-2023}}.\n- Ý.", ["GDP-2023"])
    assert "2. Xã hội" in page.text()


def test_two_writers_of_a_section_lose_nothing(desk: Desk, kit: Kit) -> None:
    section = kit.sections.all()[0]
    url = reverse("briefing:edit_section", args=[kit.pk, section.pk])
    both = {"heading": "Mục", "seen": str(section.version)}

    send(desk.client, url, {**both, "text": "Của người thứ nhất.", "stay": "1"})
    late = send(desk.client, url, {**both, "text": "Của người thứ hai."}, status=409)

    section.refresh_from_db()
    assert section.text == "Của người thứ nhất."
    assert "Của người thứ nhất." in late.text()
    assert late.text("//textarea") == "Của người thứ hai."


def test_sections_move_and_are_taken_out_after_a_question(desk: Desk) -> None:
    made = scene.kit(desk.unit, desk.by, "Một.", "Hai.", "Ba.")
    first, _second, third = made.sections.all()

    for section, act in ((third, "up"), (first, "up"), (first, "down")):
        url = reverse("briefing:section_act", args=[made.pk, section.pk])
        send(desk.client, url, {"act": act})
    drop = reverse("briefing:drop_section", args=[made.pk, first.pk])
    asked = visit(desk.client, drop)
    still = made.sections.count()
    send(desk.client, drop, {})

    assert (asked.h1, still) == ("Bỏ mục này", 3)
    assert [section.text for section in made.sections.all()] == ["Ba.", "Hai."]


def test_kit_is_begun_released_and_taken_on_its_pages(desk: Desk) -> None:
    plan = programme(desk)
    new = reverse("briefing:new_kit")
    page = visit(desk.client, f"{new}?ke-hoach={plan.pk}")
    chosen = page.all("//select[@name='programme']/option[@selected]/@value")
    fields = {"title": "Kết quả", "kind": "outline", "layout": "party", "owner": desk.unit.pk}

    send(desk.client, new, {**fields, "title": " "}, status=422)
    send(desk.client, new, {**fields, "programme": plan.pk})
    made = Kit.objects.get()
    settings = reverse("briefing:kit_settings", args=[made.pk])
    send(desk.client, settings, {**fields, "title": "Kết quả 12 tháng và 30 xã"})
    release = reverse("briefing:release", args=[made.pk])
    check = visit(desk.client, release)
    (seen,) = check.all("//input[@name='seen']/@value")
    refused = send(desk.client, release, {"seen": seen}, status=422)
    stale = send(desk.client, release, {"seen": "x"}, status=409)
    done = send(desk.client, release, {"seen": seen, "override_reason": "Tên do kế hoạch đặt."})
    file = desk.speaker.get(reverse("briefing:kit_file", args=[made.pk, 1, "pptx"]))

    assert chosen == [str(plan.pk)]
    assert refused.all("//*[@id='id_override_reason_error']") != []
    assert "Người khác vừa sửa" in stale.text()
    assert "“Tốc độ tăng trưởng đạt 7,5%”" in done.text("//article")
    assert "Tên do kế hoạch đặt." in done.text()
    assert file.headers["Content-Disposition"].endswith('.pptx"')
    assert Presentation(io.BytesIO(file.content)).slides[0].shapes.title.has_text_frame
    listed = visit(desk.speaker, reverse("briefing:kits"))
    assert listed.texts("//*[@class='task-list__title']") == ["Kết quả 12 tháng và 30 xã"]
    assert "Bản thảo" not in visit(desk.speaker, reverse("briefing:kit", args=[made.pk])).text()


def test_kit_page_needs_few_queries_however_long_it_is(desk: Desk, kit: Kit) -> None:
    counts = []
    for _round in range(3):
        scene.kit(desk.unit, desk.by, GDP)
        for address in (reverse("briefing:kits"), reverse("briefing:kit", args=[kit.pk])):
            with CaptureQueriesContext(connection) as asked:
                visit(desk.client, address)
            counts.append(len(asked))

    assert counts[:2] == counts[-2:]
    assert max(counts) <= 30


TABLE = Path(__file__).parents[3] / "examples/quy-1-2024/bao-cao-dang-bo-benh-vien-da-khoa.docx"


def test_cells_of_a_documents_table_are_taken_one_by_one(desk: Desk) -> None:
    source = store_document(data=TABLE.read_bytes(), name=TABLE.name, by=desk.by)
    url = reverse("briefing:tables", args=[source.pk])
    scene.country()

    chooser = visit(desk.client, url)
    column = str(chooser.all("//ul[@class='choices']//a/@href")[0])
    page = visit(desk.client, url + column)
    shared = {
        "territory": str(scene.country().pk),
        "status": "final",
        "source": "Báo cáo thử nghiệm",
        "keeper": str(desk.unit.pk),
    }
    cell = {"o0-concept": "Số hội nghị", "o0-period": "quý I/2024", "o0-measure": "buổi"}
    unticked = send(desk.client, url + column, {**shared, **cell}, status=422)
    hollow = send(desk.client, url + column, {**shared, "o0-take": "on"}, status=422)
    done = send(desk.client, url + column, {**shared, **cell, "o0-take": "on"})

    assert page.all("//input[@type='checkbox'][@checked]") == []
    assert "Chưa đánh dấu ô nào" in unticked.text()
    assert len(hollow.all("//*[@class='field__error']")) == 3
    (figure,) = queries.figures()
    now = queries.current_version(figure)
    assert (figure.concept, figure.period, now.source_document_id) == (
        "Số hội nghị",
        "2024-Q1",
        source.pk,
    )
    assert now.source_anchor in page.text("//main")
    assert "Số hội nghị" in done.text()
    shown = visit(desk.client, reverse("briefing:figure", args=[figure.pk]))
    assert shown.link("Xem ô trong văn bản").endswith(f"#{now.source_anchor}")


# Every column of figures and kits. A new one is added here on purpose, never by the way: none may
# hold an opinion, or a person beside the account that wrote, released or corrected.
COLUMNS = {
    "Territory": "id code name level valid_from valid_to becomes_id basis name_key sort_key",
    "Figure": "id code concept territory_id period starts ends measure keeper_id invented "
    "concept_key measure_key search_key sort_key created_by_id created_at",
    "FigureVersion": "id figure_id n number scale qualifier status source source_document_id "
    "source_anchor source_quote address licence published_on retrieved_on next_update reason "
    "by_id at",
    "Kit": "id owner_id programme_id kind layout title search_key created_by_id created_at",
    "KitSection": "id kit_id order heading text theme_id version pins edited_by_id edited_at",
    "KitVersion": "id kit_id n title content sha256 docx_sha256 pdf_sha256 pptx_sha256 unsourced "
    "override_reason released_by_id released_at",
    "FigureUse": "id kit_version_id figure_version_id section",
}


@pytest.mark.parametrize("name", COLUMNS)
def test_table_has_these_columns_and_no_others(name: str) -> None:
    columns = [field.column for field in apps.get_model("briefing", name)._meta.concrete_fields]

    assert sorted(columns) == sorted(COLUMNS[name].split())
