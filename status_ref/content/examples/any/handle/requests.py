"""Ask, and tell 404 Not Found from success. A redirect is shown, not followed."""

import requests

response = requests.get("https://example.com/live/404", timeout=10, allow_redirects=False)
kind = response.headers.get("Content-Type", "")

if response.status_code == 404:
    print(response.status_code, response.reason)
    if kind.startswith("application/problem+json"):
        print(response.json().get("detail"))
else:
    response.raise_for_status()  # an exception for every other 4xx and 5xx
    print(response.text)
