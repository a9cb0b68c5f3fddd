"""Every component with an example: looked at by people and by axe, in development and tests."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.core import states


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Tên hội nghị", help_text="Ghi như trong giấy mời.")
    count = forms.IntegerField(label="Số lượt người dự", min_value=0)
    day = forms.DateField(label="Ngày", widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(label="Kết quả nổi bật", widget=forms.Textarea, required=False)
    way = forms.ChoiceField(
        label="Cách nộp báo cáo",
        widget=forms.RadioSelect,
        choices=[("form", "Nhập biểu mẫu"), ("word", "Tải tệp Word")],
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=[("a", "Chi bộ A"), ("b", "Đảng bộ B")])
    file = forms.FileField(label="Tệp báo cáo", help_text="Word, tối đa 20 MB.")
    agree = forms.BooleanField(label="Tôi đã đối chiếu số liệu với văn bản")


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    if not getattr(settings, "GALLERY", False):
        raise Http404
    bound = "loi" in request.GET
    context = {
        "form": ExampleForm({} if bound else None, auto_id="vi-du-%s"),
        "states": list(states.LOOKS),
        "page": Paginator(range(95), 20).get_page(2),
        "crumbs": [("Kỳ báo cáo", "#"), ("Quý I năm 2024", "#")],
        "head": ["Đơn vị", "Hội nghị", "Lượt người"],
        "rows": [["Chi bộ A", "3", "120"], ["Đảng bộ B", "12", "1.450"]],
        "numbers": [1, 2],
        "summary": [
            {"key": "Đơn vị", "value": "Chi bộ A", "href": "#", "action": "Sửa"},
            {"key": "Hạn nộp", "value": "29/3/2024"},
        ],
        "tasks": [
            {"title": "Số liệu", "href": "#", "state": "done"},
            {"title": "Kết quả nổi bật", "href": "#", "hint": "Chưa viết", "state": "todo"},
        ],
        "ways": [("form", "Nhập biểu mẫu"), ("word", "Tải tệp Word")],
    }
    return render(request, "core/gallery.html", context, status=422 if bound else 200)
