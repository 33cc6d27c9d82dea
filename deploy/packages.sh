#!/usr/bin/env bash
# Installs what the machine must have and Go modules cannot bring. Does nothing, at once, when it is there.
#
#   deploy/packages.sh NAME…      install what is missing of: postgres pdftotext shellcheck chromium axe
#   deploy/packages.sh where      print the folder with the programs of a Postgres that has pgvector
#
# Tried on Debian 12 and 13. Ubuntu 24.04 and macOS (Homebrew) go by the book and were not tried.
# Needs root, or sudo that asks no password; else it prints the one command to run.
# To add a thing: a line in have() and one in package_of().
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin # su leaves them out; dpkg wants them

# What checks the desk's pages for people who see, hear or move differently; fetched by npm, never committed.
axe_version=4.14.1
axe_sha512=1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5
axe=$(cd "$(dirname "$0")/.." && pwd)/.local/axe-core-$axe_version.min.js

say() { echo "packages.sh: $*" >&2; }
die() { say "$*"; exit 1; }

# The newest Postgres that has both the server and pgvector. PATH comes last: it may hold a client alone.
where() {
  local bin share
  # shellcheck disable=SC2012  # these paths have no odd characters
  for bin in $(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin 2>/dev/null | sort -rV) \
             "$(dirname "$(command -v pg_config || echo /none)")"; do
    if ! [ -x "$bin/postgres" ] || ! [ -x "$bin/initdb" ]; then continue; fi
    share=$("$bin/pg_config" --sharedir 2>/dev/null) || continue
    [ -f "$share/extension/vector.control" ] && { echo "$bin"; return; }
  done
  return 1
}

have() {
  case $1 in
    postgres) where >/dev/null ;;
    pdftotext | shellcheck) command -v "$1" >/dev/null ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
    axe) [ -s "$axe" ] ;;
    *) die "there is no package called '$1' here: look in deploy/packages.sh." ;;
  esac
}

# The package that holds a program, for Debian and Homebrew alike unless told apart.
package_of() {
  case $1 in
    pdftotext) if [ "$2" = brew ]; then echo poppler; else echo poppler-utils; fi ;;
    *) echo "$1" ;;
  esac
}

# Quiet, unless it fails: packages have much to say that nobody needs to read.
apt() {
  local log
  log=$(mktemp)
  if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    die "'apt-get $*' failed: see the lines above, check the network and the machine's package sources."
  fi
  rm -f "$log"
}
# Without upgrading what is there: an upgraded server package would restart the machine's own clusters.
apt_install() { apt install -y --no-install-recommends --no-upgrade "$@"; }

# Debian makes and starts a system cluster with the server's package. We want none, and touch none that is there. The
# setting goes again afterwards, so that a later install by hand does what the manual says.
without_system_cluster() {
  local setting=/etc/postgresql-common/createcluster.d/stapmaat.conf
  mkdir -p "${setting%/*}"
  echo 'create_main_cluster = false' >"$setting"
  # shellcheck disable=SC2064  # the path is meant to be fixed now
  trap "rm -f '$setting'" EXIT
  "$@"
  rm -f "$setting"
  trap - EXIT
}

postgres_with_apt() {
  local version candidate
  version=$(apt-cache depends postgresql | sed -n 's/^ *Depends: postgresql-\([0-9]*\)$/\1/p' | head -1)
  [ -n "$version" ] || die "apt offers no Postgres: check the machine's package sources (on Ubuntu, that 'main' is on)."
  candidate=$(apt-cache policy "postgresql-$version-pgvector" | sed -n 's/^ *Candidate: \([0-9].*\)/\1/p')
  if [ -n "$candidate" ] && dpkg --compare-versions "$candidate" ge 0.8; then
    say "installing Postgres $version with pgvector $candidate"
    apt_install "postgresql-$version" "postgresql-$version-pgvector"
  else
    say "installing Postgres $version and what pgvector is built with"
    apt_install "postgresql-$version" gcc libc6-dev make dpkg-dev
    if ! (build_pgvector "$version"); then
      [ -n "$candidate" ] || exit 1
      say "taking the package instead: pgvector $candidate is enough to start with, not for search by meaning."
      apt_install "postgresql-$version-pgvector"
    fi
  fi
}

