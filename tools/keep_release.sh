#!/usr/bin/env bash
# Keeps what an office on a released version has, for the test of the way up from it:
#
#     bash tools/keep_release.sh 0.1.0 COMMIT
#
# The demonstration is built by the program of that commit, on SQLite, carried over to PostgreSQL by
# its own backup and restore, and both databases are written down as SQL beside the stored files.
set -euo pipefail
name=$1 commit=$2
here=$(cd "$(dirname "$0")/.." && pwd)
target=$here/tests/web/robust/releases/$name
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/old" "$target"
git -C "$here" archive "$commit" src examples | tar -x -C "$work/old"
export PYTHONPATH=$work/old/src PYTHON=$here/.venv/bin/python
cd "$work/old"
command() { "$PYTHON" -c "import sys; from minhbach_web import $1; sys.exit($1.$2(sys.argv[1:]))" "${@:3}"; }
export -f command

export MINHBACH_VAR=$work/var
command commands demo --out "$work/out"
command care backup --into "$work/backups"
backup=$(ls "$work"/backups/*.tar)
"$PYTHON" - "$work/var" "$target" <<'PY'
import gzip, io, lzma, sqlite3, sys, tarfile
from pathlib import Path
var, target = Path(sys.argv[1]), Path(sys.argv[2])
lines = "\n".join(sqlite3.connect(var / "minhbach.sqlite3").iterdump()) + "\n"
(target / "sqlite.sql.xz").write_bytes(lzma.compress(lines.encode(), preset=9))
with tarfile.open(target / "files.tar.xz", "w:xz", preset=9) as tar:
    for path in sorted((var / "files").rglob("*")):
        tar.add(path, path.relative_to(var), recursive=False)
PY
export backup work target
MINHBACH_VAR=$work/pg bash "$here/tools/with_postgres.sh" bash -c '
  command care restore "$backup" --into "$work/pg"
  pg_dump --inserts --rows-per-insert=200 --no-owner --no-privileges "${DATABASE_URL/postgres:/postgresql:}" \
    | grep -v "^\\\\\(un\)\?restrict" | xz -9 > "$target/postgresql.sql.xz"'
ls -l "$target"
