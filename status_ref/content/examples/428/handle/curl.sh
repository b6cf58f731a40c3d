#!/bin/sh
# Change a thing only as it was read: send its ETag in If-Match. A 428 demands that; a 412 says that somebody
# else was faster.
set -eu
url="https://example.com/live/428"
fields=$(mktemp)
trap 'rm -f "$fields"' EXIT

curl -sS --max-time 10 -D "$fields" -o /dev/null "$url"
etag=$(sed -n 's/^[Ee][Tt]ag: *\(.*[^[:space:]]\)[[:space:]]*$/\1/p' "$fields")
status=$(curl -sS --max-time 10 -X PUT -H "If-Match: $etag" -H 'Content-Type: application/json' \
  -d '{"name": "Ada"}' -o /dev/null -w '%{http_code}' "$url")
case "$status" in
  2??) echo "$status: changed" ;;
  412) echo "412 Precondition Failed: read it again, make the change anew" >&2; exit 1 ;;
  428) echo "428 Precondition Required: there was no ETag to send" >&2; exit 1 ;;
  *) echo "$status" >&2; exit 1 ;;
esac
