#!/usr/bin/env bash
# venv.sh PYTHON FOLDER REQUIREMENTS: a virtual environment with exactly these packages, and a stamp when it is complete.
set -euo pipefail
python=$1 folder=$2 requirements=$3

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed, and $python is $("$python" --version). Another one: make PYTHON=python3.12" >&2
    exit 1
}
if ! "$python" -m pip --version >/dev/null 2>&1; then
    echo "$python has no pip. On Debian and Ubuntu: apt-get install python3-pip" >&2
    exit 1
fi
echo "Installing $requirements into $folder (once) …"
rm -rf "$folder"
# Without pip inside, for that needs no ensurepip, which Debian keeps in a package of its own.
"$python" -m venv --without-pip "$folder"
# Python compiles what it imports, and most of what is installed it never does.
"$python" -m pip --python "$folder/bin/python" -qq --disable-pip-version-check --no-input \
    install --no-compile --require-hashes --prefer-binary --requirement "$requirements"
touch "$folder/.stamp"
