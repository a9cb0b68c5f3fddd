"""Addresses of the units app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.units.views import me, past, people, reorganising, tree

app_name = "units"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", me.me, name="me"),
    path("don-vi/", tree.unit_list, name="list"),
    path("don-vi/nhap/", tree.import_table, name="import"),
    path("don-vi/nhap/ghi/", tree.import_confirmed, name="import_confirmed"),
    path("don-vi/cay/", past.tree, name="tree"),
    path("don-vi/bang/", past.export, name="export"),
    path("don-vi/sap-xep/", reorganising.decisions, name="decisions"),
    path("don-vi/sap-xep/moi/", reorganising.new_decision, name="new_decision"),
    path("don-vi/sap-xep/<int:pk>/", reorganising.decision, name="decision"),
    path("don-vi/sap-xep/<int:pk>/sua/", reorganising.correct_decision, name="correct_decision"),
    path("don-vi/sap-xep/<int:pk>/dong/", reorganising.add_line, name="add_line"),
    path(
        "don-vi/sap-xep/<int:pk>/dong/<int:position>/bo/",
        reorganising.remove_line,
        name="remove_line",
    ),
    path("don-vi/sap-xep/<int:pk>/bang/", reorganising.take_table, name="take_table"),
    path("don-vi/sap-xep/<int:pk>/truoc-sau/", reorganising.before_after, name="before_after"),
    path("don-vi/sap-xep/<int:pk>/ky/", reorganising.sign, name="sign"),
    path("don-vi/sap-xep/<int:pk>/hoan-tac/", reorganising.undo, name="undo"),
    path("don-vi/sap-xep/<int:pk>/bo/", reorganising.drop, name="drop"),
    path("don-vi/sap-xep/<int:pk>/van-ban/", reorganising.document, name="document"),
    path("don-vi/<int:pk>/", tree.unit, name="unit"),
    path("don-vi/<int:pk>/vai-tro/", people.give_role, name="give_role"),
    path("vai-tro/<int:pk>/thoi/", people.take_role, name="take_role"),
    path("nguoi-dung/", people.accounts, name="accounts"),
    path("nguoi-dung/<int:pk>/", people.account, name="account"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.reset_password, name="reset_password"),
    path("nguoi-dung/<int:pk>/trang-thai/", people.set_active, name="set_active"),
]
