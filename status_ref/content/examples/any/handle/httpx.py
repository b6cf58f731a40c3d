"""Ask, and tell 404 Not Found from success. A redirect is shown, not followed."""

import httpx

response = httpx.get("https://example.com/live/404", timeout=10)
kind = response.headers.get("Content-Type", "")

if response.status_code == 404:
    print(response.status_code, response.reason_phrase)
    if kind.startswith("application/problem+json"):
        print(response.json().get("detail"))
else:
    response.raise_for_status()  # an exception for whatever is no 2xx, redirects too
    print(response.text)
