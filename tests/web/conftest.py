"""Fixtures of the site's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from tests.append_only import _append_only_tables_can_be_emptied  # noqa: F401 -- a fixture
from tests.factories import Tree, make_tree, make_user

from minhbach_web.units.models import OrganisationUnit, User

# What pages say is the same on every database: tried on one. That each of them opens on the other,
# too, is in test_access.py; what is stored and counted is tried on both.
PAGES = {
    "activities/test_pages.py",
    "activities/test_photos.py",
    "briefing/test_kits.py",
    "checking/test_soat.py",
    "core/test_object_store.py",
    "core/test_pages.py",
    "core/test_setup.py",
    "operations/test_job_pages.py",
    "programme/test_amend_pages.py",
    "programme/test_pages.py",
    "programme/test_public_page.py",
    "reminders/test_pages.py",
    "reporting/test_api.py",
    "reporting/test_excel.py",
    "reporting/test_form_pages.py",
    "reporting/test_pages.py",
    "reporting/test_sixty_units.py",
    "test_refusals.py",
    "units/test_reorganising_pages.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).as_posix() in PAGES:
            item.add_marker(pytest.mark.once)


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
