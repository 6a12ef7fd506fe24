#!/bin/sh
# Starts Jacquard from the folder that this script lies in, with the Java beside it.
# What the script itself says goes to stderr. README says what it keeps where.
#
#   JACQUARD_NO_AOT=1   start without the JVM's ahead-of-time cache, and make none
#   JACQUARD_LIBS=DIRS  where OpenCL drivers lie beside the usual folders, separated by colons
#   JACQUARD_ICDS=DIR   where OpenCL drivers are registered (/etc/OpenCL/vendors)
# shellcheck disable=SC2015 # where A && B || C stands, C is what to do if either fails
set -u

java_libc=@JAVA_LIBC@
loader_libc=@LOADER_LIBC@
here=$(dirname "$(readlink -f "$0")")

say() { printf 'jacquard: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# ---- the machine --------------------------------------------------------------------------------

# Sets `libc` to glibc's version; to nothing where no tool tells it.
read_libc() {
  said=$(getconf GNU_LIBC_VERSION 2>/dev/null) || said=$(ldd --version 2>&1 | head -n 1)
  case $said in
    *musl*) die "this machine's C library is musl; the Java in this bundle needs glibc" \
      "$java_libc or newer." ;;
    *[0-9].[0-9]*) libc=${said##* } ;;
    *) libc='' ;;
  esac
}

# Is glibc $1 older than $2? Both are 2.N.
is_older() {
  minor=${1#*.}
  [ "${minor%%[!0-9]*}" -lt "${2#*.}" ]
}

check_machine() {
  kind="$(uname -s) $(uname -m)"
  [ "$kind" = 'Linux x86_64' ] || die "this bundle is for Linux x86_64; this is $kind."
  read_libc
  if [ -n "$libc" ] && is_older "$libc" "$java_libc"; then
    die "this machine's C library is glibc $libc; the Java in this bundle needs $java_libc or newer."
  fi
}

# ---- folders ------------------------------------------------------------------------------------

# Sets `out` to where all results go, and what looks for a place to write to folders in it.
find_out() {
  out=${out:-jacquard-out}
  mkdir -p "$out" 2>/dev/null && out=$(cd "$out" && pwd) &&
    mkdir -p "$out/cache" "$out/data" "$out/results" "$out/kernels" "$out/tmp" 2>/dev/null &&
    { printf '#!/bin/sh\n' >"$out/tmp/probe"; } 2>/dev/null && chmod 700 "$out/tmp/probe" ||
    die "cannot write to $out: name another folder with --out DIR."
  [ -x "$out/tmp/probe" ] || die "$out is mounted noexec, and native libraries are unpacked" \
    "there: name another folder with --out DIR."
  XDG_CACHE_HOME=$out/cache XDG_DATA_HOME=$out/data CUDA_CACHE_PATH=$out/cache/cuda
  POCL_CACHE_DIR=$out/cache/pocl
  mkdir -p "$POCL_CACHE_DIR"
  export XDG_CACHE_HOME XDG_DATA_HOME CUDA_CACHE_PATH POCL_CACHE_DIR
  unset JACQUARD_CACHE
}

# ---- OpenCL -------------------------------------------------------------------------------------

# Sets `found` to where library $1 is: where the dynamic linker looks, or in a usual folder.
find_library() {
  found=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null |
    sed -n "s,^[[:space:]]*$1 (.*x86-64.* => \\(.*\\),\\1,p" | head -n 1)
  [ -z "$found" ] || return 0
  IFS=:
  for folder in ${JACQUARD_LIBS:-} ${LD_LIBRARY_PATH:-} /usr/local/nvidia/lib64 /usr/lib64 \
    /usr/lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu/nvidia/current /usr/local/nvidia/lib \
    /usr/lib/wsl/lib /usr/local/lib /usr/lib /lib/x86_64-linux-gnu; do
    if [ -e "$folder/$1" ]; then
      found=$folder/$1
      break
    fi
  done
  unset IFS
  [ -n "$found" ]
}

# Adds folder $1 to where the dynamic linker looks.
add_libraries() { LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$1; }

