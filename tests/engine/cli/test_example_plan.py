"""The example plan through the command line: what its expected reading says, nothing invented."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.engine.cli.conftest import EXAMPLES, PLAN, Json

EXPECTED = json.loads((EXAMPLES / "ke-hoach-2024.expected.json").read_text(encoding="utf-8"))


def _tree(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "number": section["number"],
            "heading": section["heading"],
            "paragraphs": len(section["blocks"]),
            "children": _tree(section["children"]),
        }
        for section in sections
    ]


def test_outline_is_the_expected_one(json_of: Json) -> None:
    (row,) = json_of("outline", PLAN)

    notes = row.pop("notes")
    assert [note["code"] for note in notes] == ["header-missing"]
    assert row == {
        "file": str(PLAN),
        "format": "txt",
        "profile": "party",
        "kind": EXPECTED["kind"],
        "kind_name": EXPECTED["kind_name"],
        "number": None,
        "date": None,
        "place": None,
        "issuer": None,
        "parent_issuer": None,
        "subject": EXPECTED["subject"],
        "signatory": {"authority": None, **EXPECTED["signatory"]},
        "recipients": EXPECTED["recipients"],
        "sections": _tree(EXPECTED["sections"]),
        "tables": 0,
        "repaired_breaks": EXPECTED["repaired_breaks"],
    }


def test_cite_gives_the_thirteen_numbered_citations(json_of: Json) -> None:
    (row,) = json_of("cite", PLAN)

    numbered = [found for found in row["citations"] if found["class"] == "numbered"]
    keys = ("notation", "kind", "date", "issuer")
    assert [{key: found[key] for key in keys} for found in numbered] == EXPECTED["citations"]


def test_plan_gives_the_eight_tasks_with_lead_and_scope(json_of: Json) -> None:
    (row,) = json_of("plan", PLAN)

    found = [
        (task["section"], task["lead"], task["in_scope"], task["text"]) for task in row["tasks"]
    ]
    wanted = EXPECTED["tasks"]
    assert [each[:3] for each in found] == [
        (task["section"], task["lead"], task["in_scope"]) for task in wanted
    ]
    for each, task in zip(found, wanted, strict=True):
        assert each[3].startswith(task["starts"])
    assert all((task["reason"] is None) == task["in_scope"] for task in row["tasks"])
    assert row["issuer"] == EXPECTED["plan_issuer"]["name"]


@pytest.mark.parametrize("field", ["deadline", "due", "product", "recurrence"])
def test_plan_invents_nothing_for_a_task(json_of: Json, field: str) -> None:
    (row,) = json_of("plan", PLAN)

    assert [task[field] for task in row["tasks"]] == [None] * 8
    assert row["period"] == {"from": None, "to": None}


def test_plan_gives_the_reporting_duty(json_of: Json) -> None:
    (row,) = json_of("plan", PLAN)

    duty = {key: value for key, value in EXPECTED["reporting_duties"][0].items() if key != "note"}
    assert [
        {key: value for key, value in each.items() if key != "anchor"} for each in row["reporting"]
    ] == [duty]


@pytest.mark.parametrize("code", ["no-deadline", "no-product"])
def test_plan_lists_what_no_task_states_as_gaps(json_of: Json, code: str) -> None:
    (row,) = json_of("plan", PLAN)

    gaps = [gap["task"] for gap in row["gaps"] if gap["code"] == code]
    assert gaps == list(range(len(EXPECTED["tasks"])))
