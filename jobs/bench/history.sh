#!/usr/bin/env bash
# CPU of one night after 10 nights of history and of the same night after 1,000. The nights before
# are written by the store itself from the rows of one that was run; the night that is measured is
# run by the launcher, on a fresh copy of each home, in turns. Prints seconds of CPU and the ratio.
#
#   jobs/bench/history.sh [nights [rounds]]     1000 nights, 5 rounds by default
set -euo pipefail
base=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
self=history.sh
nights=${1:-1000}
rounds=${2:-5}
# shellcheck source=jobs/tools.sh
. "$base/jobs/tools.sh"
need_build_tools
cd "$base"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%U %S'

lock_build
mkdir -p target/bench
"$maven" -q -B test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile=target/bench/test-classpath >&2
unlock_build

jobs/sitrep demo --home "$work/model" --until 2021-02-03 >/dev/null 2>&1
jobs/sitrep demo --home "$work/sent" --until 2021-02-04 --submissions-only >/dev/null 2>&1
(cd "$work/model/inbox" && find . -type f -print0) | (cd "$work/sent/inbox" && xargs -0 rm -f)

for count in 10 "$nights"; do
  say "writing $count nights"
  mkdir -p "$work/$count/tables"
  "$jdk/bin/java" @jobs/jvm.options -Xmx1500m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -cp "target/test-classes:target/classes:$(cat target/bench/test-classpath)" \
    org.sitrep.LongHistory conf/kazakhstan "$work/model" "$work/$count" "$count" 2021-02-04 \
    >"$work/$count.log" 2>&1 || {
    tail -n 20 "$work/$count.log" >&2
    exit 1
  }
  cp "$work/model/person.key" "$work/$count/"
  cp -a "$work/$count" "$work/$count.kept"
  printf '%d nights: %s of tables in %d files\n' "$count" \
    "$(du -sh "$work/$count/tables" | cut -f 1)" "$(find "$work/$count/tables" -type f | wc -l)"
done

cpu() { # seconds of CPU of the night after $1 nights; a home has to lie where it was made
  rm -rf "${work:?}/${1:?}"
  cp -a "$work/$1.kept" "$work/$1"
  { time jobs/sitrep nightly --date 2021-02-04 --inbox "$work/sent/inbox" --home "$work/$1" \
    >"$work/$1.log" 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
  [ -f "$work/$1/reports/2021-02-04/sitrep-national-2021-02-04-en.pdf" ] || {
    tail -n 20 "$work/$1.log" >&2
    return 1
  }
}

cpu 10 >/dev/null # archive of classes, disk cache
for round in $(seq "$rounds"); do
  few=$(cpu 10)
  many=$(cpu "$nights")
  printf '%s %s\n' "$few" "$many" >>"$work/rounds"
  awk -v r="$round" -v n="$nights" -v f="$few" -v m="$many" \
    'BEGIN { printf "round %d: after 10 nights %.1f s, after %d nights %.1f s of CPU, ratio %.2f\n", r, f, n, m, m / f }'
done
awk '{ print $2 / $1 }' "$work/rounds" | sort -n |
  awk '{ r[NR] = $1 } END { printf "median ratio %.2f\n", (r[int((NR + 1) / 2)] + r[int(NR / 2) + 1]) / 2 }'
