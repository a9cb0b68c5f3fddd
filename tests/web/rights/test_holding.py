"""Every app says what it stores about a person; the database agrees with what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

import minhbach_web
from minhbach_web.core import holding, retention
from minhbach_web.rights.columns import column_words
from minhbach_web.units.models import User

pytestmark = pytest.mark.once
# Rows that name a person by something else than the account's key, and tables of a setting.
OTHERWISE = {
    "accounts.ProvidedRole.membership__user",
    "activities.Entry.speaker",
    "briefing.Talk.speaker_name",
    "core.AuditEvent.object_key",
    "socialaccount.SocialAccount.user",
    "units.User.pk",
}


def columns() -> set[str]:
    """Every column of the database that names an account."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.remote_field and field.related_model is User:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_column_that_names_an_account_is_told() -> None:
    told = {f"{rows.model}.{rows.by}" for kind in holding.kinds() for rows in kind.rows}

    assert told - OTHERWISE == columns()


def test_every_column_of_an_export_exists_and_has_words() -> None:
    wrong = []
    for kind in holding.kinds():
        for rows in kind.stored:
            for name in rows.show.split():
                holding.named_field(apps.get_model(rows.model), name)
                column_words(name)
        if kind.fate != holding.DELETED and not kind.why:
            wrong.append(kind.code)

    assert wrong == []


def test_every_period_has_its_bounds_and_the_kinds_name_periods_that_exist() -> None:
    codes = {term.code for term in retention.terms()}
    named = {kind.term for kind in holding.kinds() if kind.term}
    bounds = retention.limits().values()

    assert (codes, named - codes) == (set(retention.limits()), set())
    assert [row for row in bounds if not row.least <= row.days <= row.most] == []


def test_apps_with_tables_of_people_say_what_they_hold() -> None:
    root = Path(minhbach_web.__file__).parent
    silent = {
        path.parent.name
        for path in root.glob("*/apps.py")
        if not (path.parent / "held.py").exists() and _has_people(path.parent.name)
    }

    assert silent == set()


def _has_people(label: str) -> bool:
    prefix = f"{label}."
    return any(name.startswith(prefix) for name in columns())


def test_a_kind_that_no_app_registered_is_not_counted(db: Any) -> None:
    assert {row.kind.code for row in holding.counts()} == {kind.code for kind in holding.kinds()}
