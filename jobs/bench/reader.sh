#!/bin/sh
# Reading workbooks: our reader beside fastexcel-reader and POI's events, and beside unpacking alone.
# One workbook of 1,000,000 rows x 12 columns and 200 small ones, made here; every cell, typed, with
# its address. Prints CPU (garbage collection included, medians, readers in turns) with its ratio to
# unpacking, then the least heap in which the big one can be read.
#
#   jobs/bench/reader.sh [rounds]     5 rounds by default
set -eu
base=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
self=reader.sh
rounds=${1:-5}
# shellcheck source=jobs/tools.sh
. "$base/jobs/tools.sh"
need_build_tools
cd "$base"
bench=target/bench

lock_build
mkdir -p "$bench/classes"
"$maven" -q -B -Pbench test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$bench/classpath" >&2
path="$bench/classes:target/classes:target/test-classes:$(cat "$bench/classpath")"
"$jdk/bin/javac" -nowarn -d "$bench/classes" -cp "$path" src/bench/java/org/sitrep/ingest/*.java
unlock_build

run() {
  heap=$1
  shift
  "$jdk/bin/java" -XX:+UseSerialGC "-Xmx$heap" -cp "$path" org.sitrep.ingest.ReaderBench "$@"
}
run 1g generate "$bench/data"
run 1g compare "$bench/data" "$rounds"

for reader in inflate sitrep fastexcel-reader poi-sax; do
  least='more than 1 GB'
  for megabytes in 8 12 16 24 32 48 64 96 128 192 256 384 512 1024; do
    if run "${megabytes}m" read "$reader" "$bench/data/big.xlsx" >/dev/null 2>&1; then
      least="$megabytes MB"
      break
    fi
  done
  printf 'least heap       %-18s %s\n' "$reader" "$least"
done
