"""Send a bearer token; when it is refused with 401, refresh it once and repeat the request once."""

import os
import threading

import requests

BASE_URL = os.environ.get("BASE_URL", "https://api.example.com")


class RefreshingAuth(requests.auth.AuthBase):
    def __init__(self, access_token, refresh_token):
        self.access_token = access_token
        self.refresh_token = refresh_token
        self.lock = threading.Lock()

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {self.access_token}"
        request.register_hook("response", self.retry_once)
        return request

    def retry_once(self, response, **options):
        # After a redirect to another host the field is gone: that host must not get the token.
        sent = response.request.headers.get("Authorization")
        if response.status_code != 401 or sent is None or not self.refresh(sent):
            return response
        response.content  # read to the end, so that the connection can be used again
        again = response.request.copy()  # a body that is a file or a generator cannot be sent twice
        again.deregister_hook("response", self.retry_once)
        again.headers["Authorization"] = f"Bearer {self.access_token}"
        answer = response.connection.send(again, **options)
        answer.history.append(response)
        return answer

    def refresh(self, sent):
        with self.lock:  # one refresh at a time: a refresh token often works only once
            if sent != f"Bearer {self.access_token}":
                return True  # another thread was faster
            answer = requests.post(
                f"{BASE_URL}/api/token/refresh/",
                data={"grant_type": "refresh_token", "refresh_token": self.refresh_token},
                timeout=10,
            )
            if answer.ok:
                tokens = answer.json()
                self.access_token = tokens["access_token"]
                self.refresh_token = tokens.get("refresh_token", self.refresh_token)
            return answer.ok


if __name__ == "__main__":
    with requests.Session() as session:
        session.auth = RefreshingAuth(os.environ["ACCESS_TOKEN"], os.environ["REFRESH_TOKEN"])
        response = session.get(f"{BASE_URL}/api/profile/", timeout=10)
    if response.status_code == 401:
        raise SystemExit(f"Sign in again. The server asks for: {response.headers.get('WWW-Authenticate')}")
    response.raise_for_status()
    print(response.json())
