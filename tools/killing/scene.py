"""The office in which people work: units, reporters, periods, a talk. Printed as JSON.

``python -m tools.killing.scene UNITS PERIODS REPORTERS`` with the settings of the site.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

KEEPER, COORDINATOR = "quan-tri", "tong-hop"


def make(units: int, periods: int, reporters: int) -> dict[str, Any]:
    """Who works where: {"reporters": {name: [obligations]}, "periods": […], "talk": code, …}."""
    from tests.factories import LONG_AGO, PASSWORD, make_user

    from minhbach_web.units import services
    from minhbach_web.units.models import OrganisationUnit, OrgEdge

    parent = OrganisationUnit.objects.create(code="K", name="Khối thử nghiệm")
    rows = [
        OrganisationUnit.objects.create(code=f"U{n}", name=f"Đơn vị {n}", type="chi bộ")
        for n in range(units)
    ]
    OrgEdge.objects.bulk_create(OrgEdge(unit=r, parent=parent, valid_from=LONG_AGO) for r in rows)
    services.rebuild_ancestors(today=datetime.date(2026, 1, 1))
    make_user(KEEPER, "administrator", unit=parent)
    clerk = make_user(COORDINATOR, "coordinator", unit=parent)
    owners = {}
    for n in range(reporters):
        owners[f"bao-cao-{n}"] = own = rows[n::reporters]
        user = make_user(f"bao-cao-{n}", "reporter", unit=own[0])
        for unit in own[1:]:
            services.grant(user=user, unit=unit, role="reporter", by=None, valid_from=LONG_AGO)
    opened = _periods(clerk, parent, rows, periods)
    return {
        "reporters": {
            name: [
                {"pk": o.pk, "unit": o.unit_id, "period": o.period_id}
                for period in opened
                for o in period.obligations.filter(unit__in=own).order_by("pk")
            ]
            for name, own in owners.items()
        },
        "periods": [period.pk for period in opened],
        "talk": _talk(parent, clerk),
        "password": PASSWORD,
    }


def _periods(clerk: User, parent: OrganisationUnit, units: list[Any], count: int) -> list[Any]:
    from benchmarks.generate.unit_reports import FORM

    from minhbach_web.reporting.services.forms import store_form
    from minhbach_web.reporting.services.periods import Opening, open_period

    form = store_form(data=FORM.encode(), by=clerk)
    return [
        open_period(
            opening=Opening(
                data_set=form,
                parent=parent,
                code=f"{2024 + n // 4}-Q{n % 4 + 1}",
                due=datetime.date(2099, 1, 5),
                units=units,
            ),
            by=clerk,
        )
        for n in range(count)
    ]


def _talk(unit: OrganisationUnit, by: User) -> str:
    from minhbach_web.briefing.services import talks
    from minhbach_web.core import clock

    talk = talks.arrange(
        arrangement=talks.Arrangement(
            title="Buổi thử nghiệm",
            place="Hội trường",
            starts_at=clock.now(),
            ends_at=clock.now() + datetime.timedelta(hours=2),
            speaker=None,
            speaker_name="Người Nói",
            kit_version=None,
            programme=None,
        ),
        owner=unit,
        units=[unit],
        themes=[],
        by=by,
    )
    talks.set_asking(talk=talk, asking=True, by=by)
    return str(talk.code)


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(make(*map(int, sys.argv[1:4]))))
