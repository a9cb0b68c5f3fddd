"""Totals: confirmed values only, and the four kinds of nothing kept apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from minhbach.model.form import Element, Form
from minhbach.model.report import (
    Remark,
    ReportedValue,
    ReportInput,
    Total,
    Unit,
    UnitReport,
)
from minhbach.reports import tong_hop, totals

STATES = ("confirmed", "unconfirmed", "not_given", "not_applicable", "not_asked")


def test_totals_adds_confirmed_values_and_names_the_missing(make: SimpleNamespace) -> None:
    joint = Remark(("luot_nguoi",), ("DU-A", "CB-B"), "Hai đơn vị tổ chức chung một hội nghị.")

    result = totals(make.sample(remarks=(joint,)))

    assert result == (
        Total("hoi_nghi", Decimal(1203), 2, 3, ("CB-C",), (), 0, 0, 0),
        Total("luot_nguoi", Decimal(1894), 2, 3, ("CB-C",), (), 1, 0, 1, remarks=(joint,)),
        Total("ty_le", None, 1, 3, ("CB-C",), ("CB-B",), 0, 0, 0, Decimal("97.5"), Decimal("97.5")),
    )


def test_totals_leaves_unconfirmed_values_out(make: SimpleNamespace) -> None:
    value = ReportedValue("unconfirmed", Decimal(5), None, make.found("5", "05 hội nghị"))
    data = make.sample(reports=(make.report(make.a, {"hoi_nghi": value}),))

    assert totals(data)[0] == Total("hoi_nghi", None, 0, 3, ("CB-B", "CB-C"), (), 0, 1, 0)


def test_totals_counts_an_element_nobody_looked_at_as_unconfirmed(make: SimpleNamespace) -> None:
    data = make.sample(reports=(make.report(make.a, {}),))

    assert [total.unconfirmed for total in totals(data)] == [1, 1, 1]


def test_totals_take_the_highest_revision(make: SimpleNamespace) -> None:
    old = make.report(make.a, {"hoi_nghi": make.confirmed("9", "09")}, revision=1)
    new = make.report(make.a, {"hoi_nghi": make.confirmed("8", "08")}, revision=2)

    assert totals(make.sample(reports=(new, old)))[0].value == Decimal(8)


def test_totals_of_max_take_the_largest(make: SimpleNamespace) -> None:
    form = Form("f", "F", "quarter", (Element("hoi_nghi", "n", "buổi", over_units="max"),))

    assert totals(make.sample(form=form))[0].value == Decimal(1200)


def test_tong_hop_gives_plain_json_numbers(make: SimpleNamespace) -> None:
    assert tong_hop(totals(make.sample()))["elements"]["luot_nguoi"] == {
        "value": 1894,
        "n_reported": 2,
        "n_expected": 3,
        "missing": ["CB-C"],
        "not_given": [],
        "estimates": 1,
        "unconfirmed": 0,
        "conflicts": 1,
    }


@st.composite
def inputs(draw: st.DrawFn) -> ReportInput:
    units = tuple(Unit(f"U{n}", f"Đơn vị {n}", f"ĐV{n}") for n in range(draw(st.integers(0, 6))))
    values = st.builds(
        ReportedValue,
        state=st.sampled_from(STATES),
        value=st.none() | st.decimals(-99, 9999, places=1),
        qualifier=st.none() | st.just("hơn"),
    )
    rollups = st.sampled_from(["sum", "last", "max", "none"])
    elements = tuple(Element(code, code, "buổi", draw(rollups)) for code in ("a", "b"))
    reports = tuple(
        UnitReport(unit, None, False, None, draw(st.dictionaries(st.sampled_from("ab"), values)))
        for unit in units
        if draw(st.booleans())
    )
    form = Form("f", "F", "quarter", elements)
    parent = Unit("P", "P", "P")
    return ReportInput(form, "2024", parent, units, reports, "state", date(2024, 1, 1), "P")


@given(inputs())
def test_totals_account_for_every_expected_unit(data: ReportInput) -> None:
    for total in totals(data):
        told = total.n_reported + total.unconfirmed + len(total.not_given) + len(total.missing)
        assert told == total.n_expected
        assert (total.value is None) or total.n_reported > 0


@given(inputs())
def test_totals_equal_the_naive_sum_of_confirmed_values(data: ReportInput) -> None:
    for element, total in zip(data.form.elements, totals(data), strict=True):
        numbers = [
            report.values[element.code].value or Decimal(0)
            for report in data.reports
            if element.code in report.values
            and report.values[element.code].state == "confirmed"
            and report.values[element.code].value is not None
        ]
        if element.over_units == "sum" and numbers:
            assert total.value == sum(numbers)
