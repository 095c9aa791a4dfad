#!/usr/bin/env bash
# CPU of one small night, as the launcher runs it against a JVM and a Spark session left as they come.
# Both run the same night on copies of the same home, in turns; prints seconds of CPU and the ratio.
#
#   jobs/bench/start-up.sh [rounds]     3 rounds by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
project=$PWD
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%U %S'

jobs/sitrep demo --home "$work/before" --until 2021-02-14 >/dev/null 2>&1
jobs/sitrep demo --home "$work/inbox" --until 2021-02-15 --submissions-only >/dev/null 2>&1

night() { nightly "$1" --date 2021-02-15 --inbox "$work/inbox/inbox" --home "$work/home"; }
nightly() {
  local way=$1
  shift
  case $way in
    lean) jobs/sitrep nightly "$@" >/dev/null 2>&1 ;;
    default)
      java @jobs/jvm.options "-Dsitrep.project=$project" -Xshare:auto \
        -Dspark.ui.enabled=true -Dspark.sql.shuffle.partitions=200 -Dspark.default.parallelism="$(nproc)" \
        -Dspark.sql.codegen.wholeStage=true -Dspark.sql.codegen.factoryMode=FALLBACK \
        -Dspark.sql.adaptive.enabled=true \
        -cp "target/sitrep.jar:target/lib/*" org.sitrep.Sitrep nightly "$@" >/dev/null 2>&1
      ;;
  esac
}
cpu() { # seconds of CPU of one run on a fresh copy of the home
  rm -rf "${work:?}/home"
  cp -a "$work/before" "$work/home"
  { time night "$1"; } 2>&1 | awk '{ print $1 + $2 }'
}

for way in lean default; do cpu "$way" >/dev/null; done # archive and disk cache
for round in $(seq "$rounds"); do
  lean=$(cpu lean)
  default=$(cpu default)
  awk -v r="$round" -v l="$lean" -v d="$default" \
    'BEGIN { printf "round %d: lean %.1f s, default %.1f s of CPU, ratio %.2f\n", r, l, d, l / d }'
done