# Registers driver $2 of vendor $1 if it is there and no .icd file names it.
register() {
  for icd in "$vendors"/*.icd; do
    if [ -r "$icd" ] && grep -q "$2" "$icd"; then return; fi
  done
  find_library "$2" || return 0
  printf '%s\n' "$found" >"$vendors/$1.icd"
  add_libraries "${found%/*}"
}

# PoCL links kernels with ld, and takes the whole process down where there is none.
leave_out_pocl() {
  command -v ld >/dev/null && return
  for icd in "$vendors"/*.icd; do
    if [ -r "$icd" ] && grep -q libpocl "$icd"; then
      rm "$icd"
      say 'PoCL is left out: it needs ld, which is in the package binutils.'
    fi
  done
}

# The loader reads a folder of ours: the drivers that are registered here, and those that are not.
find_opencl() {
  if [ -z "$libc" ] || ! is_older "$libc" "$loader_libc"; then
    LD_LIBRARY_PATH=$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  elif ! find_library libOpenCL.so.1; then
    say "no OpenCL: the loader in this bundle needs glibc $loader_libc, this machine has $libc," \
      "and no libOpenCL.so.1 of its own."
  fi
  find_library libstdc++.so.6 || add_libraries "$here/lib/fallback"
  if [ -z "${OCL_ICD_VENDORS:-}${OCL_ICD_FILENAMES:-}" ]; then
    vendors=$out/vendors
    rm -rf "$vendors"
    mkdir "$vendors"
    cp "${JACQUARD_ICDS:-/etc/OpenCL/vendors}"/*.icd "$vendors" 2>/dev/null
    register nvidia libnvidia-opencl.so.1
    register pocl libpocl.so.2
    leave_out_pocl
    export OCL_ICD_VENDORS="$vendors"
  fi
  export LD_LIBRARY_PATH
}

# ---- the start ----------------------------------------------------------------------------------

start() {
  "$here/java/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Xlog:disable \
    -Xlog:all=error:stderr "-Djava.io.tmpdir=$out/tmp" "$@"
}

# Sets `aot` to the JVM's ahead-of-time cache, made by the first start.
prepare_aot() {
  aot=$out/cache/java.aot
  [ -z "${JACQUARD_NO_AOT:-}" ] || aot=''
  if [ -n "$aot" ] && [ ! -e "$aot" ]; then
    start "-XX:AOTCacheOutput=$aot.new" -cp "$jars" dev.jacquard.cli.Main run matmul \
      --size m=64,n=64,k=64 --schedule untuned --json </dev/null >"$out/tmp/aot.log" 2>&1 &&
      [ -s "$aot.new" ] && mv "$aot.new" "$aot" || : >"$aot"
  fi
  if [ ! -s "$aot" ]; then aot=''; fi
}

# Sets `result` to a new name for the files of command $1, numbered in the order of starts.
number_result() {
  number=1
  until is_free "$number" && (set -C && : >"$out/results/$number-$1.log") 2>/dev/null; do
    number=$((number + 1))
    [ "$number" -le 99999 ] || die "cannot write to $out/results"
  done
  result=$out/results/$number-$1
}

is_free() {
  for file in "$out/results/$1-"*; do
    [ ! -e "$file" ] || return 1
  done
}

# Runs the program; what it prints is shown and kept.
run() {
  ending=txt
  for word; do
    if [ "$word" = --json ]; then ending=json; fi
  done
  number_result "${1:-help}"
  mkfifo "$out/tmp/out.$$" "$out/tmp/err.$$" || die "cannot make pipes in $out/tmp"
  trap : INT
  tee -i "$result.$ending" <"$out/tmp/out.$$" &
  tee -i "$result.log" <"$out/tmp/err.$$" >&2 &
  start ${aot:+"-XX:AOTCache=$aot"} -cp "$jars" dev.jacquard.cli.Main "$@" \
    >"$out/tmp/out.$$" 2>"$out/tmp/err.$$"
  code=$?
  wait
  rm -f "$out/tmp/out.$$" "$out/tmp/err.$$"
  exit "$code"
}

# Takes --out DIR from the words; the others are the program's.
out=''
words=$#
while [ "$words" -gt 0 ]; do
  case $1 in
    --out)
      [ "$words" -gt 1 ] || die 'after --out stands a folder.'
      out=$2
      shift 2
      words=$((words - 2))
      ;;
    --out=*)
      out=${1#--out=}
      shift
      words=$((words - 1))
      ;;
    *)
      set -- "$@" "$1"
      shift
      words=$((words - 1))
      ;;
  esac
done

check_machine
find_out
find_opencl
jars=''
for jar in "$here"/jars/*.jar; do jars=$jars:$jar; done
jars=${jars#:}
prepare_aot
if [ "${1:-}" = test ]; then set -- "$@" --kernels "$out/kernels"; fi
run "$@"
