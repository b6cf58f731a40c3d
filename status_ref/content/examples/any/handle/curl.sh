#!/bin/sh
# Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed (add --location).
set -eu
url="https://example.com/live/404"
answer=$(mktemp -d)
trap 'rm -r "$answer"' EXIT

status=$(curl -sS --max-time 10 -D "$answer/fields" -o "$answer/body" -w '%{http_code}' "$url")
head -n 1 "$answer/fields" # HTTP/1.1 404 Not Found; over HTTP/2 there is no phrase

if [ "$status" = 404 ]; then
  if grep -qi '^content-type: application/problem+json' "$answer/fields"; then
    jq -r '.detail // empty' "$answer/body"
  fi
else
  cat "$answer/body"
fi
