#!/bin/sh
# Reminders to senders of late forms, from cron: the same lock, log and silence as nightly.sh.
#
#   remind.sh [arguments of "sitrep remind"]
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
SITREP_COMMAND=remind exec "$here/nightly.sh" "$@"
