#!/usr/bin/env bash
# A private Postgres with pgvector for this checkout, for development, demos and tests.
#
#   deploy/postgres.sh install    install the packages (see packages.sh)
#   deploy/postgres.sh start      install, make the cluster and start it, as far as that is still to do
#   deploy/postgres.sh stop       stop it
#   deploy/postgres.sh restart    stop and start; 'restart hard' as after a crash
#   deploy/postgres.sh status     say what runs where
#   deploy/postgres.sh url        print the address of its database for the program
#   deploy/postgres.sh url NAME   the same for another database
#   deploy/postgres.sh psql …     open psql on it
#   deploy/postgres.sh remove     stop it and delete its data
#
# It listens on a socket only, in a folder that only its owner and root can enter: that is the lock, so inside it everybody
# is let in. No port is taken, so checkouts do not meet. No cluster of the machine is touched.
# DATABASE_URL, when set, wins: then nothing is installed, started or stopped.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin # su leaves them out; runuser is there

say() { echo "postgres.sh: $*" >&2; }
die() { say "$*"; exit 1; }

root=$(cd "$(dirname "$0")/.." && pwd -P)
superuser=stapmaat
database=stapmaat

# --- who and where --------------------------------------------------------------------------------------------------

# Postgres refuses to run as root: then it runs as the user that Debian's package makes. A cluster that is there keeps its
# owner, so that root and a developer can take turns in one checkout.
find_owner() {
  local me
  me=$(id -un)
  if [ -d "$home" ]; then
    # shellcheck disable=SC2012  # stat differs between Linux and macOS
    owner=$(ls -ld "$home" | awk '{ print $3 }')
    if [ "$owner" != "$me" ] && [ "$me" != root ]; then
      die "the database in $home belongs to $owner: work as that user or as root, or set DATABASE_URL."
    fi
  elif [ "$me" = root ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || die "there is no user '$owner' to run the database as: work as a user other than root."
  else
    owner=$me
  fi
}

as_owner() {
  # From / on, as the owner may not be able to enter the folder that we stand in.
  if [ "$(id -un)" = "$owner" ]; then "$@"; else (cd / && exec runuser -u "$owner" -- "$@"); fi
}

# The home of the cluster is .local/postgres, unless a socket there would have too long a name (the limit is near 100
# bytes), the path has characters that would need quoting in an address, or the owner cannot pass every folder above it
# (root's home, a private home folder). Then it is a folder in /var/tmp named after this checkout, good enough for a demo.
# .local/postgres-home remembers it.
readonly memory=$root/.local/postgres-home
inside=$root/.local/postgres
elsewhere=/var/tmp/stapmaat-$(printf %s "$root" | cksum | tr -d ' ')
find_home() {
  home=$inside
  if [ -f "$memory" ] && [ "$(cat "$memory")" = "$elsewhere" ]; then home=$elsewhere; fi
}

choose_home() {
  if [ -d "$home" ]; then return; fi
  mkdir -p "$root/.local"
  if [ ${#inside} -le 70 ] && [[ $inside =~ ^[A-Za-z0-9/._+-]+$ ]] && as_owner test -x "$root/.local/."; then
    home=$inside
  else
    home=$elsewhere
    say "the database goes to $home: user $owner cannot work in $inside."
    # Left by an earlier .local it is ours; anybody else's is not.
    if [ -e "$home" ] && [ -z "$(find "$home" -maxdepth 0 -user "$owner")" ]; then
      die "$home is there already and does not belong to $owner: delete it, or set DATABASE_URL."
    fi
  fi
  echo "$home" >"$memory"
}

server_is_up() { [ -S "$home/run/.s.PGSQL.5432" ] && "$bin/pg_isready" -q -d "$(address postgres)"; }

# --- doing ----------------------------------------------------------------------------------------------------------

make_cluster() {
  say "making a database in $home"
  if [ "$(id -un)" = "$owner" ]; then
    mkdir -p "$home" && chmod 700 "$home"
  else
    install -d -m 700 -o "$owner" -g "$(id -gn "$owner")" "$home"
  fi
  local ctype=C.UTF-8 # letters as Unicode has them, order by code point: the same on every machine
  if [ "$(uname)" = Darwin ]; then ctype=en_US.UTF-8; fi
  as_owner mkdir -p "$home/run"
  # Under another name first: a cluster that was only half made is not taken for one.
  as_owner rm -rf "$home/data.new"
  as_owner "$bin/initdb" -D "$home/data.new" -U "$superuser" --auth-local=trust --auth-host=reject --data-checksums \
    --encoding=UTF8 --lc-collate=C --lc-ctype="$ctype" >/dev/null
  as_owner mv "$home/data.new" "$home/data"
}

# Written at every start, so that a newer checkout brings its newer settings.
write_settings() {
  {
    cat "$root/deploy/postgres.conf"
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$home/run'"
    echo "unix_socket_permissions = 0700"
  } | as_owner tee "$home/data/postgresql.conf" >/dev/null
}

start_server() {
  write_settings
  # fd 9 is the lock below: the server must not inherit it.
  as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 start >/dev/null 2>&1 </dev/null 9>&- || {
    as_owner tail -n 5 "$home/log" >&2 || true
    die "the database does not start: see the lines above, from $home/log."
  }
}

make_database() {
  local sql="SELECT 1 FROM pg_database WHERE datname = '$database'"
  [ "$("$bin/psql" -XAtq "$(address postgres)" -c "$sql")" = 1 ] ||
    "$bin/createdb" --maintenance-db="$(address postgres)" "$database"
}

address() { echo "postgres://$superuser@/$1?host=$home/run&sslmode=disable"; }

start() {
  if bin=$("$root/deploy/packages.sh" where 2>/dev/null) && [ -d "$home/data" ]; then
    find_owner
    if server_is_up; then return; fi
  fi
  if [ -d "$home" ]; then find_owner; fi
  mkdir -p "$root/.local" 2>/dev/null || true
  [ -w "$root/.local" ] || die "$root/.local cannot be written: work as the owner of this checkout, or set DATABASE_URL."
  # Two at once (make test beside make run): the second waits and finds the work done.
  if command -v flock >/dev/null; then
    exec 9>"$root/.local/postgres-lock"
    flock 9
    find_home
  fi
  install_packages
  bin=$("$root/deploy/packages.sh" where)
  find_owner
  choose_home
  if server_is_up; then return; fi
  if ! [ -d "$home/data" ]; then make_cluster; fi
  start_server
  make_database
}

install_packages() { "$root/deploy/packages.sh" postgres 9>&-; }

# Finds what is there; ends the script with $1 when nothing is.
need_cluster() {
  if [ -d "$home" ]; then find_owner; fi
  [ -d "$home/data" ] || { say "there is no database of this checkout yet: run '$0 start'."; exit "$1"; }
  bin=$("$root/deploy/packages.sh" where)
}

stop() { # $1: fast ends sessions, immediate is a crash
  if as_owner "$bin/pg_ctl" -D "$home/data" status >/dev/null; then
    as_owner "$bin/pg_ctl" -D "$home/data" -m "$1" -w -t 60 stop >/dev/null || die "the database does not stop: see the end of $home/log."
  fi
}

status() {
  if server_is_up; then
    say "up in $home, Postgres $("$bin/psql" -XAtq "$(address postgres)" -c 'SHOW server_version'), user $owner"
  else
    say "down, data in $home"
    exit 3
  fi
}

# --- commands -------------------------------------------------------------------------------------------------------

command=${1:-help}
[ $# -eq 0 ] || shift
find_home

if [ -n "${DATABASE_URL:-}" ]; then
  case $command in
    install | start | stop) exit 0 ;;
    url) echo "$DATABASE_URL"; exit 0 ;;
    status) say "DATABASE_URL is set: the database there is used."; exit 0 ;;
    restart | psql | remove) die "DATABASE_URL is set: '$command' is for the private database only; unset it first." ;;
  esac
fi

case $command in
  install) install_packages ;;
  start) start ;;
  stop) need_cluster 0; stop fast ;;
  restart)
    need_cluster 1
    if [ "${1:-}" = hard ]; then stop immediate; else stop fast; fi
    start_server
    ;;
  status) need_cluster 3; status ;;
  url) need_cluster 1; address "${1:-$database}" ;;
  psql) need_cluster 1; exec "$bin/psql" "$(address "$database")" "$@" ;;
  remove)
    need_cluster 0
    stop immediate
    as_owner find "$home" -mindepth 1 -delete
    rmdir "$home"
    rm -f "$memory"
    ;;
  help | -h | --help) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' ;;
  *) die "there is no command '$command': see '$0 help'." ;;
esac
