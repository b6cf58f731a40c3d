"""On a 451 say who blocks the content: Link with rel="blocked-by" names whoever does, not whoever demanded it."""

import requests

URL = "https://example.com/live/451"

response = requests.get(URL, timeout=10)
if response.status_code == 451:
    print(response.status_code, response.reason)
    print("Blocked by", response.links.get("blocked-by", {}).get("url", "somebody who is not named"))
    if response.headers.get("Content-Type", "").startswith("application/problem+json"):
        print(response.json().get("detail"))
else:
    response.raise_for_status()
    print(response.text)
