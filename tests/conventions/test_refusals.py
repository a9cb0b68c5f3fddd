"""What this software refuses to do, proved on the code and on the database's columns."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parents[2]
OWN = (
    "core",
    "units",
    "programme",
    "activities",
    "briefing",
    "reporting",
    "reminders",
    "operations",
    "accounts",
    "rights",
)

# Nothing in the product speaks to another machine: no client of any network is imported.
NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httplib2",
    "httpx",
    "imaplib",
    "paramiko",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib",
    "urllib3",
    "websocket",
    "websockets",
    "xmlrpc",
}
# Parts of them that only take text apart or answer, and connect to nothing.
HARMLESS = {"urllib.parse", "http.HTTPStatus", "http"}
# Asks whether a port of this machine is free before it listens there; connects to nothing.
LISTENS = {"src/minhbach_web/commands.py": {"socket"}}
NETWORKS = re.compile(
    r"(?i)\b(facebook|fbchat|graph\.facebook|tiktok|zalo|twitter|tweepy|instagram|telethon|"
    r"telegram|youtube|selenium|scrapy|beautifulsoup|pyppeteer|openai|anthropic|llm)\b"
)
# No field where an opinion, a mood or a label of a person could be kept. A person has these:
PERSON = {
    "id",
    "username",
    "full_name",
    "email",
    "is_active",
    "must_change_password",
    "date_joined",
    "search_key",
    "password",
    "last_login",
}
ABOUT_PERSONS = re.compile(
    r"opinion|attitude|mood|sentiment|stance|loyal|score|rating|rank|label|profile|politic|"
    r"religio|ethnic|tu_tuong|thai_do|phan_loai|danh_gia|du_luan|follower|account_url|"
    r"ip_address|user_agent|device|cookie|fingerprint"
)


# Who speaks; who said yes to something; whose own data a request is about.
KNOWN = {"briefing.Talk.speaker", "rights.Consent.person", "rights.DataRequest.person"}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, with the names taken from packages."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def network(names: set[str]) -> set[str]:
    """Those of ``names`` that could reach another machine."""
    return {
        name
        for name in names
        if name.partition(".")[0] in NETWORK
        and name not in HARMLESS
        and not name.startswith("urllib.parse.")
        and name != "urllib"
    }


def test_nothing_in_the_product_reaches_another_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): names
        for path in (ROOT / "src").rglob("*.py")
        if (names := network(imported(path)))
    }

    assert found == LISTENS
    for path in LISTENS:
        assert not re.search(r"\b(connect|create_connection|sendto)\b", (ROOT / path).read_text())


def test_import_of_a_client_would_be_found() -> None:
    assert network({"urllib.parse.quote", "http.HTTPStatus", "json"}) == set()
    assert network({"urllib.request.urlopen", "requests", "http.client"}) == {
        "urllib.request.urlopen",
        "requests",
        "http.client",
    }


def test_no_requirement_serves_social_networks_or_writes_text() -> None:
    names = (ROOT / "requirements/base.in").read_text()

    assert NETWORKS.findall(names) == []


def test_code_and_templates_name_no_social_network() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for pattern in ("*.py", "*.html", "*.js")
        for path in (ROOT / "src").rglob(pattern)
        for word in NETWORKS.findall(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_account_has_these_fields_and_no_others() -> None:
    names = {field.name for field in apps.get_model("units.User")._meta.concrete_fields}

    assert names == PERSON


def own_fields() -> list[tuple[str, models.Field[object, object]]]:
    return [
        (model._meta.label, field)
        for model in apps.get_models()
        if model._meta.app_label in OWN
        for field in model._meta.concrete_fields
    ]


def test_no_field_keeps_an_opinion_a_label_or_a_trace_of_a_person() -> None:
    found = [f"{label}.{f.name}" for label, f in own_fields() if ABOUT_PERSONS.search(f.name)]

    # A period's label ("Quý I năm 2024") is none of a person's; the score is of two tasks' words.
    known = {"reporting.Period.label", "programme.Pairing.score"}
    assert [name for name in found if name not in known] == []


def test_person_stands_only_where_somebody_acted() -> None:
    """Every column that names an account says who did something, never whom it is about."""
    acts = re.compile(r"^(actor|user|by|.*_by)$")
    found = [
        f"{label}.{field.name}"
        for label, field in own_fields()
        if field.related_model is apps.get_model("units.User") and not acts.match(field.name)
    ]

    # Who speaks at a talk, and who holds a task for a unit: the only persons besides.
    assert set(found) == KNOWN


@pytest.mark.parametrize("setting", ["INSTALLED_APPS", "MIDDLEWARE"])
def test_site_has_no_social_login_and_no_tracking(setting: str) -> None:
    from django.conf import settings  # noqa: PLC0415 -- after the test's settings are there

    names = " ".join(getattr(settings, setting))

    # The office's own provider may be named in the environment; here none is.
    assert "socialaccount" not in names
    assert "analytics" not in names


def test_only_the_offices_own_provider_can_ever_be_installed() -> None:
    """Whatever is set, no provider of a social network can be one: the only names in the code are
    those of OpenID Connect, and they are installed only when an issuer is named."""
    text = (ROOT / "src/minhbach_web/site/settings/sign_in.py").read_text(encoding="utf-8")
    whole = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    found = {
        name for part in whole for name in re.findall(r"socialaccount\.providers\.(\w+)", part)
    }

    assert found == {"openid_connect"}
    assert re.search(r"if OIDC is not None:\n(?:    .*\n)*    SIGN_IN_APPS = \[", text)
    assert "SOCIALACCOUNT_STORE_TOKENS = False" in text


def test_phrases_of_refusal_are_data_with_a_reason() -> None:
    folder = ROOT / "src/minhbach/plans"
    data = [tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.toml"))]
    text = str(data)

    assert "reason" in text
