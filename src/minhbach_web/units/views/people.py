"""Accounts and roles, for administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhbach_web.core import clock, slots
from minhbach_web.core.forms import sent
from minhbach_web.core.permissions import needs
from minhbach_web.core.search import search_key
from minhbach_web.units import queries, services
from minhbach_web.units.forms_people import RoleForm
from minhbach_web.units.models import Membership

PER_PAGE = 50


@require_safe
@needs("units.manage_people")
def accounts(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").split())[:100]
    users = queries.search_users(queries.manageable_users(request.user), search_key(text))
    page = Paginator(users, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "units/accounts.html", {"page": page, "text": text})


@require_safe
@needs("units.manage_people")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    user = queries.manageable_user(request.user, pk)
    roles = user.memberships.select_related("unit").order_by("valid_to", "pk")
    acts = slots.acts_for(slots.ACCOUNT, request.user, pk)
    context = {"account": user, "memberships": roles, "acts": acts}
    return render(request, "units/account.html", context)


@require_POST
@needs("units.manage_people")
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """The new password is shown once, here, and kept nowhere."""
    user = queries.manageable_user(request.user, pk)
    password = services.new_password()
    services.reset_password(user=user, password=password, by=queries.person(request))
    return render(request, "units/password.html", {"account": user, "password": password})


@require_POST
@needs("units.manage_people")
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    person = queries.person(request)
    user = queries.manageable_user(person, pk)
    active = request.POST.get("active") == "1"
    if user == person:
        messages.error(request, _("You cannot close your own account. Ask another administrator."))
    else:
        services.set_active(user=user, active=active, by=person)
        done = _("The account is open again.") if active else _("The account is closed.")
        messages.success(request, done)
    return redirect("units:account", pk=pk)


@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    person = queries.person(request)
    unit = queries.visible_unit(person, pk)
    queries.require(person, "units.manage_people", unit)
    users = queries.manageable_users(person).filter(is_active=True)
    form = RoleForm(*sent(request), users=users, initial={"valid_from": clock.today()})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "units/give_role.html", {"form": form, "unit": unit}, status=status)
    try:
        services.grant(**form.cleaned_data, unit=unit, by=person)
    except ValidationError as error:
        form.add_error(None, error)
        return render(request, "units/give_role.html", {"form": form, "unit": unit}, status=422)
    messages.success(request, _("The role was given."))
    return redirect("units:unit", pk=unit.pk)


@require_http_methods(["GET", "POST"])
def take_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the membership ends today and stays in the records."""
    person = queries.person(request)
    visible = Membership.objects.filter(
        unit__in=queries.visible_units(person), valid_to=None
    ).select_related("unit", "user")
    membership = get_object_or_404(visible, pk=pk)
    queries.require(person, "units.manage_people", membership.unit)
    if request.method == "POST":
        services.revoke(membership=membership, by=person)
        messages.success(request, _("The role was taken back."))
        return redirect("units:unit", pk=membership.unit_id)
    return render(request, "units/take_role.html", {"membership": membership})
