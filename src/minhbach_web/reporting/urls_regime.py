"""Addresses of forms, days off, Excel files and what saves by itself."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhbach_web.reporting.views import days_off, entry, excel, form_editor, form_pages, reviewing

REPORT = "bao-cao/<int:pk>/"
FORMS = "bieu/"
DRAFT = "bieu/ban-soan/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(REPORT + "nhap/<slug:code>/", entry.autosave, name="autosave"),
    path(REPORT + "excel/", excel.unit_excel, name="excel"),
    path(REPORT + "excel/tai-ve/", excel.unit_template, name="unit_template"),
    path("ky-bao-cao/<int:pk>/excel/", excel.period_excel, name="period_excel"),
    path("ky-bao-cao/<int:pk>/excel/tai-ve/", excel.period_template, name="period_template"),
    path("ky-bao-cao/<int:pk>/ra-soat/", reviewing.review, name="review"),
    path("ky-bao-cao/<int:pk>/ra-soat/tai-ve/", reviewing.review_workbook, name="review_workbook"),
    path("ngay-nghi/", days_off.days_off, name="days_off"),
    path("ngay-nghi/sua/", days_off.change_days, name="change_days"),
    path(FORMS, form_pages.form_list, name="form_list"),
    path(FORMS + "moi/", form_pages.new_form, name="new_form"),
    path(FORMS + "<int:pk>/", form_pages.form_page, name="form_page"),
    path(FORMS + "<int:pk>/tai-ve/", form_pages.form_file, name="form_file"),
    path(FORMS + "<int:pk>/sua/", form_pages.edit_form, name="edit_form"),
    path(DRAFT, form_editor.form_draft, name="form_draft"),
    path(DRAFT + "sap-xep/", form_editor.form_act, name="form_act"),
    path(DRAFT + "cai-dat/", form_editor.form_settings, name="form_settings"),
    path(DRAFT + "xem-lai/", form_editor.form_publish, name="form_publish"),
    path(DRAFT + "bo/", form_editor.form_discard, name="form_discard"),
    path(DRAFT + "quy-tac/<int:at>/", form_editor.form_rule, name="form_rule"),
    path(DRAFT + "<slug:kind>/<slug:code>/", form_editor.form_part, name="form_part"),
]
