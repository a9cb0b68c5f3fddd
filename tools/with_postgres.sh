#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a throw-away PostgreSQL cluster on this machine.
# An existing DATABASE_URL is used as it is. PG_DURABLE=on: every commit reaches the disk, as in an
# office; without it (the default, for tests) a power cut would lose it, and it is quicker.
set -euo pipefail
if [ -n "${DATABASE_URL:-}" ]; then exec "$@"; fi

bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then
  echo "PostgreSQL is not installed: install it (apt-get install postgresql) or set DATABASE_URL." >&2
  exit 1
fi
durable=${PG_DURABLE:-off}
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
as() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  # The server refuses to run as root.
  chown postgres "$folder"
  as() { runuser -u postgres -- "$@"; }
fi
stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd_back=$PWD
cd /
as "$bin/initdb" -D "$folder/data" -U minhbach --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=$durable -c full_page_writes=$durable -c max_connections=100" start >/dev/null
cd "$cd_back"
"$bin/createdb" -h 127.0.0.1 -p "$port" -U minhbach minhbach
export DATABASE_URL="postgres://minhbach@127.0.0.1:$port/minhbach"
"$@"
