#!/usr/bin/env bash
# matrix.sh: the tests on every newer Python that is found, each with the newest Django that it runs, side by side.
set -euo pipefail
cd "$(dirname "$0")/.."

# What other programs make of the answers does not change with the interpreter, nor do the words, and what only tries
# more of the same is tried once.
passed_over=(browser clients examples pages services test_content.py test_packaging.py rest/test_fuzz_wsgi.py
    signins/test_processes.py signins/test_attacks.py wire/matrix wire/probe wire/test_fuzz.py wire/test_schema.py
    wire/test_shared_cache.py)
processes=$((($(getconf _NPROCESSORS_ONLN) + 1) / 2))

tested() {
    local python=$1 folder=.cache/matrix/$2 left=("${passed_over[@]}")
    # It stands between two that are tested whole: what browsers and clients get is no matter of the language.
    [[ $2 != 3.12 ]] || left+=(accounts views wire)
    if [[ ! -e $folder/.stamp || tests/requirements.txt -nt $folder/.stamp ]]; then
        tools/venv.sh "$python" "$folder" tests/requirements.txt
    fi
    echo "Python $2, Django $("$folder/bin/python" -m django --version)"
    "$folder/bin/python" -m pytest -q --numprocesses "$processes" --dist loadfile "${left[@]/#/--ignore=tests/}"
}

# A process group for each run, so that whoever ends this ends them whole.
set -m
running=()
trap 'for one in ${running[@]+"${running[@]}"}; do kill -- "-${one%%:*}" 2>/dev/null || true; done' EXIT
for version in 3.12 3.13; do
    python=
    for candidate in "python$version" "$HOME/.pyenv/versions/$version".*/bin/python; do
        # A shim of pyenv stands on the path for versions that are not switched on, and fails when it is run.
        if "$candidate" -c '' 2>/dev/null; then python=$candidate; break; fi
    done
    if [[ -z $python ]]; then
        echo "Python $version is not here: not tested." >&2
        continue
    fi
    mkdir -p .cache/matrix
    (tested "$python" "$version") >".cache/matrix/$version.log" 2>&1 &
    running+=("$!:$version")
done
failed=0
for one in ${running[@]+"${running[@]}"}; do
    wait "${one%%:*}" || failed=1
    cat ".cache/matrix/${one#*:}.log"
done
exit "$failed"
