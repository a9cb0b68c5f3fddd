"""Addresses of signing in: the pages of django-allauth that this site offers, no others."""

from allauth.account import views
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from minhbach_web.units.login import first_of_all

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", first_of_all(views.login), name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("dong-tai-khoan/", views.account_inactive, name="account_inactive"),
    # allauth asks for this name; the adapter keeps it closed.
    path("dang-ky/", views.signup, name="account_signup"),
    path("xac-thuc-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", views.password_change, name="account_change_password"),
    path("hai-lop/", include("allauth.mfa.urls")),
]

if settings.OIDC is not None:  # the office's own provider; no social network can be one
    urlpatterns.append(
        path("co-quan/", include("allauth.socialaccount.providers.openid_connect.urls"))
    )
