"""Rules of a form: read strictly, written back equal, answers held against them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhbach.errors import UsageError
from minhbach.figures.form_toml import form_toml
from minhbach.figures.forms import load_form
from minhbach.model.cutoff import CutOff
from minhbach.model.form import Element, Form, FormSection, Rule
from minhbach.model.validation import Given, check_answers

HEAD = """
code = "thu"
name = "Biểu thử"
period = "month"
also = ["year", "quarter"]
cut_off = { first_day = 15, months_back = 1 }
replaces = ["thu"]

[[element]]
code = "tong"
name = "Tổng số"
unit = "buổi"
levels = ["Chi bộ"]
zero = "Không tổ chức buổi nào"
help = "Đếm cả buổi trực tuyến"

[[element]]
code = "nu"
name = "Trong đó: nữ"
unit = "buổi"

[[element]]
code = "ty_le"
name = "Tỷ lệ"
unit = "%"
scale = 1

[[section]]
code = "danh_gia"
name = "Đánh giá"
"""

RULES = """
[[rule]]
kind = "required"
elements = ["tong", "danh_gia"]

[[rule]]
kind = "range"
elements = ["ty_le"]
least = 0
most = 100

[[rule]]
kind = "compare"
elements = ["nu"]
others = ["tong"]

[[rule]]
kind = "outlier"
elements = ["tong"]
factor = 2.5
margin = 10

