"""A 511 comes from the network and not from the server: stop, keep nothing of it, and have somebody log in."""

import sys

import requests

URL = "https://example.com/live/511"

response = requests.get(URL, timeout=10)
if response.status_code == 511:
    print(response.status_code, response.reason)
    if response.headers.get("Content-Type", "").startswith("application/problem+json"):
        print("Log in at", response.json().get("login"))
    # Show the address to a person; a program that sends credentials there gives them to whoever runs the network.
    sys.exit("Log in to the network with a browser, then start this again.")
response.raise_for_status()
print(response.text)
