#!/bin/sh
# Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed.
set -eu
url="https://example.com/live/404"
answer=$(mktemp -d)
trap 'rm -r "$answer"' EXIT

# wget fails for whatever is no success, and writes the status line and the fields to standard error.
wget --server-response --content-on-error --max-redirect=0 --tries=1 --timeout=10 \
  -O "$answer/body" "$url" 2>"$answer/log" || true
line=$(sed -n 's/^ *\(HTTP\/.*\)/\1/p' "$answer/log" | tail -n 1)
printf '%s\n' "${line:-$(tail -n 1 "$answer/log")}" # HTTP/1.1 404 Not Found, or why there is no answer

case "$line" in
  *" 404"*)
    if grep -qi '^ *content-type: application/problem+json' "$answer/log"; then
      jq -r '.detail // empty' "$answer/body"
    fi ;;
  *) cat "$answer/body" ;;
esac
