"""Files addressed by their content."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from minhbach_web.core.services import files
from minhbach_web.core.services.shelf import shelf


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def test_file_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    sha256 = files.store(b"b\xc3\xa1o c\xc3\xa1o")

    assert files.load(sha256) == b"b\xc3\xa1o c\xc3\xa1o"
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"{sha256[:2]}/{sha256[2:]}"
    ]


def test_file_stored_twice_is_kept_once(tmp_path: Path) -> None:
    assert files.store(b"same") == files.store(b"same")
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_changed_file_is_not_given_out(tmp_path: Path) -> None:
    sha256 = files.store(b"original")
    (tmp_path / files.name_of(sha256)).write_bytes(b"changed")
    other = files.store(b"as it was")

    assert sorted(files.proved()) == sorted([(sha256, False), (other, True)])

    with pytest.raises(ValueError, match="was changed"):
        files.load(sha256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "ab" * 31, "ab" * 32 + "\n"])
def test_address_that_is_no_digest_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a sha256"):
        files.name_of(name)


def test_files_that_a_killed_process_began_are_taken_away(tmp_path: Path) -> None:
    kept = files.store(b"whole")
    begun = [tmp_path / "begun/tmpold", tmp_path / kept[:2] / "tmpolder", tmp_path / "begun/tmpnew"]
    for path in begun:
        path.write_bytes(b"half")
    for path in begun[:2]:
        os.utime(path, (0, 0))

    gone = shelf().tidy(before=time.time() - 60)

    assert gone == 2
    assert list(files.proved()) == [(kept, True)]
    assert [path.exists() for path in begun] == [False, False, True]
