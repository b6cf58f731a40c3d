"""Ask; on a 429 or a 503 wait as long as Retry-After says and ask again, with a bound on both."""

import random
import time
from email.utils import parsedate_to_datetime

import requests

URL = "https://example.com/live/429"
ATTEMPTS = 4
LONGEST = 60  # seconds; who is to wait longer should be told, and not be kept waiting


def seconds_to_wait(field, attempt):
    if field and field.isdecimal():
        return int(field)
    try:
        return max(0.0, parsedate_to_datetime(field).timestamp() - time.time())
    except (TypeError, ValueError):  # no such field, or neither a number nor a date: back off
        return 2**attempt * random.uniform(0.5, 1)


def get(url):
    for attempt in range(ATTEMPTS):
        response = requests.get(url, timeout=10)
        if response.status_code not in (429, 503):
            break
        wait = seconds_to_wait(response.headers.get("Retry-After"), attempt)
        print(response.status_code, response.reason, f"- to wait: {wait:.0f} s")
        if wait > LONGEST or attempt == ATTEMPTS - 1:
            break
        time.sleep(wait)
    return response


response = get(URL)
response.raise_for_status()
print(response.status_code, response.reason)
