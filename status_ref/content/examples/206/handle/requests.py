"""Go on with a download that broke off: a 206 is the rest, a 200 the whole, and a 416 says that none is left."""

import os
import pathlib

import requests

URL = "https://example.com/live/206"
FILE = pathlib.Path(os.environ.get("FILE", "download"))
ETAG = FILE.with_name(FILE.name + ".etag")


def resume(url):
    have = FILE.stat().st_size if FILE.exists() else 0
    fields = {"Accept-Encoding": "identity"}  # a range of compressed content fits no file
    if have and ETAG.exists():
        # With If-Range a content that has changed comes whole, as a 200; it takes no weak ETag.
        fields |= {"Range": f"bytes={have}-", "If-Range": ETAG.read_text()}
    with requests.get(url, headers=fields, stream=True, timeout=10) as response:
        part = response.headers.get("Content-Range", "")
        print(response.status_code, response.reason, part)
        if response.status_code == 416 and part == f"bytes */{have}":
            return  # the file is complete
        response.raise_for_status()
        rest = response.status_code == 206
        if rest and not part.startswith(f"bytes {have}-"):
            raise SystemExit("This is another part than the one that was asked for.")
        etag = response.headers.get("ETag", "W/")
        if not etag.startswith("W/"):
            ETAG.write_text(etag)
        with FILE.open("ab" if rest else "wb") as file:
            for chunk in response.iter_content(65536):
                file.write(chunk)


resume(URL)
print(FILE.stat().st_size, "bytes")
