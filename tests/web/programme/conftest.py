"""An office with the example plan: read, proposed, and the people who confirm it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.factories import make_unit, make_user
from tests.web.programme import extracted

from minhbach_web import engine
from minhbach_web.programme.models import Plan, PlanItem, SourceDocument
from minhbach_web.programme.services import plans as services
from minhbach_web.programme.services import readings
from minhbach_web.programme.services.documents import store_document
from minhbach_web.units.models import OrganisationUnit, User


@dataclass(frozen=True)
class Office:
    """The bloc that issues the plan, three units below it, and who works there."""

    bloc: OrganisationUnit
    tax: OrganisationUnit
    water: OrganisationUnit
    cell: OrganisationUnit
    coordinator: User
    other: User
    reporter: User

    def client(self, user: User | None = None) -> Client:
        """A browser where ``user`` (the coordinator) is signed in."""
        client = Client()
        client.force_login(
            user or self.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """An empty store of files."""
    settings.FILES_ROOT = tmp_path / "files"
    readings._load.cache_clear()
    yield tmp_path / "files"
    readings._load.cache_clear()


@pytest.fixture(autouse=True)
def _picked_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "extract_plan", extracted.extract)
    monkeypatch.setattr(engine, "scope_of", extracted.scope_of)


@pytest.fixture
def office(db: None) -> Office:
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", short_name="Khối", type="đảng bộ khối")
    tax = make_unit("DU-CT", "Đảng bộ Cục Thuế", bloc, short_name="Cục Thuế", type="đảng bộ cơ sở")
    water = make_unit(
        "DU-CN", "Đảng bộ Cấp nước", bloc, short_name="Cấp nước", type="đảng bộ cơ sở"
    )
    cell = make_unit("CB-TT", "Chi bộ Thanh tra", bloc, short_name="Thanh tra", type="chi bộ")
    return Office(
        bloc,
        tax,
        water,
        cell,
        make_user("dieu-phoi", "coordinator", unit=bloc, full_name="Chị Điều Phối"),
        make_user("dieu-phoi-2", "coordinator", unit=bloc, full_name="Anh Điều Phối"),
        make_user("van-thu", "reporter", unit=tax, full_name="Văn Thư Thuế"),
    )


@pytest.fixture
def source(office: Office) -> SourceDocument:
    return store_document(data=extracted.plan_bytes(), name=extracted.NAME, by=office.coordinator)


@pytest.fixture
def plan(source: SourceDocument, office: Office) -> Plan:
    return services.propose_plan(source=source, owner_unit=office.bloc, by=office.coordinator)


@pytest.fixture
def task(plan: Plan) -> Callable[[str], PlanItem]:
    """``task("Xây dựng")``: the task whose text begins so."""

    def find(start: str) -> PlanItem:
        return PlanItem.objects.get(plan=plan, kind="task", text__startswith=start)

    return find
