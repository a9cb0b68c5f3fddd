"""Who may reach the pages of documents, plans and tasks."""

from __future__ import annotations

from typing import Any

from tests.factories import make_user
from tests.web.access import BELOW, SCOPE, Access

from minhbach_web.core import clock
from minhbach_web.programme.models import (
    CitedPlace,
    Pairing,
    Plan,
    PlanItem,
    Programme,
    SourceDocument,
)
from minhbach_web.programme.services.documents import store_document
from minhbach_web.programme.services.plans import adopt_plan, amend_programme, propose_plan
from minhbach_web.units.models import OrganisationUnit, User

# Another text for each unit: one file that two units hold would be one document.
PLAN = """KẾ HOẠCH
tuyên truyền kết quả năm 2023 của {name}
I. MỤC ĐÍCH, YÊU CẦU
Giúp cán bộ nắm được kết quả.
II. NỘI DUNG TUYÊN TRUYỀN
1. Kết quả phát triển kinh tế
Tốc độ tăng trưởng đạt 7,5%.
III. TỔ CHỨC THỰC HIỆN
1. {name}
Xây dựng đề cương tuyên truyền gửi các chi bộ theo Quyết định số 5/2024/QĐ-UBND.
"""
COORDINATOR = {"coordinator": BELOW}


def coordinator(unit: OrganisationUnit) -> User:
    return make_user(f"lap-{unit.code.lower()}", "coordinator", unit=unit)


def stored(unit: OrganisationUnit, by: User) -> SourceDocument:
    data = PLAN.format(name=unit.name).encode()
    return store_document(data=data, name=f"{unit.code}.txt", by=by)


def proposed(unit: OrganisationUnit) -> tuple[Plan, User]:
    by = coordinator(unit)
    return propose_plan(source=stored(unit, by), owner_unit=unit, by=by), by


def document(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": stored(unit, coordinator(unit)).pk}


def cited(unit: OrganisationUnit) -> dict[str, Any]:
    """An entry of the register that only the unit's document cites."""
    source = stored(unit, coordinator(unit))
    return {"pk": CitedPlace.objects.filter(source=source)[0].entry_id}


def place_cited(unit: OrganisationUnit) -> dict[str, str]:
    place = CitedPlace.objects.filter(source__holdings__unit=unit)[0]
    return {"place": str(place.pk)}


def plan(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": proposed(unit)[0].pk}


def item(unit: OrganisationUnit) -> dict[str, Any]:
    made, _by = proposed(unit)
    return {"pk": made.pk, "item_pk": PlanItem.objects.filter(plan=made).order_by("pk")[0].pk}


def gap(unit: OrganisationUnit) -> dict[str, Any]:
    made, _by = proposed(unit)
    gaps = PlanItem.objects.filter(plan=made, kind="gap", parent__kind="task")
    return {"pk": made.pk, "item_pk": gaps.order_by("pk")[0].pk}


def adopted(unit: OrganisationUnit) -> tuple[Programme, User]:
    """The unit's own programme, which gives the unit its tasks."""
    made, by = proposed(unit)
    for found in PlanItem.objects.filter(plan=made, kind="task"):
        found.chosen.create(unit=unit, part="lead")
    PlanItem.objects.filter(plan=made).update(
        status="accepted", decided_by=by, decided_at=clock.now()
    )
    return adopt_plan(plan=made, by=by), by


def task(unit: OrganisationUnit) -> dict[str, Any]:
    """A task that the unit's own programme gives to the unit."""
    return {"pk": adopted(unit)[0].tasks.order_by("pk")[0].pk}


def amending(unit: OrganisationUnit) -> dict[str, Any]:
    """A document that amends the unit's running programme."""
    made, by = adopted(unit)
    data = PLAN.replace("2023", "2024").format(name=unit.name).encode()
    source = store_document(data=data, name=f"{unit.code}-2.txt", by=by)
    plan = propose_plan(source=source, owner_unit=unit, by=by)
    amend_programme(plan=plan, programme=made, mode="replace", by=by)
    return {"pk": plan.pk}


def pairing(unit: OrganisationUnit) -> dict[str, Any]:
    where = amending(unit)
    return {**where, "pairing_pk": Pairing.objects.filter(plan=where["pk"]).order_by("pk")[0].pk}


def posted(view: str, **data: str) -> Access:
    return Access(view, at=item, allowed=COORDINATOR, method="post", data=data)


ACCESS = [
    Access("programme:documents", everyone=True),
    Access("programme:upload", everyone=True),
    Access("programme:document", at=document, allowed=SCOPE, past=True),
    Access("programme:original", at=document, allowed=SCOPE, past=True),
    Access("programme:cascade", everyone=True),
    Access("programme:draft", at=document, allowed=SCOPE, past=True),
    Access("programme:register", everyone=True),
    Access("programme:contradictions", everyone=True),
    Access("programme:graph", everyone=True),
    Access("programme:register-table", everyone=True),
    Access("programme:take-table", anywhere={"coordinator"}),
    Access("programme:cited", at=cited, allowed=SCOPE, past=True),
    Access(
        "programme:cited-status",
        at=cited,
        allowed=COORDINATOR,
        method="post",
        data={"status": "unknown"},
        past=True,
    ),
    Access(
        "programme:cited-merge",
        at=cited,
        allowed=COORDINATOR,
        method="post",
        data={"into": "-"},
        past=True,
    ),
    Access(
        "programme:cited-split",
        at=cited,
        allowed=COORDINATOR,
        method="post",
        data=place_cited,
        past=True,
    ),
    Access("programme:plans", everyone=True),
    Access("programme:plan", at=plan, allowed=SCOPE, past=True),
    Access("programme:confirm", at=plan, allowed=COORDINATOR),
    Access("programme:check", at=plan, allowed=COORDINATOR),
    Access("programme:amend", at=plan, allowed=COORDINATOR),
    Access("programme:amend-stop", at=plan, allowed=COORDINATOR, method="post"),
    Access("programme:differences", at=amending, allowed=COORDINATOR),
    Access("programme:unchanged", at=amending, allowed=COORDINATOR, method="post"),
    Access(
        "programme:fate",
        at=pairing,
        allowed=COORDINATOR,
        method="post",
        data={"version": "1", "fate": "same"},
    ),
    Access("programme:adopt", at=plan, allowed=COORDINATOR, method="post"),
    Access(
        "programme:accept-rest",
        at=plan,
        allowed=COORDINATOR,
        method="post",
        data={"kind": "gap"},
    ),
    Access(
        "programme:propose",
        at=document,
        allowed=COORDINATOR,
        method="post",
        data=lambda unit: {"owner": unit.pk},
    ),
    posted("programme:decide", decision="accept", version="0"),
    posted("programme:edit", version="0"),
    Access("programme:fill", at=gap, allowed=COORDINATOR, method="post"),
    posted("programme:cut", version="0"),
    posted("programme:join", version="0"),
    Access("programme:tasks", everyone=True),
    Access("programme:task", at=task, allowed=SCOPE, past=True),
]
