"""Commands that keep an installation: ``backup``, ``restore``, ``verify``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minhbach_web import commands, engine

if TYPE_CHECKING:
    from minhbach_web.operations.models import RestoreProof
    from minhbach_web.operations.services.restoring import Report


def backup(argv: list[str]) -> int:
    """Write a backup while the site is in use; ``--prove``: restore it elsewhere at once."""
    parser = argparse.ArgumentParser(prog="minhbach backup")
    parser.add_argument("--into", type=Path, help="thư mục giữ bản sao lưu / folder of backups")
    parser.add_argument("--prove", action="store_true", help="phục hồi thử ngay / prove it")
    parser.add_argument("--key", type=Path, help="khóa để mở bản đã mã hóa / key that opens it")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="tạo khóa mới / make a key")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    if options.new_key:
        return _new_key(options)
    commands.configure(_var(), commands.HOST)
    from minhbach_web.operations.services import proofs  # noqa: PLC0415  # after the setup
    from minhbach_web.operations.services.archive import BadBackup  # noqa: PLC0415  # after the setup

    try:
        made = proofs.back_up(into=options.into)
        path = (options.into or proofs.folder()) / made.name
        proof = proofs.prove(path, key=options.key) if options.prove else None
    except BadBackup as error:
        return commands.fail(error.code, options.lang, **error.params)
    except OSError as error:
        return commands.fail("backup-no-room", options.lang, why=error.strerror or str(error))
    if options.json:
        print(json.dumps(_made(made, path, proof), ensure_ascii=False))
    else:
        code = "backup-made-sealed" if made.sealed else "backup-made"
        size = _size(made.size, options.lang)
        commands.say(code, options.lang, file=path, rows=made.rows, n=made.files, size=size)
        if proof is not None:
            _tell_proof(proof.report, options.lang)
    return 0 if proof is None or proof.holds else 1


def restore(argv: list[str]) -> int:
    """Restore a backup into an empty place and check it; the report says what was found."""
    parser = argparse.ArgumentParser(prog="minhbach restore")
    parser.add_argument("backup", type=Path)
    parser.add_argument("--into", type=Path, help="thư mục trống / an empty folder")
    parser.add_argument("--key", type=Path, help="khóa mở bản đã mã hóa / key that opens it")
    parser.add_argument("--prove", action="store_true", help="chỉ phục hồi thử / only try it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    if options.prove:
        return _prove(options)
    target = (options.into or _var()).resolve()
    if not options.backup.is_file():
        return _refuse_code("backup-absent", options, file=options.backup.name)
    if target.exists() and any(target.iterdir()):
        return _refuse_code("restore-not-empty", options)
    there = target.exists()
    commands.configure(target, commands.HOST)
    from minhbach_web.operations.services import restoring  # noqa: PLC0415  # after the setup
    from minhbach_web.operations.services.archive import BadBackup  # noqa: PLC0415  # after the setup

    try:
        report = restoring.restore(options.backup, key=options.key)
    except BadBackup as error:
        _leave_empty(target, there)
        return _refuse_code(error.code, options, **error.params)
    except OSError as error:
        _leave_empty(target, there)
        return commands.fail("restore-no-room", options.lang, why=error.strerror or str(error))
    _keep(target / "restore-report.json", report)
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        commands.say("restore-done", options.lang, folder=target, made=report.made)
        _tell_proof(report.as_json(), options.lang)
    return 0 if report.holds else 1


def verify(argv: list[str]) -> int:
    """Prove that nothing was changed: the audit chain, files, submissions, totals, a backup."""
    parser = argparse.ArgumentParser(prog="minhbach verify")
    parser.add_argument("--backup", type=Path, help="kiểm tra một bản sao lưu / check a backup")
    parser.add_argument("--key", type=Path, help="khóa mở bản đã mã hóa / key that opens it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(argv)
    commands.configure(_var(), commands.HOST)
    if options.backup:
        return _verify_backup(options)
    from dataclasses import asdict  # noqa: PLC0415  # after the setup

    from django.db import connection  # noqa: PLC0415  # after the setup
    from django.utils import translation  # noqa: PLC0415  # after the setup

    from minhbach_web.core import proving  # noqa: PLC0415  # after the setup
    from minhbach_web.operations.services.schema import applied  # noqa: PLC0415  # after the setup

    if not applied(connection):
        return commands.fail("backup-nothing", options.lang)
    with translation.override(options.lang):
        found = list(proving.prove())
    report = {"proofs": [asdict(proof) for proof in found], "holds": all(p.holds for p in found)}
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        _tell_proof(report, options.lang)
    return 0 if report["holds"] else 1


def _verify_backup(options: argparse.Namespace) -> int:
    from minhbach_web.operations.services import restoring  # noqa: PLC0415  # after the setup
    from minhbach_web.operations.services.archive import BadBackup  # noqa: PLC0415  # after the setup

    try:
        wrong = restoring.check_file(options.backup, key=options.key)
    except BadBackup as error:
        if error.code in ("backup-changed", "backup-broken", "backup-part"):
            commands.fail(error.code, options.lang, **error.params)
            return 1
        return commands.fail(error.code, options.lang, **error.params)
    if wrong:
        commands.fail("backup-part", options.lang, part=", ".join(wrong[:5]))
        return 1
    commands.say("backup-whole", options.lang, file=options.backup)
    return 0


def _prove(options: argparse.Namespace) -> int:
    """Restore elsewhere; the installation at hand remembers what was found."""
    commands.configure(_var(), commands.HOST)
    from minhbach_web.operations.services import proofs  # noqa: PLC0415  # after the setup
    from minhbach_web.operations.services.archive import BadBackup  # noqa: PLC0415  # after the setup

    try:
        proof = proofs.prove(options.backup, key=options.key)
    except BadBackup as error:
        return _refuse_code(error.code, options, **error.params)
    if options.json:
        print(json.dumps(proof.report, ensure_ascii=False))
    else:
        _tell_proof(proof.report, options.lang)
    return 0 if proof.holds else 1


def _leave_empty(target: Path, there: bool) -> None:
    """The place as it was found: empty, or not there at all."""
    from django.db import connections  # noqa: PLC0415  # after the setup

    connections.close_all()
    for path in target.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not there:
        target.rmdir()


def _refuse_code(code: str, options: argparse.Namespace, **params: object) -> int:
    if options.json:
        said = {"code": code, "params": {k: str(v) for k, v in params.items()}}
        print(json.dumps({"error": said}, ensure_ascii=False))
        return 2
    return commands.fail(code, options.lang, **params)


def _new_key(options: argparse.Namespace) -> int:
    from minhbach_web.operations.services import archive  # noqa: PLC0415  # after the setup

    try:
        public = archive.new_key(options.new_key)
    except FileExistsError:
        return commands.fail("backup-key-there", options.lang, file=options.new_key)
    commands.say("backup-key-made", options.lang, file=options.new_key, public=public)
    return 0


def _tell_proof(report: dict[str, Any], lang: str) -> None:
    """Line by line what was looked at; then whether all of it holds."""
    for name in report.get("different", ()):
        commands.say("proof-different", lang, name=name)
    for proof in report["proofs"]:
        commands.say("proof-line", lang, label=proof["label"], n=proof["checked"])
        for wrong in proof["wrong"]:
            print("  " + engine.message(wrong["code"], lang, place=wrong["place"]))
        if proof["more"]:
            commands.say("proof-more", lang, n=proof["more"])
    commands.say("proof-holds" if report["holds"] else "proof-broken", lang)


def _made(made: Any, path: Path, proof: RestoreProof | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "sha256": made.sha256,
        "size": made.size,
        "rows": made.rows,
        "files": made.files,
        "sealed": made.sealed,
        "proof": proof.report if proof else None,
    }


def _keep(path: Path, report: Report) -> None:
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _size(size: int, lang: str) -> str:
    text = f"{size / 2**20:.1f} MB"
    return text if lang == "en" else text.replace(".", ",")


def _var() -> Path:
    return Path(os.environ.get("MINHBACH_VAR") or "var").resolve()
