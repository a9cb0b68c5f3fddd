"""What the code never does, and what its documents promise to say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import audit_dependencies

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
# Never taken in: what runs or rebuilds whatever a file says.
MODULES = {"pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle", "xml.sax", "xml.dom"}
CALLS = {"eval", "exec", "compile", "__import__"}
WEAK = {"md5", "sha1"}


WORDS = MODULES | {f"{call}(" for call in CALLS} | WEAK | {"import random", "shell="}


def trees() -> Iterator[tuple[str, ast.Module]]:
    """The modules that hold any of the words; reading all of them as code takes a while."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if "/migrations/" not in path.as_posix() and any(word in text for word in WORDS):
            yield path.relative_to(ROOT).as_posix(), ast.parse(text)


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return set()


def wrong_in(node: ast.AST) -> Iterator[str]:
    """What this piece of code should not do."""
    names = imported(node)
    if names & MODULES:
        yield "rebuilds what a file says"
    if "random" in names:
        yield "chance that can be foreseen"
    if isinstance(node, ast.Attribute) and node.attr in WEAK:
        yield "a hash that can be forged"
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield "runs what a file says"
        if any(word.arg == "shell" for word in node.keywords):
            yield "a shell"


def test_code_does_none_of_what_is_dangerous() -> None:
    wrong = [(n, w) for n, tree in trees() for node in ast.walk(tree) for w in wrong_in(node)]

    assert wrong == []


def test_passwords_are_hashed_slowly_in_an_office() -> None:
    from minhbach_web.site.settings import base  # noqa: PLC0415  # not those of the tests

    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    ("page", "heads"),
    [
        (
            "docs/security.md",
            [
                "Who may see what",
                "Signing in",
                "Sessions",
                "Uploads",
                "Limits",
                "Keys",
                "What it talks to",
                "Logs",
                "Formulas",
            ],
        ),
        (
            "SECURITY.md",
            [
                "Reporting a weakness",
                "What is supported",
                "Libraries",
                "How it is protected",
                "Báo lỗ hổng bảo mật",
            ],
        ),
    ],
)
def test_page_says_what_others_refer_to(page: str, heads: list[str]) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == heads


def test_limits_of_the_page_are_those_of_the_settings() -> None:
    from minhbach_web.site.settings import limits  # noqa: PLC0415  # beside its page

    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")

    assert f"{limits.REQUEST_LIMIT // 2**20} MB a request" in text
    assert limits.RATES == {
        "strangers": (120, 1.0),
        "uploads": (120, 0.5),
        "exports": (120, 0.5),
    }, "docs/security.md tells these numbers"


def test_every_library_of_an_installation_was_looked_at() -> None:
    assert audit_dependencies.unknown() == []
