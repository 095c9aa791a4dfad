#!/bin/sh
# Damaged files: reads N files that were damaged on their way, by a program or on purpose, made from
# good ones. Each must be read or refused with one finding, in time and in 256 MB. Prints how many
# came to what; the first that fails ends the run with its seed.
#
#   jobs/bench/fuzz.sh N [SEED]
set -eu
base=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
self=fuzz.sh
[ $# -gt 0 ] || {
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
# shellcheck source=jobs/tools.sh
. "$base/jobs/tools.sh"
need_build_tools
cd "$base"

lock_build
mkdir -p target/bench
"$maven" -q -B test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile=target/bench/test-classpath >&2
unlock_build
exec "$jdk/bin/java" -Xmx256m -XX:+UseSerialGC \
  -cp "target/classes:target/test-classes:$(cat target/bench/test-classpath)" \
  org.sitrep.ingest.MutatedFilesTest "$@"
