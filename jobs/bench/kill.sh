#!/bin/sh
# Killed nights: kills N nights at random moments and runs each again. Readers must never see half of
# one, and in the end the home must be the same as after an undisturbed night, down to every letter.
# A run is stopped and its home copied at up to 20 moments, which is what a kill then would leave, and
# killed in the end. Prints where each kill fell and whatever differed.
#
#   jobs/bench/kill.sh N [SEED [WAY,WAY…]]    ways: NIGHT STAGE SMTP HELD FIRST_NIGHT, all by default
set -eu
base=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
self=kill.sh
[ $# -gt 0 ] || {
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
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
exec "$jdk/bin/java" @jobs/jvm.options -Xmx1g -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr \
  "-Dsitrep.kills=${SITREP_KILLS:-${TMPDIR:-/tmp}}" \
  -cp "target/classes:target/test-classes:$(cat target/bench/test-classpath)" \
  org.sitrep.KilledNightTest "$@"
