# Finds a JDK and Maven, and builds Sitrep. Read by sitrep and verify, which set "base"
# (the project's folder) and "self" (their own name in messages).
# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034  # base and self come from the caller, jdk and maven go to it

say() { printf '%s: %s\n' "$self" "$*" >&2; }

# A JVM reads file names in the caller's character set, and cron calls with none: submissions with
# Cyrillic names would be unreadable.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *)
    LC_ALL=C.UTF-8
    export LC_ALL
    ;;
esac

# Major version of the JDK in folder $1, read from its release file so that no JVM has to start.
java_major() {
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null | head -n 1)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "${version:-0}"
}

# Every folder that may be a JDK, one a line, in the order of preference.
java_candidates() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  found=$(command -v java 2>/dev/null) && {
    found=$(readlink -f "$found" 2>/dev/null || printf '%s' "$found")
    dirname "$(dirname "$found")"
  }
  [ ! -x /usr/libexec/java_home ] || /usr/libexec/java_home -v 17+ 2>/dev/null
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/*; do
    [ ! -d "$candidate" ] || printf '%s\n' "$candidate"
  done
}

# Prints the first candidate that has bin/$1 and a version from $2 to $3; fails when there is none.
java_search() {
  java_candidates | {
    while IFS= read -r candidate; do
      [ -x "$candidate/bin/$1" ] || continue
      major=$(java_major "$candidate")
      if [ "$major" -ge "$2" ] && [ "$major" -le "$3" ]; then
        printf '%s\n' "$candidate"
        exit 0
      fi
    done
    exit 1
  }
}

# Sets jdk to a JDK (with program $1) that Sitrep can use: the long-term versions it is tested
# with first, then anything newer.
find_java() {
  jdk=$(java_search "$1" 17 21) || jdk=$(java_search "$1" 17 99) || jdk=
  [ -n "$jdk" ]
}

# Whether Maven in folder $1 is 3.8.6 or newer.
maven_fits() {
  version=$("$1/mvn" -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  [ -n "$version" ] || return 1
  printf '%s' "$version" | {
    IFS=. read -r major minor patch || :
    [ "$((${major:-0} * 1000000 + ${minor:-0} * 1000 + ${patch:-0}))" -ge 3008006 ]
  }
}

# Sets maven to the program. Asking its version needs the JDK in JAVA_HOME.
find_maven() {
  for folder in "${MAVEN_HOME:-/nonexistent}/bin" "${M2_HOME:-/nonexistent}/bin" \
    "$(dirname "$(command -v mvn 2>/dev/null || printf /nonexistent/mvn)")" \
    /usr/share/maven/bin /opt/*maven*/bin "${HOME:-/nonexistent}"/.sdkman/candidates/maven/*/bin; do
    if [ -x "$folder/mvn" ] && maven_fits "$folder"; then
      maven=$folder/mvn
      return 0
    fi
  done
  return 1
}

# Whether this is a system with apt on which we may install without asking; sets as_root to what
# goes before the command.
may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  as_root=
  [ "$(id -u)" = 0 ] || {
    as_root='sudo -n'
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null
  }
}

# Runs apt-get without questions, quiet unless it fails.
apt() {
  # shellcheck disable=SC2086  # as_root is empty or two words
  apt_says=$($as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null 2>&1) || {
    printf '%s\n' "$apt_says" | tail -n 5 >&2
    return 1
  }
}

# The JDK package of this distribution: 17 where it has it, else 21, else its default.
jdk_package() {
  for package in openjdk-17-jdk-headless openjdk-21-jdk-headless; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      echo "$package"
      return
    fi
  done
  echo default-jdk-headless
}

# Installs what is missing of jdk and maven. Charts need a font set-up, which the JDK leaves to the
# system.
install_build_tools() {
  apt update || return 1
  set --
  [ -n "$jdk" ] || set -- "$(jdk_package)" fontconfig
  [ -n "$maven" ] || set -- "$@" maven
  say "installing with apt: $*"
  apt install -y --no-install-recommends "$@"
}

# Sets jdk and maven, installing what is missing; ends with exit code 2 and advice when it cannot.
need_build_tools() {
  find_java javac || :
  [ -z "$jdk" ] || export JAVA_HOME="$jdk"
  find_maven || maven=
  if [ -z "$jdk" ] || [ -z "$maven" ]; then
    ! may_install || install_build_tools || :
  fi
  find_java javac || {
    say "needs a JDK 17 or newer and found none."
    say "  Debian, Ubuntu: sudo apt-get install openjdk-17-jdk-headless"
    say "  Fedora, RHEL:   sudo dnf install java-17-openjdk-devel"
    say "  macOS:          brew install openjdk@17"
    say "  or unpack any JDK 17 and set JAVA_HOME to its folder."
    exit 2
  }
  export JAVA_HOME="$jdk"
  find_maven || {
    say "needs Maven 3.8.6 or newer and found none."
    say "  Debian 12, Ubuntu 24.04 and later: sudo apt-get install maven"
    say "  Fedora, RHEL: sudo dnf install maven      macOS: brew install maven"
    say "  or unpack Apache Maven and put its bin folder on the PATH or its folder into MAVEN_HOME."
    exit 2
  }
}

# Takes the lock that keeps two builds of this folder apart, until unlock. Without the program
# flock two first starts at the same moment may both build; the later one wins.
lock_build() {
  mkdir -p "$base/target" || exit 4
  command -v flock >/dev/null 2>&1 || return 0
  exec 9>"$base/target/.build-lock"
  flock -n 9 || {
    say "waiting for another build of this folder"
    flock 9
  }
}

unlock_build() { exec 9>&-; }
