#!/bin/sh
# Ask; on a 429 or a 503 (and 408, 500, 502, 504) wait as long as Retry-After says, seconds or a date, and ask
# again: three times, within two minutes. Where the field is missing, curl waits 1, 2, 4 seconds.
url="https://example.com/live/429"
curl -sS --fail-with-body --max-time 10 --retry 3 --retry-max-time 120 "$url" || {
  echo "Given up: curl left with $?." >&2
  exit 1
}
