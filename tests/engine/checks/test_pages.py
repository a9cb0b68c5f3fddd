"""The rules' pages are those that the data give, and say what a person needs."""

from __future__ import annotations

from tools.check_pages import FAMILIES, main

from minhbach.checks import rules
from minhbach.checks.pages import page


def test_pages_in_the_repository_are_up_to_date() -> None:
    assert main(["--check"]) == 0, "run: python -m tools.check_pages"


def test_every_family_has_its_place_in_the_index() -> None:
    assert {rule.family for rule in rules().values()} == set(FAMILIES)


def test_there_are_rules_enough_and_most_are_stable() -> None:
    stable = [rule for rule in rules().values() if rule.stable]

    assert len(rules()) >= 70
    assert len(stable) >= 50


def test_page_shows_what_was_measured() -> None:
    text = page(rules()["NT-01"], "en")

    assert text.startswith("# NT-01 · No such day\n\nerror · `impossible-date`")
    assert "planted errors: precision" in text
