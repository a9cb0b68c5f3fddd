"""Addresses of the programme app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.programme.views import (
    adoption,
    cited,
    confirm,
    decisions,
    documents,
    plans,
    tasks,
)

app_name = "programme"
urlpatterns: list[URLPattern | URLResolver] = [
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/tai-len/", documents.upload, name="upload"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/tep/", documents.original, name="original"),
    path("van-ban/<int:pk>/lap-ke-hoach/", plans.propose, name="propose"),
    path("vien-dan/", cited.register, name="register"),
    path("vien-dan/mau-thuan/", cited.contradictions, name="contradictions"),
    path("vien-dan/so-do/", cited.graph, name="graph"),
    path("vien-dan/tai-ve.csv", cited.table, name="register-table"),
    path("vien-dan/nhap/", cited.take, name="take-table"),
    path("vien-dan/<int:pk>/", cited.entry, name="cited"),
    path("vien-dan/<int:pk>/tinh-trang/", cited.status, name="cited-status"),
    path("vien-dan/<int:pk>/gop/", cited.merge, name="cited-merge"),
    path("vien-dan/<int:pk>/tach/", cited.split, name="cited-split"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<int:pk>/xac-nhan/", confirm.confirm, name="confirm"),
    path("ke-hoach/<int:pk>/xac-nhan/con-lai/", decisions.rest, name="accept-rest"),
    path("ke-hoach/<int:pk>/xac-nhan/<int:item_pk>/", decisions.decide, name="decide"),
    path("ke-hoach/<int:pk>/xac-nhan/<int:item_pk>/sua/", decisions.edit, name="edit"),
    path("ke-hoach/<int:pk>/xac-nhan/<int:item_pk>/bo-sung/", decisions.fill, name="fill"),
    path("ke-hoach/<int:pk>/xac-nhan/<int:item_pk>/tach/", decisions.cut, name="cut"),
    path("ke-hoach/<int:pk>/xac-nhan/<int:item_pk>/gop/", decisions.join, name="join"),
    path("ke-hoach/<int:pk>/kiem-tra/", adoption.check, name="check"),
    path("ke-hoach/<int:pk>/ban-hanh/", adoption.adopt, name="adopt"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
]
