#!/bin/sh
# Keep a copy and its ETag; ask with it next time, and fetch only what has changed. Run it twice.
set -eu
url="https://example.com/live/304"
copy="${COPY:-copy}"

# --etag-compare sends If-None-Match and --etag-save keeps the ETag of a new answer. A 304 has no content, so
# what it says goes to a file of its own, and the copy stays.
[ -f "$copy" ] || rm -f "$copy.etag"
[ -f "$copy.etag" ] || : >"$copy.etag"
status=$(curl -sS --max-time 10 --etag-compare "$copy.etag" --etag-save "$copy.new-etag" \
  -o "$copy.new" -w '%{http_code}' "$url")
case "$status" in
  304) echo "304 Not Modified: the copy is still good" ;;
  200) mv "$copy.new" "$copy"; mv "$copy.new-etag" "$copy.etag"; echo "200 OK: a new copy" ;;
  *) echo "$status: neither" >&2; exit 1 ;;
esac
rm -f "$copy.new" "$copy.new-etag"
