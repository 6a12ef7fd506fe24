# shellcheck shell=sh disable=SC2015,SC2154
# Builds what changed, with Maven. Read by ../jacquard, which sets `root`, `jdk` and `cache`.

oldest_maven=30603

# Sets `maven` to the machine's Maven, or to the wrapper, which downloads one, where it is missing
# or too old; `maven_home` to where its repository lies, which is not the user's if that is denied.
find_maven() {
  maven=$root/mvnw
  version=$(JAVA_HOME=$jdk mvn -v 2>/dev/null </dev/null |
    sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/p')
  # shellcheck disable=SC2086 # three words
  set -- ${version:-0 0 0}
  if [ $(($1 * 10000 + $2 * 100 + $3)) -ge "$oldest_maven" ]; then maven=mvn; fi
  maven_home=$HOME
  mkdir -p "$HOME/.m2" 2>/dev/null && [ -w "$HOME/.m2" ] || maven_home=$cache
}

# A JVM takes the home of the password file, and not HOME, for the user's.
run_maven() {
  [ -n "${maven:-}" ] || find_maven
  case $maven_home in
    *' '*) ;;
    *) MAVEN_OPTS="-Duser.home=$maven_home ${MAVEN_OPTS:-}" ;;
  esac
  JAVA_HOME=$jdk MAVEN_USER_HOME=$maven_home/.m2 MAVEN_OPTS=${MAVEN_OPTS:-} \
    "$maven" -B -ntp -f "$root/pom.xml" "$@" 9>&-
}

# Sets `home`, where the launcher keeps what it starts of module $1.
# An app is a directory home/app.N of jars that no later build touches, home/current names it.
select_app() {
  module=$1
  home=$root/$module/target/launcher
}

# Is there an app younger than every source?
is_fresh() {
  [ -f "$home/stamp" ] && [ -f "$home/current" ] || return 1
  [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$home/stamp" \
    -print -quit 2>/dev/null)" ]
}

# Maven without the network first: it needs none once the libraries are there.
package() {
  log=$home/build.log
  set -- -q -pl "$module" -am -Dmaven.test.skip=true package
  run_maven -o "$@" >"$log" 2>&1 && return
  if grep -q -e 'offline' "$log"; then
    say 'downloading libraries'
    run_maven "$@" >"$log" 2>&1 && return
  fi
  grep -v '^WARNING: ' "$log" >&2
  die 'the build failed'
}

# Copies the jars to where every user can read them: our own ones to a new directory, so that
# running programs keep theirs, and libraries once.
publish_app() {
  number=0
  if [ -f "$home/current" ]; then read -r number <"$home/current"; fi
  number=$((number + 1))
  app=$home/app.$number
  rm -rf "$app" && mkdir -p "$app" "$home/lib" || die "cannot write to $home"
  names=''
  jars=$(ls "$root/$module/target/jacquard-$module"-*.jar)
  jars=$jars:$(cat "$root/$module/target/class-path")
  IFS=:
  for jar in $jars; do
    copy_jar || die "cannot copy $jar to $home"
  done
  unset IFS
  printf '%s\n' "${names#:}" >"$app/class-path" && mv "$home/stamp.new" "$home/stamp" &&
    printf '%s\n' "$number" >"$home/current" || die "cannot write to $home"
  rm -rf "$home/app.$((number - 3))"
}

# Copies $jar and adds where it now lies, seen from $home, to $names.
copy_jar() {
  name=${jar##*/}
  case $jar in
    "$root"/*/target/*)
      names=$names:app.$number/$name
      cp "$jar" "$app/"
      ;;
    *)
      names=$names:lib/$name
      [ -e "$home/lib/$name" ] ||
        { cp "$jar" "$home/lib.new" && mv "$home/lib.new" "$home/lib/$name"; }
      ;;
  esac
}

build_app() {
  is_fresh && return
  mkdir -p "$home" "$root/cli/target" 2>/dev/null && [ -w "$home" ] ||
    die "Jacquard must be built, and $root is not yours to write to." \
      "Let its owner run $root/jacquard ops, or clone it to a folder of yours."
  has_space "$home" 150 || die "building takes 150 MB, and the disk of $root has less"
  lock "$root/cli/target/build.lock" 'another build of this checkout'
  is_fresh || {
    say 'building'
    umask 022
    touch "$home/stamp.new" || die "cannot write to $home"
    package
    publish_app
  }
  unlock
}

# jacquard test [--all] [Maven's options]: every module's tests; --all adds the slow ones.
# Of Maven's talk only warnings, errors and what the tests say are shown.
run_tests() {
  slow='--all runs the slow ones too'
  if [ "${1:-}" = --all ]; then
    shift
    set -- -Pall "$@"
    slow=''
  fi
  log_level=-Dorg.slf4j.simpleLogger
  MAVEN_OPTS="$log_level.defaultLogLevel=warn ${MAVEN_OPTS:-}"
  MAVEN_OPTS="$log_level.log.org.apache.maven.plugin.surefire=info $MAVEN_OPTS"
  mkdir -p "$root/cli/target" 2>/dev/null && [ -w "$root/cli/target" ] ||
    die "testing writes to $root, which is not yours to write to"
  lock "$root/cli/target/build.lock" 'another build of this checkout'
  touch "$root/cli/target/tests.stamp"
  run_maven --fail-at-end "$@" verify
  code=$?
  tell_skipped
  return $code
}

# What was skipped since tests.stamp, and why, from surefire's reports.
tell_skipped() {
  total=0
  for number in $(read_reports -n 's/^<testsuite .* tests="\([0-9]*\)".*/\1/p'); do
    total=$((total + number))
  done
  [ "$total" -gt 0 ] || return
  skipped=$(read_reports -n -e 's/.*<skipped[^>]*message="\([^"]*\)".*/skipped: \1/' \
    -e 's/.*<skipped[^>]*><!\[CDATA\[[A-Za-z0-9.]*: \(.*\)/skipped: \1/' \
    -e 's/.*<skipped.*/skipped: no reason given/' -e 's/^skipped: \(Assumption failed: \)*//' \
    -e 't tell' -e d -e ': tell' -e 's/&quot;/"/g' -e "s/&apos;/'/g" -e 's/&lt;/</g' \
    -e 's/&gt;/>/g' -e 's/&amp;/\&/g' -e p | sort | uniq -c)
  say "$total tests; skipped here, and why:"
  printf '%s\n' "${skipped:-      none}" >&2
  [ -z "$slow" ] || say "$slow"
}

# Applies the words of a sed command to the reports since tests.stamp.
read_reports() {
  find "$root"/*/target/surefire-reports -name 'TEST-*.xml' -newer "$root/cli/target/tests.stamp" \
    -exec sed "$@" {} + 2>/dev/null
}
