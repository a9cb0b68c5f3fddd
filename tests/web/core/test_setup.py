"""The first run of a site."""

from __future__ import annotations

import datetime

import pytest

from minhbach_web.site.pages.setup import setup_site
from minhbach_web.units import queries
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
TABLE = b"code,name,short_name,type,parent_code\nG,Goc,,,\nA,Chi bo A,,,G\n"
TODAY = datetime.date(2024, 3, 14)


def test_setup_makes_the_tree_and_the_first_administrator() -> None:
    result = setup_site(table=TABLE, today=TODAY)

    user = User.objects.get(username="quantri")
    assert (result.units, result.username, result.problems) == (2, "quantri", ())
    assert user.check_password(result.password or "")
    assert user.must_change_password
    assert queries.can(user, "administrator", queries.unit_by_code("A"))


def test_setup_again_leaves_the_account_alone() -> None:
    setup_site(table=TABLE, today=TODAY, password="mot cau du dai")

    result = setup_site(table=TABLE, today=TODAY, password="cau khac han")

    assert result.password is None
    assert User.objects.get(username="quantri").check_password("mot cau du dai")


def test_setup_with_a_wrong_table_makes_nobody() -> None:
    result = setup_site(table=b"code\n", today=TODAY)

    assert len(result.problems) == 1
    assert User.objects.count() == 0
