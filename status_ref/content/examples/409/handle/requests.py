"""On a 409 say what clashes and fetch the current state: only somebody who sees both can settle it."""

import requests

URL = "https://example.com/live/409"

response = requests.put(URL, json={"version": 3, "name": "Ada"}, timeout=10)
if response.status_code == 409:
    print(response.status_code, response.reason)
    if response.headers.get("Content-Type", "").startswith("application/problem+json"):
        problem = response.json()
        print(problem.get("conflict") or problem.get("detail"))
    current = requests.get(URL, timeout=10)  # then merge, and send again; the same once more clashes again
    print("The current state:", current.text if current.ok else current.status_code)
else:
    response.raise_for_status()
    print("Saved.")
