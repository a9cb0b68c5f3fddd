"""Three hundred random requests out of scope; ``tools/random_requests.py`` asks ten thousand."""

from __future__ import annotations

import random

import pytest
from tests.web.access import Access
from tests.web.test_access import declared
from tools.probing.asking import pairs
from tools.probing.judging import judge, sign_flip
from tools.probing.scene import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESSES = 6  # of all declared ones, drawn anew with the number of them


def some() -> list[Access]:
    """A few addresses about something that not everybody may see."""
    about = [access for access in declared() if access.at and access.allowed]
    return random.Random(len(about)).sample(about, ADDRESSES)  # noqa: S311 -- seeded


def test_random_requests_out_of_scope_find_nothing_and_are_told_nothing() -> None:
    office = make(some(), places=("own", "sibling"), peopled=2)

    verdict = judge(pairs(office, count=300, seed=7, compared=0.25), rounds=1)

    assert verdict.requests == 300
    assert (verdict.found, verdict.bodies, verdict.headers) == ({}, {}, {})
    assert verdict.compared > 40


def test_sign_flip_finds_what_differs_and_nothing_else() -> None:
    chance = random.Random(3)  # noqa: S311 -- seeded
    noise = [chance.gauss(0, 1) for _ in range(80)]
    slower = [0.8 + one for one in noise]

    assert sign_flip(slower, rounds=1000, chance=chance) < 0.01
    assert sign_flip(noise, rounds=1000, chance=chance) > 0.05
