#!/bin/sh
# Look where a redirect leads, then follow it. Set TOKEN to send one.
set -eu
url="https://example.com/live/301"
auth="Authorization: Bearer ${TOKEN:-none}"

curl -sS --max-time 10 -o /dev/null -w '%{http_code} leads to %{redirect_url}\n' "$url"

# -L follows. A POST becomes a GET on 301, 302 and 303 and stays one on 307 and 308; -X POST would force it on
# every hop. Another host or port gets no Authorization, unless --location-trusted is given.
printf '%s\n' "$auth" | curl -sS --max-time 10 -L --max-redirs 5 --proto-redir =http,https -H @- -d 'name=Ada' \
  -o /dev/null -w 'after %{num_redirects}: %{method} %{url_effective} %{http_code}\n' "$url"
