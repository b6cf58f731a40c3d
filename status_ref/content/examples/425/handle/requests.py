"""On a 425 send the request once more: the first one came as early data, before the handshake was complete.

Requests itself never sends early data. A proxy or a network on the way may; once the handshake is done, the
same request is safe there, too (RFC 8470, Section 5.2).
"""

import requests

URL = "https://example.com/live/425"

with requests.Session() as session:  # one connection, so that the second comes after its handshake
    response = session.get(URL, timeout=10)
    if response.status_code == 425:
        print(response.status_code, response.reason, "- once more")
        response = session.get(URL, timeout=10)
print(response.status_code, response.reason)
response.raise_for_status()  # a second 425 is a fault of whoever answers: asking on would help nobody
