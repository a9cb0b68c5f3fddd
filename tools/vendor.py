"""Fetch what is vendored through npm, check it, and put it in its place.

python -m tools.vendor            fetch and check everything
python -m tools.vendor --record   write the integrity and sha256 of what came (a new version)
python -m tools.vendor --check    compare the files that are here; no network
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LISTS = (
    ROOT / "src/minhbach_web/core/static/vendor/vendor.toml",
    ROOT / "tests/vendor/vendor.toml",
)


def problems() -> list[str]:
    """What differs between the lists and the files that are here."""
    found = []
    for path in LISTS:
        listed = {"vendor.toml"}
        for package in packages(path):
            for file in package["files"]:
                target = path.parent / file["to"]
                listed.add(file["to"])
                if not target.exists():
                    found.append(f"{file['to']} is missing")
                elif sha256(target.read_bytes()) != file["sha256"]:
                    found.append(f"{file['to']} is not the file of {package['name']}")
        here = {str(p.relative_to(path.parent)) for p in path.parent.rglob("*") if p.is_file()}
        found += [f"{name} is in no list" for name in sorted(here - listed)]
    return found


def packages(path: Path) -> list[dict[str, Any]]:
    """The packages that a list names."""
    listed: list[dict[str, Any]] = tomllib.loads(path.read_text())["package"]
    return listed


def fetch(path: Path, *, record: bool) -> None:
    """Bring every package of one list; an unexpected byte stops the run."""
    for package in packages(path):
        data = _pack(f"{package['name']}@{package['version']}")
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
        _settle(path, package["integrity"], integrity, record=record)
        for file, content in _members(data, package["files"]):
            _settle(path, file["sha256"], sha256(content), record=record, after=file["to"])
            target = path.parent / file["to"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        print(f"{package['name']} {package['version']} ({package['licence']})")


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _pack(name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        (archive,) = Path(folder).glob("*.tgz")
        return archive.read_bytes()


def _members(data: bytes, files: list[dict[str, str]]) -> list[tuple[dict[str, str], bytes]]:
    with tempfile.TemporaryFile() as spool:
        spool.write(data)
        spool.seek(0)
        with tarfile.open(fileobj=spool) as archive:
            found = []
            for file in files:
                member = archive.extractfile(f"package/{file['from']}")
                if member is None:
                    raise SystemExit(f"{file['from']} is not a file of the package")
                found.append((file, member.read()))
            return found


def _settle(path: Path, wanted: str, got: str, *, record: bool, after: str = "") -> None:
    """Compare, or write ``got`` into the list in place of ``wanted``."""
    if wanted == got:
        return
    if not record:
        raise SystemExit(f"{path.name}: expected {wanted or 'nothing'}, got {got}. Nothing kept.")
    text = path.read_text()
    at = text.index(f'to = "{after}"') if after else 0
    key = "sha256" if after else "integrity"
    path.write_text(text[:at] + text[at:].replace(f'{key} = "{wanted}"', f'{key} = "{got}"', 1))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="compare only, no network")
    parser.add_argument("--record", action="store_true", help="write down what came")
    options = parser.parse_args()
    if not options.check:
        for path in LISTS:
            fetch(path, record=options.record)
    found = problems()
    print("\n".join(found) or "Vendored files are as listed.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