[[rule]]
kind = "decimals"
elements = ["tong", "ty_le"]
"""

FORM = load_form(HEAD + RULES)


def number(value: str, *, estimate: bool = False) -> Given:
    return Given("number", Decimal(value), estimate)


def test_form_reads_rules_periods_and_cut_off() -> None:
    assert (
        Form(
            code="thu",
            name="Biểu thử",
            period="month",
            elements=(
                Element(
                    "tong",
                    "Tổng số",
                    "buổi",
                    levels=("Chi bộ",),
                    zero="Không tổ chức buổi nào",
                    help="Đếm cả buổi trực tuyến",
                ),
                Element("nu", "Trong đó: nữ", "buổi"),
                Element("ty_le", "Tỷ lệ", "%", scale=1),
            ),
            sections=(FormSection("danh_gia", "Đánh giá"),),
            rules=(
                Rule("required", ("tong", "danh_gia")),
                Rule("range", ("ty_le",), least=Decimal(0), most=Decimal(100)),
                Rule("compare", ("nu",), others=("tong",)),
                Rule("outlier", ("tong",), "warning", factor=Decimal("2.5"), margin=Decimal(10)),
                Rule("decimals", ("tong", "ty_le")),
            ),
            also=("quarter", "year"),
            cut_off=CutOff(15, 1),
            replaces=("thu",),
        )
        == FORM
    )
    assert FORM.periods == ("month", "quarter", "year")


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('kind = "sum"\nelements = ["tong"]', "form-value-wrong"),
        ('kind = "required"', "form-key-missing"),
        ('kind = "required"\nelements = ["khac"]', "form-rule-code-unknown"),
        ('kind = "range"\nelements = ["danh_gia"]\nmost = 1', "form-rule-code-unknown"),
        ('kind = "range"\nelements = ["tong"]', "form-key-missing"),
        ('kind = "range"\nelements = ["tong"]\nleast = 5\nmost = 1', "form-value-wrong"),
        ('kind = "range"\nelements = ["tong"]\nmost = nan', "form-value-wrong"),
        ('kind = "range"\nelements = ["tong", "tong"]\nmost = 1', "form-value-wrong"),
        ('kind = "compare"\nelements = ["tong"]', "form-key-missing"),
        ('kind = "compare"\nelements = ["tong"]\nothers = ["tong"]', "form-value-wrong"),
        ('kind = "outlier"\nelements = ["tong"]\nfactor = 1', "form-value-wrong"),
        ('kind = "required"\nelements = ["tong"]\nmost = 1', "form-key-unknown"),
        ('kind = "required"\nelements = ["tong"]\nmessage = 1', "form-value-wrong"),
    ],
)
def test_rule_that_makes_no_sense_is_refused(rule: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_form(f"{HEAD}\n[[rule]]\n{rule}\n")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "line",
    ['also = ["week"]', "cut_off = 15", "cut_off = { first_day = 15, months_back = 2 }"],
)
def test_period_settings_that_make_no_sense_are_refused(line: str) -> None:
    head = "\n".join(
        row for row in HEAD.splitlines() if not row.startswith(("also", "cut_off", "replaces"))
    )
    with pytest.raises(UsageError) as refused:
        load_form(f"{line}\n{head}")
    assert refused.value.code == "form-value-wrong"


@pytest.mark.parametrize(
    ("answers", "texts", "history", "found"),
    [
        ({"tong": "5", "nu": "3", "ty_le": "97.5"}, {"danh_gia": "Tốt"}, {}, []),
        (
            {},
            {"danh_gia": "  "},
            {},
            [("tong", "error", "rule-required"), ("danh_gia", "error", "rule-text-required")],
        ),
        (
            {"tong": "5", "nu": "6", "ty_le": "100.5"},
            {"danh_gia": "x"},
            {},
            [("ty_le", "error", "rule-too-large"), ("nu", "error", "rule-compare-at-most")],
        ),
        (
            {"tong": "4.5", "ty_le": "1.25"},
            {"danh_gia": "x"},
            {},
            [("tong", "error", "rule-whole"), ("ty_le", "error", "rule-decimals")],
        ),
        (
            {"tong": "100"},
            {"danh_gia": "x"},
            {"tong": ["10", "12", "11"]},
            [("tong", "warning", "rule-outlier")],
        ),
        ({"tong": "100"}, {"danh_gia": "x"}, {"tong": ["10", "12"]}, []),
        ({"tong": "20"}, {"danh_gia": "x"}, {"tong": ["10", "12", "11"]}, []),
        (
            {"tong": "0"},
            {"danh_gia": "x"},
            {"tong": ["90", "100", "110"]},
            [("tong", "warning", "rule-outlier")],
        ),
    ],
)
def test_answers_are_held_against_the_rules(
    answers: dict[str, str],
    texts: dict[str, str],
    history: dict[str, list[str]],
    found: list[tuple[str, str, str]],
) -> None:
    given = {code: number(value) for code, value in answers.items()}
    past = {code: [Decimal(value) for value in values] for code, values in history.items()}

    violations = check_answers(FORM, given, texts=texts, history=past)

    assert [(v.cell, v.severity, v.code) for v in violations] == found


@pytest.mark.parametrize("state", ["outside", "number"])
def test_required_element_may_be_zero_or_outside(state: str) -> None:
    given = Given(state, Decimal(0) if state == "number" else None)  # type: ignore[arg-type]
    assert check_answers(FORM, {"tong": given}, texts={"danh_gia": "x"}) == ()


def test_comparison_with_an_estimate_only_asks_for_a_reason() -> None:
    given = {"tong": number("5", estimate=True), "nu": number("6")}
    found = check_answers(FORM, given, texts={"danh_gia": "x"})
    assert [(v.cell, v.severity, v.code) for v in found] == [
        ("nu", "warning", "rule-compare-at-most")
    ]


def test_own_words_of_a_rule_are_said() -> None:
    form = load_form(
        f'{HEAD}\n[[rule]]\nkind = "range"\nelements = ["tong"]\nmost = 9\n'
        'message = "Một tháng không quá 9 buổi."\n'
    )
    violation = check_answers(form, {"tong": number("10")})[0]
    assert (violation.text("vi"), violation.text("en")) == ("Một tháng không quá 9 buổi.",) * 2


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Zs", "Zl", "Zp")), max_size=12
).map(lambda text: "a" + "".join(c for c in text if c.isprintable()) + '"\\')
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(
    names=st.lists(st.tuples(CODES, WORDS), min_size=2, max_size=4, unique_by=lambda x: x[0]),
    least=st.decimals(-1000, 1000, places=2),
)
def test_form_written_as_toml_is_read_back_equal(
    names: list[tuple[str, str]], least: Decimal
) -> None:
    elements = [f'[[element]]\ncode = "{code}"\nname = "x"\nunit = "y"\n' for code, _ in names]
    plain = load_form('code = "f"\nname = "F"\nperiod = "year"\n' + "".join(elements))
    form = Form(
        "f",
        names[0][1],
        "year",
        plain.elements,
        rules=(
            Rule("range", (names[0][0],), least=least, message=names[1][1]),
            Rule("compare", (names[0][0],), "warning", ">", (names[1][0],)),
            Rule("outlier", (names[1][0],), "warning", factor=Decimal("1.5")),
        ),
        cut_off=CutOff(4),
    )
    again = load_form(form_toml(form))
    assert (again.rules[1:], again.cut_off, again.elements) == (
        form.rules[1:],
        form.cut_off,
        form.elements,
    )
    assert again.rules[0].least == least
    assert form_toml(load_form(form_toml(again))) == form_toml(again)


def test_whole_form_written_as_toml_is_read_back_equal() -> None:
    assert load_form(form_toml(FORM)) == FORM
