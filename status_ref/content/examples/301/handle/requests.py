"""Look where a redirect leads, then follow it, and see what became of the method and of Authorization."""

import os

import requests

URL = "https://example.com/live/301"
FIELDS = {"Authorization": f"Bearer {os.environ.get('TOKEN', 'none')}"}

response = requests.get(URL, timeout=10, allow_redirects=False)
print(response.status_code, response.reason, "leads to", response.headers.get("Location"))

# Followed: a POST becomes a GET on 301, 302 and 303, without its content, and stays one on 307 and 308.
# Another host, or another port, gets no Authorization.
with requests.Session() as session:
    session.max_redirects = 5  # beyond that TooManyRedirects is raised
    final = session.post(URL, json={"name": "Ada"}, headers=FIELDS, timeout=10)
for hop in [*final.history, final]:
    authorized = "with" if "Authorization" in hop.request.headers else "without"
    print(hop.request.method, hop.url, f"({authorized} Authorization) ->", hop.status_code)
