"""Addresses of the activities app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.activities.views import changing, kinds, looking, programmes, writing

app_name = "activities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("hoat-dong/", looking.activities, name="list"),
    path("hoat-dong/tai-ve.xlsx", looking.export, name="export"),
    path("hoat-dong/ghi/", writing.log, name="log"),
    path("hoat-dong/loai/", kinds.kind_list, name="kinds"),
    path("hoat-dong/loai/them/", kinds.kind, name="new-kind"),
    path("hoat-dong/loai/so-dem/them/", kinds.new_count, name="new-count"),
    path("hoat-dong/loai/<slug:code>/", kinds.kind, name="kind"),
    path("hoat-dong/ghi/ngoai-mang.js", writing.worker, name="worker"),
    path("hoat-dong/<int:pk>/", looking.activity, name="activity"),
    path("hoat-dong/<int:pk>/sua/", changing.correct, name="correct"),
    path("hoat-dong/<int:pk>/rut/", changing.withdraw, name="withdraw"),
    path("hoat-dong/<int:pk>/tep/<int:file>/", looking.evidence, name="evidence"),
    path("tien-do/<int:pk>/", programmes.progress, name="programme"),
    path("tien-do/<int:pk>/don-vi/", programmes.matrix, name="matrix"),
    path("tien-do/<int:pk>/tai-ve.xlsx", programmes.export, name="programme-export"),
    path("tien-do/<int:pk>/phieu/<int:unit>/", programmes.sheet, name="sheet"),
    path("tien-do/<int:pk>/phieu/<int:unit>/tai-ve.docx", programmes.sheet_docx, name="sheet-docx"),
]
