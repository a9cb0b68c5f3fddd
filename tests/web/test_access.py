"""The matrix: address × role × {own, child, sibling, parent, closed, successor} is a page or 404,
as declared."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.factories import Tree, make_unit, make_user, merge
from tests.web.access import PLACES, PUBLIC, ROLES, Access

from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit, User

# Who sees what is decided by the same queries on every database: tried once.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
Roles = dict[str, User]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
APPS = (
    "core",
    "units",
    "programme",
    "checking",
    "reporting",
    "briefing",
    "activities",
    "reminders",
    "operations",
    "accounts",
    "rights",
    "pages",
)


def declared() -> list[Access]:
    """What the apps' ``access.py`` say."""
    found: list[Access] = []
    here = Path(__file__).parent
    for path in sorted([*here.glob("*/access.py"), *here.glob("access_*.py")]):
        name = ".".join(path.relative_to(here).with_suffix("").parts)
        found += importlib.import_module(f"tests.web.{name}").ACCESS
    return found


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The full names of all addresses below ``resolver``."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


def own_names() -> set[str]:
    """What people reach; what programs reach (``reporting:api:``) is tested with its tokens."""
    found = {n for n in names(get_resolver()) if n.partition(":")[0] in APPS or n == "home"}
    return {name for name in found if ":api:" not in name}


def test_every_address_is_declared() -> None:
    assert own_names() - PUBLIC - {access.view for access in declared()} == set()


def ask(client: Client, access: Access, kwargs: dict[str, Any], unit: OrganisationUnit) -> int:
    url = reverse(access.view, kwargs=kwargs) + access.query
    if access.method == "post":
        data = access.data(unit) if callable(access.data) else access.data
        response = client.post(url, dict(data))
    else:
        response = client.get(url)
    if response.streaming:
        list(response)  # a download holds its file open until it was read
    return response.status_code


def wrong_at(
    place: str, access: Access, kwargs: dict[str, Any], unit: OrganisationUnit, roles: Roles
) -> list[tuple[str, str, int, str]]:
    """The roles that get what is not declared. Where nobody is to get anything, one person with
    all the roles is asked: rights only add up."""
    expected = {role: access.expects(role, place) for role in ROLES}
    if not any(expected.values()):
        expected = {"all": False}
    wrong = []
    for role, allowed in expected.items():
        client = Client()
        client.force_login(roles[role], backend=BACKEND)
        status = ask(client, access, kwargs, unit)
        if status in {404, 405, 500} if allowed else status != 404:
            wrong.append((role, place, status, "allowed" if allowed else "hidden"))
    return wrong


@pytest.fixture
def roles(tree: Tree) -> Roles:
    """One person for each role in ``own``, and one who has them all."""
    people = {role: make_user(f"vai-{role}", role, unit=tree.own) for role in ROLES}
    return people | {"all": make_user("moi-vai", *ROLES, unit=tree.own)}


@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_is_open_exactly_to_whom_it_is_declared(
    access: Access, tree: Tree, roles: Roles
) -> None:
    wrong = []
    for place in PLACES if access.at else ("own",):
        unit = tree.at(place)
        kwargs = access.at(unit) if access.at else {}
        wrong += wrong_at(place, access, kwargs, unit, roles)

    assert wrong == []


@pytest.mark.parametrize(
    "access",
    [access for access in declared() if access.at],
    ids=lambda access: f"{access.view}-{access.method}",
)
def test_address_keeps_to_its_scope_when_units_are_closed_and_succeeded(
    access: Access, tree: Tree, roles: Roles
) -> None:
    closed = make_unit("CB-A2", "Chi bộ Phòng Đèn Lồng", tree.own, type="chi bộ")
    lost = make_unit("CB-A3", "Chi bộ Phòng Đèn Dầu", tree.own, type="chi bộ")
    successor = make_unit("CB-B1", "Chi bộ Phòng Quạt Điện", tree.sibling, type="chi bộ")
    units = {"closed": closed, "successor": successor}
    assert access.at is not None
    kwargs = {place: access.at(unit) for place, unit in units.items()}
    merge({closed: tree.child, lost: successor}, top=tree.parent)
    wrong = []
    for place, unit in units.items():
        wrong += wrong_at(place, access, kwargs[place], unit, roles)

    assert wrong == []


@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_asks_a_stranger_to_sign_in(access: Access, tree: Tree) -> None:
    kwargs = access.at(tree.own) if access.at else {}
    url = reverse(access.view, kwargs=kwargs)

    response = Client().get(url)

    assert (response.status_code, response.headers.get("Location")) == (
        302,
        f"/tai-khoan/dang-nhap/?next={url}",
    )


@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_is_closed_to_someone_whose_role_has_ended(access: Access, tree: Tree) -> None:
    user = make_user("het-han", *ROLES, unit=tree.own)
    administrator = make_user("quan-tri", "administrator", unit=tree.parent)
    for membership in user.memberships.all():
        services.revoke(membership=membership, by=administrator)
    client = Client()
    client.force_login(user, backend=BACKEND)
    kwargs = access.at(tree.own) if access.at else {}

    status = ask(client, access, kwargs, tree.own)

    # 403 is a page about one's own account: it shows nothing of anybody's.
    assert status in ({200, 403} if access.everyone else {404})
