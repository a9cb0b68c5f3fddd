"""Fixtures of the site's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from tests.append_only import _append_only_tables_can_be_emptied  # noqa: F401 -- a fixture
from tests.factories import Tree, make_tree, make_user

from minhbach_web.units.models import OrganisationUnit, User


@pytest.fixture
def tree(db: None) -> Tree:
    """parent ─ own ─ child, and a sibling."""
    return make_tree()


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """``person("reporter", tree.own)``: someone with this role there."""
    count = iter(range(1, 1000))

    def make(role: str | None = None, unit: OrganisationUnit | None = None) -> User:
        roles = [role] if role else []
        return make_user(f"{role or 'nobody'}{next(count)}", *roles, unit=unit)

    return make


@pytest.fixture
def signed_in(person: Callable[..., User]) -> Callable[..., Client]:
    """``signed_in("reporter", tree.own)``: that person's browser."""

    def make(role: str | None = None, unit: OrganisationUnit | None = None) -> Client:
        client = Client()
        client.force_login(
            person(role, unit), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return make


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
