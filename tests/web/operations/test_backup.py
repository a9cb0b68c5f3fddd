"""Backup and restore by the command line, in a folder of its own: whole, changed, encrypted."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.web.robust import migrated

from minhbach_web.operations.services import backups

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Office:
    """An installation in ``var`` and what one types there."""

    var: Path
    units: int = 0

    def env(self, **more: str) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        return own | {
            "MINHBACH_VAR": str(self.var),
            "MINHBACH_SECRET_KEY": "tests-only",
            "DJANGO_SETTINGS_MODULE": "tests.web.robust.settings",
            **more,
        }

    def run(self, *arguments: str, **more: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "minhbach.cli", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env(**more), capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    def sql(self, statement: str, *, triggers: tuple[str, ...] = ()) -> None:
        """Change the database behind the program's back."""
        with sqlite3.connect(self.var / "minhbach.sqlite3") as database:
            for trigger in triggers:
                database.execute(f"DROP TRIGGER {trigger}")
            assert database.execute(statement).rowcount == 1
        database.close()


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Office:
    var = tmp_path_factory.mktemp("office") / "var"
    with django_db_blocker.unblock():
        migrated.copy_to(var)
    office = Office(var)
    command = [sys.executable, "-m", "tests.web.robust.office", "sent"]
    done = subprocess.run(command, cwd=ROOT, env=office.env(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return office


def flip(path: Path, at: int) -> None:
    """One bit of one byte is other than it was."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_backup_is_proved_and_one_flipped_byte_is_named(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    code, out, err = office.run("backup", "--into", str(folder), "--json")
    assert (code, err) == (0, "")
    made = json.loads(out)
    path = Path(made["file"])
    restored = tmp_path / "restored"

    code, out, err = office.run("restore", str(path), "--into", str(restored), "--json")

    report = json.loads(out)
    assert (code, err) == (0, "")
    assert report == json.loads((restored / "restore-report.json").read_text()) | {
        "seconds": report["seconds"]
    }
    assert (report["holds"], report["different"]) == (True, [])
    assert (report["rows"], report["files"]) == (made["rows"], made["files"])
    checked = {proof["name"]: proof["checked"] for proof in report["proofs"]}
    assert checked["submissions"] == 3
    assert checked["files"] == 1
    assert checked["audit"] > 3
    assert checked["totals"] > 1
    # Not into a place where something is.
    assert office.run("restore", str(path), "--into", str(restored))[0] == 2
    # A byte of the file anywhere: the sum beside it, or without it the part that it is in.
    flip(path, path.read_bytes().index(b"\x1f\x8b\x08") + 11)
    code, _out, err = office.run("verify", "--backup", str(path))
    assert (code, path.name in err) == (1, True)
    path.with_name(f"{path.name}.sha256").unlink()
    code, _out, err = office.run("restore", str(path), "--into", str(tmp_path / "other"))
    assert code == 2
    assert "tables/" in err or "files/" in err
    assert not (tmp_path / "other").exists()


def test_change_behind_the_programs_back_is_named(office: Office, tmp_path: Path) -> None:
    copy = Office(tmp_path / "var")
    shutil.copytree(office.var, copy.var)
    assert copy.run("verify")[0] == 0

    stored = next(p for p in (copy.var / "files").rglob("*") if p.is_file() and not p.suffix)
    flip(stored, 3)
    copy.sql(
        "UPDATE reporting_value SET number = number + 1000000 WHERE id ="
        " (SELECT min(id) FROM reporting_value WHERE number IS NOT NULL)",
        triggers=("append_only_reporting_value_update",),
    )
    copy.sql(
        "UPDATE core_auditevent SET object_key = '7' WHERE seq = 2",
        triggers=("append_only_core_auditevent_update",),
    )
    copy.sql(
        "UPDATE reporting_total SET number = number + 1 WHERE id ="
        " (SELECT min(id) FROM reporting_total)"
    )
    code, out, _err = copy.run("verify", "--json")

    wrong = {
        (each["code"], each["place"].split(":")[0])
        for proof in json.loads(out)["proofs"]
        for each in proof["wrong"]
    }
    assert code == 1
    assert wrong == {
        ("file-changed", "file"),
        ("revision-rows", "revision"),
        ("audit-changed", "audit"),
        ("total-wrong", "total"),
    }


def test_encrypted_backup_opens_with_its_key_only(office: Office, tmp_path: Path) -> None:
    key, other = tmp_path / "khoa.txt", tmp_path / "khac.txt"
    public = office.run("backup", "--new-key", str(key))[1].strip().rpartition("=")[2]
    office.run("backup", "--new-key", str(other))
    assert office.run("backup", "--new-key", str(key))[0] == 2

    folder = str(tmp_path / "backups")
    code, out, _err = office.run("backup", "--into", folder, "--json", MINHBACH_BACKUP_KEY=public)
    path = Path(json.loads(out)["file"])
    assert code == 0
    assert (path.suffix, b"revision" in path.read_bytes()) == (".age", False)
    assert key.stat().st_mode & 0o077 == 0

    assert office.run("verify", "--backup", str(path), "--key", str(key))[0] == 0
    assert "--key" in office.run("verify", "--backup", str(path))[2]
    assert office.run("verify", "--backup", str(path), "--key", str(other))[0] == 2
    assert office.run("backup", "--into", folder, MINHBACH_BACKUP_KEY="age1nothing")[0] == 2
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, f"{path.name}.sha256"]


def test_oldest_backups_go_but_never_the_proved_one(tmp_path: Path) -> None:
    days = [f"minhbach-2026010{day}-030000.tar" for day in range(1, 6)]
    for name in [*days, "thu-cua-toi.tar"]:
        (tmp_path / name).touch()
        (tmp_path / f"{name}.sha256").touch()

    assert backups.rotate(tmp_path, 2, proved=days[0]) == [days[2], days[1]]

    kept = [days[0], *days[3:], "thu-cua-toi.tar"]
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".tar") == kept


def test_what_a_killed_backup_left_is_taken_away(tmp_path: Path) -> None:
    whole, part = "minhbach-20260101-030000.tar", ".minhbach-abc.part"
    for name in (whole, f"{whole}.sha256", "minhbach-20260102-030000.tar.sha256", part):
        (tmp_path / name).touch()

    with (tmp_path / part).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # somebody writes it just now
        assert backups.tidy(tmp_path, older=0) == 1
    assert backups.tidy(tmp_path) == 0
    assert backups.tidy(tmp_path, older=0) == 1

    assert sorted(p.name for p in tmp_path.iterdir()) == [whole, f"{whole}.sha256"]


def test_what_is_no_backup_is_refused_and_nothing_is_left(office: Office, tmp_path: Path) -> None:
    strange = tmp_path / "x.tar"
    strange.write_bytes(b"no tar at all" * 99)

    assert office.run("restore", str(strange), "--into", str(tmp_path / "r"))[0] == 2
    assert office.run("verify", MINHBACH_VAR=str(tmp_path / "empty"))[0] == 2
    assert not (tmp_path / "r").exists()
