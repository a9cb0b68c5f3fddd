"""Addresses of accounts."""

from django.urls import URLPattern, path

from minhbach_web.accounts.views import inviting, joining, leaving, sessions, starting

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("bat-dau/", starting.start, name="start"),
    path("vao/<str:secret>/", joining.join, name="join"),
    path("vao/<str:secret>/khoa/", joining.join_passkey, name="join_passkey"),
    path("quen-mat-khau/", joining.forgotten, name="forgotten"),
    path("quen-mat-khau/da-gui/", joining.asked, name="asked"),
    path("tai-khoan/noi-dang-nhap/", sessions.places, name="places"),
    path("tai-khoan/noi-dang-nhap/thoat-noi-khac/", sessions.end_others, name="end_others"),
    path("tai-khoan/noi-dang-nhap/<str:key>/thoat/", sessions.end_one, name="end_one"),
    path("nguoi-dung/moi/", inviting.invite, name="invite"),
    path("nguoi-dung/loi-moi/", inviting.invitations, name="invitations"),
    path("nguoi-dung/<int:pk>/duong-dan/", inviting.make_link, name="make_link"),
    path("nguoi-dung/<int:pk>/duong-dan/thu-hoi/", inviting.withdraw, name="withdraw"),
    path("nguoi-dung/<int:pk>/dang-xuat/", sessions.end_all_of, name="end_all_of"),
    path(
        "nguoi-dung/<int:pk>/lop-thu-hai/bo/",
        sessions.remove_second_step,
        name="remove_second_step",
    ),
    path("nguoi-dung/<int:pk>/ban-giao/", leaving.leave, name="leave"),
]
