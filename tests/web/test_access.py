"""The matrix: address × role × {own, child, sibling, parent, closed, successor} is a page or 404,
as declared."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.factories import Tree, make_tree, make_unit, make_user, merge
from tests.web.access import CHANGED, PLACES, PUBLIC, ROLES, Access

from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit, User

pytestmark = pytest.mark.django_db
# Who sees what is decided by the same queries on every database: tried once.
ONCE = pytest.mark.once
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


def denied(access: Access, place: str) -> frozenset[str]:
    """The roles that get nothing there."""
    return frozenset(role for role in ROLES if not access.expects(role, place))


def wrong_at(
    place: str, access: Access, kwargs: dict[str, Any], unit: OrganisationUnit, office: Office
) -> list[tuple[str, str, int, str]]:
    """The roles that get what is not declared. Those that are to get nothing are asked for by one
    person who has them all: rights only add up."""
    hidden = denied(access, place)
    wrong = []
    for role in (r for r in ROLES if r not in hidden):
        status = ask(office.client(role), access, kwargs, unit)
        if status in {404, 405, 500}:
            wrong.append((role, place, status, "allowed"))
    status = ask(office.client(hidden), access, kwargs, unit) if hidden else 404
    if status != 404:
        wrong.append((", ".join(sorted(hidden)), place, status, "hidden"))
    return wrong


@dataclass(frozen=True)
class Office:
    """A tree and its people, made once for all addresses; each test takes its own acts back."""

    units: Tree
    cookies: Mapping[str | frozenset[str], str]

    def client(self, role: str | frozenset[str]) -> Client:
        """The browser of who has this role in ``own``, or these, as it was after signing in."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[role]
        return client


@pytest.fixture(scope="module")
def laid_out(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    """One person for each role in ``own``, one for all roles that an address is hidden from, one
    who has them all, one who has none any more."""
    with django_db_blocker.unblock(), transaction.atomic():
        tree = make_tree()
        administrator = make_user("quan-tri", "administrator", unit=tree.parent)
        people: dict[str | frozenset[str], User] = {
            role: make_user(f"vai-{role}", role, unit=tree.own) for role in ROLES
        }
        kinds = {denied(access, place) for access in declared() for place in (*PLACES, *CHANGED)}
        for n, kind in enumerate(sorted(kinds, key=sorted)):
            people[kind] = make_user(f"cac-vai-{n}", *kind, unit=tree.own)
        people["all"] = make_user("moi-vai", *ROLES, unit=tree.own)
        people["ended"] = make_user("het-han", *ROLES, unit=tree.own)
        for membership in people["ended"].memberships.all():
            services.revoke(membership=membership, by=administrator)
        yield Office(tree, {role: signed_in(user) for role, user in people.items()})
        transaction.set_rollback(True)


def signed_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def office(laid_out: Office, db: None) -> Office:
    """The units as they were laid out, whatever the test before made of its own."""
    return copy.deepcopy(laid_out)


@ONCE
@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_is_open_exactly_to_whom_it_is_declared(access: Access, office: Office) -> None:
    wrong = []
    for place in PLACES if access.at else ("own",):
        unit = office.units.at(place)
        kwargs = access.at(unit) if access.at else {}
        wrong += wrong_at(place, access, kwargs, unit, office)

    assert wrong == []


@ONCE
@pytest.mark.parametrize(
    "access",
    [access for access in declared() if access.at],
    ids=lambda access: f"{access.view}-{access.method}",
)
def test_address_keeps_to_its_scope_when_units_are_closed_and_succeeded(
    access: Access, office: Office
) -> None:
    tree = office.units
    closed = make_unit("CB-A2", "Chi bộ Phòng Đèn Lồng", tree.own, type="chi bộ")
    lost = make_unit("CB-A3", "Chi bộ Phòng Đèn Dầu", tree.own, type="chi bộ")
    successor = make_unit("CB-B1", "Chi bộ Phòng Quạt Điện", tree.sibling, type="chi bộ")
    units = {"closed": closed, "successor": successor}
    assert access.at is not None
    kwargs = {place: access.at(unit) for place, unit in units.items()}
    merge({closed: tree.child, lost: successor}, top=tree.parent)
    wrong = []
    for place, unit in units.items():
        wrong += wrong_at(place, access, kwargs[place], unit, office)

    assert wrong == []


@ONCE
@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_asks_a_stranger_to_sign_in(access: Access, office: Office) -> None:
    kwargs = access.at(office.units.own) if access.at else {}
    url = reverse(access.view, kwargs=kwargs)

    response = Client().get(url)

    assert (response.status_code, response.headers.get("Location")) == (
        302,
        f"/tai-khoan/dang-nhap/?next={url}",
    )


@ONCE
@pytest.mark.parametrize("access", declared(), ids=lambda access: f"{access.view}-{access.method}")
def test_address_is_closed_to_someone_whose_role_has_ended(access: Access, office: Office) -> None:
    unit = office.units.own
    kwargs = access.at(unit) if access.at else {}

    status = ask(office.client("ended"), access, kwargs, unit)

    # 403 is a page about one's own account: it shows nothing of anybody's.
    assert status in ({200, 403} if access.everyone else {404})


def test_every_page_opens_on_this_database(office: Office) -> None:
    """Its queries are valid there: asked by the one with every role, about the own unit."""
    client = office.client("all")
    wrong = []
    for access in declared():
        unit = office.units.own
        if access.method != "get" or not any(access.expects(role, "own") for role in ROLES):
            continue
        with transaction.atomic():
            kwargs = access.at(unit) if access.at else {}
            status = ask(client, access, kwargs, unit)
            transaction.set_rollback(True)
        if status in {404, 405, 500}:
            wrong.append((access.view, status))

    assert wrong == []
