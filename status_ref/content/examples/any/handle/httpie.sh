#!/bin/sh
# Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed (add --follow).
set -eu
url="https://example.com/live/404"

# --check-status makes HTTPie leave with 3, 4 or 5 for a 3xx, 4xx or 5xx, and --print=hb keeps the fields.
answer=$(http --ignore-stdin --check-status --timeout=10 --print=hb GET "$url" 2>/dev/null) || left=$?
answer=$(printf '%s' "$answer" | tr -d '\r')
[ -n "$answer" ] || { echo "No answer: HTTPie left with ${left:-0}." >&2; exit 1; }
line=$(printf '%s\n' "$answer" | head -n 1)
body=$(printf '%s\n' "$answer" | sed '1,/^$/d')
echo "$line" # HTTP/1.1 404 Not Found

case "$line" in
  *" 404 "*)
    if printf '%s\n' "$answer" | grep -qi '^content-type: application/problem+json'; then
      printf '%s' "$body" | jq -r '.detail // empty'
    fi ;;
  *) printf '%s\n' "$body" ;;
esac
