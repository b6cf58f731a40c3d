#!/bin/sh
# Ask, read what the 401 wants, then send exactly that, once.
# Set BASE_URL, and ACCESS_TOKEN or LOGIN (name:password; curl asks for a password that is left out).
set -eu
url="${BASE_URL:-https://api.example.com}/api/profile/"

challenges=$(curl -sS -o /dev/null -D - "$url" | grep -i '^www-authenticate:' || true)
printf 'The server asks for:\n%s\n' "$challenges"

offers() { printf '%s' "$challenges" | grep -qi "[:,] *$1 "; }

if [ -n "${ACCESS_TOKEN:-}" ] && offers Bearer; then
  # The field comes from standard input, so the token stays out of the process list.
  printf 'Authorization: Bearer %s\n' "$ACCESS_TOKEN" | curl -sS --fail-with-body -H @- "$url"
elif [ -n "${LOGIN:-}" ] && offers Basic; then
  curl -sS --fail-with-body --user "$LOGIN" "$url"
else
  echo "Nothing to answer that with." >&2
  exit 1
fi
