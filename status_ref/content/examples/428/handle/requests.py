"""Change a thing only as it was read, with If-Match. On a 412 somebody was faster: read it again, change it anew."""

import requests

URL = "https://example.com/live/428"
ATTEMPTS = 3


def update(url, change):
    for _ in range(ATTEMPTS):
        current = requests.get(url, timeout=10)
        current.raise_for_status()
        etag = current.headers.get("ETag")
        # Without the field a 428 refuses the change; If-Match: * would overwrite what somebody else wrote.
        fields = {"If-Match": etag} if etag else {}
        response = requests.put(url, json=change(current.json()), headers=fields, timeout=10)
        print(response.status_code, response.reason)
        if response.status_code != 412:
            break
    response.raise_for_status()
    return response


update(URL, lambda thing: thing | {"name": "Ada"})
