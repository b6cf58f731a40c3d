"""Ask, and tell 404 Not Found from every other answer. A redirect is shown, not followed."""

import json
import urllib.error
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None  # so that a 3xx is an HTTPError too


try:
    response = urllib.request.build_opener(Stay).open("https://example.com/live/404", timeout=10)
except urllib.error.HTTPError as error:
    response = error  # whatever is no success is raised, and can be read like an answer

with response:
    if response.status == 404:
        print(response.status, response.reason)
        if response.headers.get_content_type() == "application/problem+json":
            print(json.load(response).get("detail"))
    else:
        print(response.status, response.read().decode())
