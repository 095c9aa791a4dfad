#!/bin/sh
# One night from cron: takes the lock of the home, writes a log, and stays silent unless somebody
# has to do something. What it prints, cron mails to MAILTO.
#
#   nightly.sh [arguments of "sitrep nightly"]
#
#   SITREP_HOME        the home, default sitrep-home beside this project
#   SITREP             the launcher, default jobs/sitrep of this project
#   SITREP_LOG_DAYS    logs older than this many days are deleted, default 90
#   SITREP_COMMAND     nightly, the default, or remind (remind.sh)
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
base=$(dirname "$(dirname "$here")")
home=${SITREP_HOME:-$base/sitrep-home}
sitrep=${SITREP:-$base/jobs/sitrep}

command=${SITREP_COMMAND:-nightly}
case $command in
  remind) run="reminding senders" ;;
  *) run="the night" ;;
esac

mkdir -p "$home/logs" || exit 4
log=$home/logs/$command-$(date -u +%Y%m%dT%H%M%SZ).log

# The lock ends with this process, however it ends. Two nights at once would be two writers.
exec 9>"$home/logs/nightly.lock"
if ! flock -n 9; then
  echo "Sitrep: another night is still running in $home; nothing was started."
  exit 3
fi

code=0
"$sitrep" "$command" --home "$home" "$@" >"$log" 2>&1 </dev/null 9>&- || code=$?
find "$home/logs" -name "$command-*.log" -mtime "+${SITREP_LOG_DAYS:-90}" -exec rm -f {} +

case $code in
  0) exit 0 ;;
  2) what="the configuration or the command is wrong; nothing was sent" ;;
  3) what="the night is held or not ready: look with sitrep status, then sitrep release it, or put the data or the configuration right and run the night again" ;;
  *) what="$run failed; after mending the cause, run this again: what is done is not done twice" ;;
esac
echo "Sitrep: $what."
echo "Exit code $code, home $home, log $log. The end of the log:"
echo
tail -n 40 "$log"
exit "$code"
