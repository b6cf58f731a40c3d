"""Keep a copy and its ETag; ask with it the next time, and use the copy on a 304."""

import requests

URL = "https://example.com/live/304"
copies = {}  # address -> (ETag, content)


def get(url):
    etag, content = copies.get(url, (None, None))
    fields = {"If-None-Match": etag} if etag else {}
    response = requests.get(url, headers=fields, timeout=10)
    print(response.status_code, response.reason)
    if response.status_code == 304 and etag:
        return content  # the answer has no content: what is kept is still good
    response.raise_for_status()
    if "ETag" in response.headers and response.status_code == 200:
        copies[url] = response.headers["ETag"], response.content  # as it came, with W/ and the quotes
    return response.content


first, second = get(URL), get(URL)
print("the same" if first == second else "changed in between")
