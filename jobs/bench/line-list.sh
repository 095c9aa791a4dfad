#!/usr/bin/env bash
# CPU of a line list, a row a person, beside DuckDB with the same main rules. Makes a list with
# planted faults of every kind at known rates, lets ingest and normalise take it at -Xmx2g, and ends
# with an error unless every row is accounted for and every planted fault was found, by both. Prints
# seconds of CPU (compiling and garbage collection included) and the ratio. Fetches DuckDB with pip
# into a temporary folder; needs about 3 GB there.
#
#   jobs/bench/line-list.sh [rows]     2,000,000 rows by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rows=${1:-2000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check 'duckdb==2.0.0'
list() { "$work/venv/bin/python" jobs/bench/line_list.py "$@"; }

mkdir "$work/inbox" "$work/peer"
list generate "$rows" "$work/inbox/list.csv" "$work/planted.json"
# People as old as only those are who never lived.
cp -r conf/kazakhstan "$work/conf"
sed 's/oldest: 120/oldest: 250/' conf/kazakhstan/persons.yml >"$work/conf/persons.yml"
# Builds, and writes the class-data archive that every night but the first has.
jobs/sitrep demo --home "$work/demo" --until 2021-02-14 >/dev/null 2>&1

night() {
  SITREP_JAVA_OPTS=-Xmx2g jobs/sitrep nightly --date 2021-06-30 --home "$work/home" --conf "$work/conf" \
    --inbox "$work/inbox" --received-at 2021-07-01T00:00:00Z --to normalise
}
peer() { list peer "$work/inbox/list.csv" "$work/conf" "$work/peer" "$work/planted.json"; }
cpu() { # seconds of CPU of a command; what it says goes to a file
  local TIMEFORMAT='%U %S'
  { time "$1" >"$work/$1.log" 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}

ours=$(cpu night) || {
  tail -n 20 "$work/night.log" >&2
  exit 1
}
list check "$rows" "$work/planted.json" "$work/home"
theirs=$(cpu peer) || {
  tail -n 20 "$work/peer.log" >&2
  exit 1
}
cat "$work/peer.log"
awk -v n="$rows" -v o="$ours" -v t="$theirs" \
  'BEGIN { printf "%d rows: Sitrep %.1f s, DuckDB %.1f s of CPU, ratio %.1f\n", n, o, t, o / t }'
