"""Addresses of the briefing app."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import StringConverter

from minhbach_web.briefing.views import (
    audience,
    figures,
    imports,
    kits,
    moderating,
    releases,
    sections,
    tables,
    talk_files,
    talks,
    territories,
)


class ExportKind(StringConverter):
    regex = "csv|json|zip"


class TemplateKind(StringConverter):
    regex = "csv|xlsx"


class KitFileKind(StringConverter):
    regex = "docx|pdf|pptx"


register_converter(ExportKind, "export_kind")
register_converter(TemplateKind, "template_kind")
register_converter(KitFileKind, "kit_file_kind")

app_name = "briefing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", figures.figure_list, name="figures"),
    path("so-lieu/them/", figures.new_figure, name="new_figure"),
    path("so-lieu/<int:pk>/", figures.figure, name="figure"),
    path("so-lieu/<int:pk>/so-moi/", figures.correct, name="correct"),
    path("so-lieu/so-lieu.<export_kind:kind>", figures.export, name="export"),
    path("so-lieu/nhap/", imports.import_table, name="import"),
    path("so-lieu/nhap/xac-nhan/", imports.import_confirmed, name="import_confirmed"),
    path("so-lieu/nhap/mau.<template_kind:kind>", imports.template, name="template"),
    path("so-lieu/tu-van-ban/<int:pk>/", tables.tables, name="tables"),
    path("so-lieu/dia-ban/", territories.territory_list, name="territories"),
    path("so-lieu/dia-ban/them/", territories.new_territory, name="new_territory"),
    path("so-lieu/dia-ban/tinh-thanh/", territories.lay_out, name="lay_out_territories"),
    path("bo-tai-lieu/", kits.kit_list, name="kits"),
    path("bo-tai-lieu/them/", kits.new_kit, name="new_kit"),
    path("bo-tai-lieu/<int:pk>/", kits.kit, name="kit"),
    path("bo-tai-lieu/<int:pk>/ten/", kits.settings, name="kit_settings"),
    path("bo-tai-lieu/<int:pk>/muc/them/", sections.new_section, name="new_section"),
    path("bo-tai-lieu/<int:pk>/muc/<int:section_pk>/", sections.edit_section, name="edit_section"),
    path("bo-tai-lieu/<int:pk>/muc/<int:section_pk>/viec/", kits.section_act, name="section_act"),
    path("bo-tai-lieu/<int:pk>/muc/<int:section_pk>/bo/", kits.drop_section, name="drop_section"),
    path("bo-tai-lieu/<int:pk>/phat-hanh/", releases.release, name="release"),
    path("bo-tai-lieu/<int:pk>/ban/<int:n>/", releases.kit_version, name="kit_version"),
    path(
        "bo-tai-lieu/<int:pk>/ban/<int:n>/tai.<kit_file_kind:kind>",
        releases.kit_file,
        name="kit_file",
    ),
    path("bo-tai-lieu/<int:pk>/cau-hoi/", moderating.into_kit, name="into_kit"),
    path("noi-chuyen/", talks.talk_list, name="talks"),
    path("noi-chuyen/them/", talks.new_talk, name="new_talk"),
    path("noi-chuyen/phu-kin/<int:pk>/", talks.coverage, name="coverage"),
    path("noi-chuyen/<int:pk>/", talks.talk, name="talk"),
    path("noi-chuyen/<int:pk>/sua/", talks.edit_talk, name="edit_talk"),
    path("noi-chuyen/<int:pk>/huy/", talks.cancel_talk, name="cancel_talk"),
    path("noi-chuyen/<int:pk>/ket-qua/", talks.held, name="held"),
    path("noi-chuyen/<int:pk>/nhan-cau-hoi/", talks.asking, name="asking"),
    path("noi-chuyen/<int:pk>/ma/", talk_files.sheet, name="sheet"),
    path("noi-chuyen/<int:pk>/ma.svg", talk_files.code, name="code"),
    path("noi-chuyen/<int:pk>/lich.ics", talk_files.calendar, name="talk_calendar"),
    path("noi-chuyen/<int:pk>/cau-hoi/", moderating.question_list, name="questions"),
    path("noi-chuyen/<int:pk>/cau-hoi/gop/", moderating.merge_many, name="merge_many"),
    path("noi-chuyen/<int:pk>/cau-hoi/<int:question_pk>/", moderating.question, name="question"),
    path(
        "noi-chuyen/<int:pk>/cau-hoi/<int:question_pk>/viec/",
        moderating.question_act,
        name="question_act",
    ),
    path(
        "noi-chuyen/<int:pk>/cau-hoi/<int:question_pk>/tra-loi/", moderating.answer, name="answer"
    ),
    path("hoi/<slug:code>/", audience.audience, name="audience"),
    path("hoi/<slug:code>/gui/", audience.ask, name="ask"),
    path("hoi/<slug:code>/muon-biet/<int:pk>/", audience.vote, name="vote"),
    path("hoi/<slug:code>/de-cuong/", audience.outline, name="outline"),
    path("cong-khai/hoi-dap/", audience.answered, name="answered"),
    path("cong-khai/hoi-dap/tin.rss", audience.feed, name="feed"),
]
