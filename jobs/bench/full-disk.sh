#!/bin/sh
# Full disks: runs N nights on a disk of its own that has room for a random part of what a night
# writes. Each must end with one sentence that names the folder and says what of the night is
# published; with room again it must end as if the disk had never been full. Needs the right to mount.
#
#   jobs/bench/full-disk.sh N [SEED]
set -eu
base=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
[ $# -gt 0 ] || {
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
disk=$(mktemp -d)
mount -t tmpfs -o size=256m sitrep-full-disk "$disk"
trap 'umount "$disk" && rmdir "$disk"' EXIT
SITREP_KILLS=$disk "$base/jobs/bench/kill.sh" "$1" "${2:-1}" FULL_DISK
