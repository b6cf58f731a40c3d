#!/bin/sh
# Go on with a download that broke off: a 206 is the rest, and a 416 says that there is none.
set -eu
url="https://example.com/live/206"
file="${FILE:-download}"

# -C - sends Range from the end of the file on. Where the server answers 200, curl fails and keeps the file.
# There is no check that the content is still the same: compare a checksum, if one is published.
left=0
status=$(curl -sS --max-time 60 -C - -f -o "$file" -w '%{http_code}' "$url") || left=$?
case "$status $left" in
  "206 0") echo "206 Partial Content: here is the rest" ;;
  "200 0") echo "200 OK: the whole" ;;
  "416 "*) echo "416 Range Not Satisfiable: nothing is left to fetch" ;;
  *) echo "$status: no part came, and curl left with $left" >&2; exit 1 ;;
esac
