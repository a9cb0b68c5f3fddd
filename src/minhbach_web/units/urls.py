"""Addresses of the units app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.units.views import me, people, tree

app_name = "units"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", me.me, name="me"),
    path("don-vi/", tree.unit_list, name="list"),
    path("don-vi/nhap/", tree.import_table, name="import"),
    path("don-vi/nhap/ghi/", tree.import_confirmed, name="import_confirmed"),
    path("don-vi/<int:pk>/", tree.unit, name="unit"),
    path("don-vi/<int:pk>/vai-tro/", people.give_role, name="give_role"),
    path("vai-tro/<int:pk>/thoi/", people.take_role, name="take_role"),
    path("nguoi-dung/", people.accounts, name="accounts"),
    path("nguoi-dung/moi/", people.new_account, name="new_account"),
    path("nguoi-dung/<int:pk>/", people.account, name="account"),
    path("nguoi-dung/<int:pk>/mat-khau/", people.reset_password, name="reset_password"),
    path("nguoi-dung/<int:pk>/trang-thai/", people.set_active, name="set_active"),
]
