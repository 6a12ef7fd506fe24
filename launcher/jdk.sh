# shellcheck shell=sh disable=SC2015,SC2034,SC2154
# The JDK that builds and runs Jacquard: one that is there, else apt's, else an archive unpacked
# into the user's cache. Read by ../jacquard, which sets `cache` and defines say, die and lock.

oldest_jdk=25
temurin=https://github.com/adoptium/temurin25-binaries/releases/download/jdk-25.0.4.1%2B1
apt_jdk=openjdk-25-jdk-headless

# Sets `major` and `runtime`, such as 25 and 25.0.1+8-LTS, to the version of the JDK in
# directory $1: 0 if it holds none.
read_major() {
  major=0
  runtime=unknown
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    value=${value#\"}
    case $key in
      JAVA_VERSION) major=${value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION) runtime=${value%\"} ;;
    esac
  done <"$1/release"
  major=${major:-0}
}

# Sets `jdk`: JAVA_HOME if it fits, else the JDK on the PATH, else the newest one installed.
# Fails if there is none.
look_for_jdk() {
  jdk=''
  on_path=$(command -v javac) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path"; do
    read_major "$candidate"
    [ "$major" -lt "$oldest_jdk" ] || {
      jdk=$candidate
      return
    }
  done
  newest=$((oldest_jdk - 1))
  for candidate in "$jvms"/* "$opt"/* "$HOME/.sdkman/candidates/java"/* "$HOME/.jdks"/* \
    "$cache/jdk"/*; do
    read_major "$candidate"
    [ "$major" -le "$newest" ] || {
      newest=$major
      jdk=$candidate
    }
  done
  [ -n "$jdk" ]
}

find_jdk() {
  look_for_jdk || {
    [ -z "${JACQUARD_NO_INSTALL:-}" ] && install_jdk && look_for_jdk
  } && return
  select_archive
  die "no JDK $oldest_jdk or newer in JAVA_HOME, on the PATH, in $jvms, $opt," \
    "$HOME/.sdkman/candidates/java or $HOME/.jdks." \
    "Install one with: sudo apt-get install $apt_jdk" \
    "or with: mkdir -p ~/.jdks && curl -fL $archive | tar -xz -C ~/.jdks"
}

install_jdk() {
  if [ -z "${JACQUARD_JDK_URL:-}" ] && can_use_apt && offers "$apt_jdk"; then
    say "no JDK $oldest_jdk or newer found: installing $apt_jdk with apt"
    if apt_install "$apt_jdk"; then return; fi
  fi
  select_archive && unpack_jdk
}

# Sets `archive` to the address of a JDK for this machine, `sum` to its SHA-256.
select_archive() {
  archive=${JACQUARD_JDK_URL:-}
  sum=${JACQUARD_JDK_SHA256:-}
  [ -z "$archive" ] || return 0
  case $(uname -m) in
    x86_64)
      archive=x64
      sum=dbb698396d478e7fa2b1e50f4103324b2a99b90569ee27c33f2261f9215cf41e
      ;;
    aarch64)
      archive=aarch64
      sum=69df11a02cfa3ef7d7ca645e03edce6778ec090e100f6ae2b42097865730ac52
      ;;
    *)
      archive='https://adoptium.net'
      return 1
      ;;
  esac
  archive=$temurin/OpenJDK25U-jdk_${archive}_linux_hotspot_25.0.4.1_1.tar.gz
}

# Downloads address $1 to file $2.
fetch() {
  case $1 in
    file://*) cp "${1#file://}" "$2" ;;
    *)
      if command -v curl >/dev/null; then
        curl -fsSL --retry 2 --connect-timeout 20 -o "$2" "$1"
      elif command -v wget >/dev/null; then
        wget -q -T 20 -O "$2" "$1"
      else
        say 'neither curl nor wget is there to download with'
        return 1
      fi
      ;;
  esac
}

# Unpacks the archive to cache/jdk/SUM, whole or not at all.
unpack_jdk() {
  [ -n "$sum" ] || die "JACQUARD_JDK_URL needs the archive's SHA-256 in JACQUARD_JDK_SHA256"
  mkdir -p "$cache/jdk"
  lock "$cache/jdk.lock" 'another download of a JDK'
  new=$cache/jdk.new
  if [ ! -d "$cache/jdk/$sum" ]; then
    has_space "$cache/jdk" 600 || die "a JDK takes 600 MB, and the disk of $cache has less"
    say "no JDK $oldest_jdk or newer found: downloading $archive to $cache/jdk"
    rm -rf "$new" && mkdir "$new" && fetch "$archive" "$new.tar.gz" && check_sum "$new.tar.gz" &&
      tar -xzf "$new.tar.gz" -C "$new" --strip-components=1 && check_jdk "$new" &&
      mv "$new" "$cache/jdk/$sum" || say 'that failed'
    rm -rf "$new" "$new.tar.gz"
  fi
  unlock
  [ -d "$cache/jdk/$sum" ]
}

check_sum() {
  found=$(sha256sum "$1")
  [ "${found%% *}" = "$sum" ] || {
    say "the SHA-256 of that archive is ${found%% *} instead of $sum"
    return 1
  }
}

check_jdk() {
  read_major "$1"
  [ "$major" -ge "$oldest_jdk" ] && "$1/bin/java" -version >/dev/null 2>&1 || {
    say "that archive holds no JDK $oldest_jdk or newer that runs here"
    return 1
  }
}