# No package, or one before 0.8: builds pgvector from the source package of a later release of the same distribution, from
# the mirror that this machine uses, checked by the distribution's own key. The machine's apt set-up stays as it is.
build_pgvector() {
  local version=$1 id codename later mirror work
  # shellcheck source=/dev/null
  id=$(. /etc/os-release && echo "$ID") codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  case $id in
    debian) later=trixie ;;
    ubuntu) later=resolute ;;
    *) die "there is no pgvector for $id $codename here: install pgvector 0.8 or newer, or set DATABASE_URL." ;;
  esac
  # apt itself reads its sources, whatever form they have.
  # shellcheck disable=SC2016  # apt fills these in
  mirror=$(apt-get indextargets --format '$(CODENAME) $(ORIGIN) $(COMPONENT) $(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk -v c="$codename" -v o="$id" '$1 == c && tolower($2) == o && $3 == "main" && $5 !~ /-/ && !m { m = $4 } END { print m }')
  [ -n "$mirror" ] || die "no mirror of $id $codename is among the machine's package sources: add one, or set DATABASE_URL."

  say "building pgvector from the source package of $later"
  work=$(mktemp -d)
  # shellcheck disable=SC2064  # the path is meant to be fixed now
  trap "rm -rf '$work'" EXIT # of the subshell that this runs in
  cd "$work" || exit
  mkdir -p lists/partial cache/archives/partial
  cat >later.sources <<END
Types: deb-src
URIs: $mirror
Suites: $later
Components: main $(if [ "$id" = ubuntu ]; then echo universe; fi)
Signed-By: /usr/share/keyrings/$id-archive-keyring.gpg
END
  local private=(-o APT::Sandbox::User=root -o "Dir::Etc::SourceList=$work/later.sources" -o Dir::Etc::SourceParts=-
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache")
  apt "${private[@]}" update
  apt "${private[@]}" source pgvector

  # The server's headers are unpacked here, not installed: their package brings half a gigabyte of compiler with it, and
  # may pull the server to a newer version, which restarts the machine's own clusters.
  apt -o APT::Sandbox::User=root download "postgresql-server-dev-$version"
  dpkg-deb -x postgresql-server-dev-*.deb headers
  cat >pg_config <<END
#!/bin/sh
/usr/lib/postgresql/$version/bin/pg_config "\$@" | sed 's#^/usr/include/postgresql#$work/headers&#'
END
  chmod +x pg_config

  # OPTFLAGS: no -march=native, a disk may move to another machine. No LLVM: jit is off.
  local options=(OPTFLAGS="" with_llvm=no PG_CONFIG="$work/pg_config")
  cd pgvector-*/ || exit
  if ! { make "${options[@]}" && make install "${options[@]}"; } >"$work/build.log" 2>&1; then
    cat "$work/build.log" >&2
    die "building pgvector failed: see the lines above, or set DATABASE_URL."
  fi
}

# The package as npm's registry has it, checked against the hash above before anything of it is used.
fetch_axe() (
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  say "fetching axe-core $axe_version"
  cd "$work"
  npm pack --silent "axe-core@$axe_version" >/dev/null || die "npm could not fetch axe-core $axe_version: check the network and npm's registry."
  echo "$axe_sha512  axe-core-$axe_version.tgz" | if command -v sha512sum >/dev/null; then sha512sum --check --status; else shasum -a 512 --check --status; fi || die "axe-core $axe_version is not what it was: do not use it, look at deploy/packages.sh."
  tar xzf "axe-core-$axe_version.tgz" package/axe.min.js
  mkdir -p "${axe%/*}"
  mv package/axe.min.js "$axe"
)

# Ubuntu has Chromium as a snap only, which runs in no container.
chromium_with_apt() {
  if [ -z "$(apt-cache policy chromium | sed -n 's/^ *Candidate: \([0-9].*\)/\1/p')" ]; then
    die "there is no package of Chromium here: install Chromium or Google Chrome by hand."
  fi
  apt_install chromium fonts-dejavu-core
}

install_with_apt() {
  local name
  say "reading the package lists"
  apt update
  for name; do
    case $name in
      postgres) without_system_cluster postgres_with_apt ;;
      chromium)
        say "installing Chromium"
        chromium_with_apt
        ;;
      axe)
        if ! command -v npm >/dev/null; then
          say "installing npm"
          apt_install npm
        fi
        fetch_axe
        ;;
      *)
        say "installing $(package_of "$name" apt)"
        apt_install "$(package_of "$name" apt)"
        ;;
    esac
  done
}

install_with_brew() {
  local name
  for name; do
    case $name in
      postgres) brew install --quiet postgresql@17 pgvector >&2 ;;
      chromium) brew install --quiet --cask chromium >&2 ;;
      axe)
        command -v npm >/dev/null || brew install --quiet node >&2
        fetch_axe
        ;;
      *) brew install --quiet "$(package_of "$name" brew)" >&2 ;;
    esac
  done
}

[ $# -gt 0 ] || die "say what to install: postgres, pdftotext, shellcheck, chromium or axe."
if [ "$1" = where ]; then
  where || die "there is no Postgres with pgvector here: run '$0 postgres'."
  exit
fi

missing=()
for name; do
  if ! have "$name" && [ "$name" = axe ] && command -v npm >/dev/null; then fetch_axe; fi # needs no root then
  have "$name" || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0

self=$(cd "$(dirname "$0")" && pwd)/${0##*/}
if [ "$(uname)" = Darwin ]; then
  command -v brew >/dev/null || die "${missing[*]} missing and Homebrew is not here: install Homebrew, then run this again."
  install_with_brew "${missing[@]}"
elif ! command -v apt-get >/dev/null; then
  die "${missing[*]} missing and there is no apt-get here: install them by hand, or set DATABASE_URL instead of postgres."
elif [ "$(id -u)" -eq 0 ]; then
  install_with_apt "${missing[@]}"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo -n "$self" "${missing[@]}"
elif command -v sudo >/dev/null; then
  die "${missing[*]} missing and installing needs root: run once  sudo $self ${missing[*]}"
else
  die "${missing[*]} missing and installing needs root: run once  su -c '$self ${missing[*]}'"
fi

for name in "${missing[@]}"; do
  have "$name" || die "$name was installed and still cannot be found: look at 'deploy/packages.sh where' and the PATH."
done
