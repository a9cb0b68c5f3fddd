"""Pages that show several apps."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minhbach_web.core import slots

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def home(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    sections = {slot: slots.items(slot, user) for slot in (slots.TODO, slots.WAITING, slots.DONE)}
    return render(request, "pages/home.html", sections)
