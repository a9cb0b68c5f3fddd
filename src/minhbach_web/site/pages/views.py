"""Pages that show several apps."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhbach_web.core import slots
from minhbach_web.units import queries

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    sections = {slot: slots.items(slot, user) for slot in (slots.TODO, slots.WAITING, slots.DONE)}
    return render(request, "pages/home.html", {"roles": queries.roles_of(user), **sections})
