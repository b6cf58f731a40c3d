#!/usr/bin/env bash
# demo.sh PYTHON HOST PORT: install what is missing, migrate, make the demo user, and become the server.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 host=$2 port=$3

"$python" tools/port_is_free.py "$host" "$port" || exit 1
make --no-print-directory --silent PYTHON="$python" .demo/venv/.stamp

export DEMO_HOST=$host DEMO_PORT=$port
bin=.demo/venv/bin
"$bin/python" manage.py migrate --verbosity 0
user=$("$bin/python" manage.py demo_user)

[[ $host == *:* ]] && address="[$host]:$port" || address="$host:$port"
cat <<END

  The demo answers on http://$address – Ctrl-C ends it.
  $user

  Next:
    curl -i http://$address/api/profile/            a 401 that explains itself
    curl -u demo http://$address/api/profile/       the profile, with the password above
    http://$address/profile/                        the same in a browser: register or log in
    http://$address/status/401/                     what a 401 means and how to fix it

END
exec "$bin/gunicorn" authdemo.wsgi --bind "$address" --workers 1 --threads 8 --limit-request-field_size 16384 --no-control-socket --log-level warning
