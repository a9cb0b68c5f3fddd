"""Addresses of signing in: the pages of django-allauth that this site offers, no others."""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("dong-tai-khoan/", views.account_inactive, name="account_inactive"),
    # allauth asks for this name; the adapter keeps it closed.
    path("dang-ky/", views.signup, name="account_signup"),
    path("xac-thuc-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", views.password_change, name="account_change_password"),
    path("hai-lop/", include("allauth.mfa.urls")),
]
