# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# OpenCL: the machine's, else PoCL, which makes a device of the CPU: by apt for root, else
# unpacked into the user's cache, for this program only. Read by ../jacquard.

pocl_packages='pocl-opencl-icd ocl-icd-libopencl1'

# Can the dynamic linker load libraries $1, and all that they need? Sets `trace` to where they lie.
is_loadable() {
  trace=$(env LD_TRACE_LOADED_OBJECTS=1 LD_PRELOAD="$1" true 2>&1) || return 1
  case $trace in *'cannot be preloaded'* | *'not found'*) return 1 ;; esac
}

# An .icd file alone is no driver: it may be left over from one.
has_opencl() {
  [ -n "${OCL_ICD_VENDORS:-}${OCL_ICD_FILENAMES:-}" ] && return
  for icd in "$icds"/*.icd; do
    [ -r "$icd" ] || continue
    read -r library <"$icd" || :
    is_loadable "libOpenCL.so.1 $library" && return
  done
  return 1
}

# Does the command with these arguments work on a device?
needs_device() {
  case ${1:-} in
    '' | -* | help | ops) return 1 ;;
  esac
  for argument; do
    case $argument in -h | --help | --version | -V) return 1 ;; esac
  done
}

# Sets `pocl` to the folder of a PoCL of our own, or to nothing where there is another driver.
# Setting it up is tried once: that it failed is kept, and only the command doctor tries again.
# Without a driver the program itself says on which device it runs, and why.
ensure_opencl() {
  pocl=''
  if has_opencl; then return; fi
  pocl=$cache/pocl
  if [ -e "$pocl/ready" ] || [ -n "${JACQUARD_NO_INSTALL:-}" ]; then return; fi
  if [ -e "$pocl/failed" ] && [ "${1:-}" != doctor ]; then return; fi
  lock "$pocl.lock" 'another set-up of PoCL'
  [ -e "$pocl/ready" ] || install_pocl || unpack_pocl || {
    : >"$pocl/failed"
    say 'no OpenCL, so commands run on the JVM; "jacquard doctor" tries again'
  }
  unlock
}

install_pocl() {
  can_use_apt || return
  say "no OpenCL found: installing PoCL with apt ($pocl_packages)"
  # The option brings back an .icd file that was deleted.
  # shellcheck disable=SC2086 # a list of words
  apt_install -o Dpkg::Options::=--force-confmiss $pocl_packages && has_opencl && pocl=''
}

# The packages that PoCL needs, from a state of apt of our own, so that it takes no rights.
unpack_pocl() {
  mkdir -p "$pocl"
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || {
    say 'no OpenCL found, and no apt to get PoCL with'
    return 1
  }
  has_space "$pocl" 450 || {
    say "no OpenCL found, and PoCL takes 450 MB, which the disk of $cache does not have"
    return 1
  }
  say "no OpenCL found: downloading PoCL (70 MB) to $pocl, for this program only"
  rm -rf "$pocl" && mkdir -p "$pocl/apt/lists/partial" "$pocl/apt/archives/partial" || return
  APT_CONFIG=$pocl/apt/conf
  export APT_CONFIG
  { download_pocl && point_to_pocl; } >"$pocl/apt/log" 2>&1 ||
    say "that failed: $(tail -n 1 "$pocl/apt/log")"
  unset APT_CONFIG
  rm -rf "$pocl/apt"
  [ -e "$pocl/ready" ]
}

# Unpacks all but the C library and clang: PoCL has the compiler in its libraries.
download_pocl() (
  cat >"$APT_CONFIG" <<END
Dir::State "$pocl/apt";
Dir::State::status "$pocl/apt/status";
Dir::Cache "$pocl/apt";
APT::Sandbox::User "";
END
  command -v ld >/dev/null || pocl_packages="$pocl_packages binutils"
  : >"$pocl/apt/status"
  cd "$pocl/apt/archives" && apt-get -q update && closure || return
  for package in $packages; do
    case $package in libc6 | clang-[0-9]*) assume_installed "$package" ;; esac
  done
  # shellcheck disable=SC2086 # a list of words
  closure && apt-get -q download $packages || return
  for package in *.deb; do
    dpkg -x "$package" "$pocl/root" || return
  done
)

assume_installed() {
  printf 'Package: %s\nStatus: install ok installed\nArchitecture: %s\nVersion: 99:9\n\n' \
    "$1" "$(dpkg --print-architecture)" >>"$pocl/apt/status"
}

# Sets `packages` to those that apt would install.
closure() {
  # shellcheck disable=SC2086 # a list of words
  packages=$(apt-get -s --no-install-recommends install $pocl_packages) || return
  packages=$(printf '%s\n' "$packages" | sed -n 's/^Inst \([^ ]*\).*/\1/p')
}

# Names the unpacked driver in an .icd file of ours, beside those of the machine.
point_to_pocl() {
  mkdir "$pocl/vendors"
  cp "$icds"/*.icd "$pocl/vendors/" 2>/dev/null
  library=$(find "$pocl/root" -name 'libpocl.so.*' ! -type l | head -n 1)
  printf '%s\n' "$library" >"$pocl/vendors/pocl.icd"
  find "$pocl/root" -name '*.so*' | sed 's,/[^/]*$,,' | sort -u | tr '\n' ':' >"$pocl/ready.new"
  (LD_LIBRARY_PATH=$(cat "$pocl/ready.new") && export LD_LIBRARY_PATH &&
    is_loadable "libOpenCL.so.1 $library" && link_libraries) && mv "$pocl/ready.new" "$pocl/ready"
}

# PoCL links each kernel with the C library and GCC's, by names that only compilers bring along:
# these lead to those libraries that every program runs with.
link_libraries() {
  mkdir "$pocl/link" && is_loadable 'libm.so.6 libc.so.6 libgcc_s.so.1' || return
  for name in m c gcc_s; do
    ln -s "$(printf '%s\n' "$trace" | sed -n "s,.*[ \t]\(/.*/lib$name\.so[^ ]*\).*,\1,p" |
      head -n 1)" "$pocl/link/lib$name.so" || return
  done
  ln -s libgcc_s.so "$pocl/link/libgcc.so"
}

# Shows our own PoCL to the program about to start, and to its workers.
enter_opencl() {
  [ -n "${pocl:-}" ] && [ -e "$pocl/ready" ] || return 0
  read -r libraries <"$pocl/ready" || :
  LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:-}
  LIBRARY_PATH=$pocl/link${LIBRARY_PATH:+:$LIBRARY_PATH}
  OCL_ICD_VENDORS=$pocl/vendors
  PATH=$PATH:$pocl/root/usr/bin
  export LIBRARY_PATH LD_LIBRARY_PATH OCL_ICD_VENDORS PATH
}
