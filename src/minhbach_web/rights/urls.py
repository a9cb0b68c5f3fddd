"""Addresses of data rights."""

from django.urls import URLPattern, path

from minhbach_web.rights.views import keeping, mine, people, requests

app_name = "rights"

urlpatterns: list[URLPattern] = [
    path("du-lieu/", keeping.kinds, name="kinds"),
    path("du-lieu/thoi-han/", keeping.terms, name="terms"),
    path("du-lieu/thoi-han/<str:code>/", keeping.term, name="term"),
    path("du-lieu/don-dep/", keeping.clear, name="clear"),
    path("du-lieu/da-xoa/", keeping.removals, name="removals"),
    path("du-lieu/yeu-cau/", requests.requests, name="requests"),
    path("du-lieu/yeu-cau/<int:pk>/", requests.one, name="request"),
    path("du-lieu/nguoi/", people.people, name="people"),
    path("du-lieu/nguoi/<int:pk>/", people.person, name="person"),
    path("du-lieu/nguoi/<int:pk>/tai-ve/", people.export, name="person_export"),
    path("du-lieu/nguoi/<int:pk>/yeu-cau/", people.take_request, name="take_request"),
    path("du-lieu/nguoi/<int:pk>/sua/", people.correct, name="correct"),
    path("du-lieu/nguoi/<int:pk>/xoa/", people.erase, name="erase"),
    path("du-lieu/cua-toi/", mine.mine, name="mine"),
    path("du-lieu/cua-toi/tai-ve/", mine.export, name="export"),
    path("du-lieu/cua-toi/yeu-cau/", mine.ask, name="ask"),
    path("du-lieu/cua-toi/yeu-cau/<int:pk>/rut/", mine.take_back, name="take_back"),
    path("du-lieu/cua-toi/dong-y/<str:code>/", mine.consent, name="consent"),
]
