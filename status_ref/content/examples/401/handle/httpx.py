"""An httpx.Auth that sends a bearer token and, on 401, refreshes it once and repeats the request once."""

import os
import threading

import httpx

BASE_URL = os.environ.get("BASE_URL", "https://api.example.com")


class SignInAgain(Exception):
    """The refresh token does not do any more either."""


class RefreshingAuth(httpx.Auth):
    def __init__(self, access_token, refresh_token):
        self.access_token = access_token
        self.refresh_token = refresh_token
        self.lock = threading.Lock()

    # For httpx.AsyncClient write the same as async_auth_flow, with asyncio.Lock and aread().
    def sync_auth_flow(self, request):
        sent = self.access_token
        request.headers["Authorization"] = f"Bearer {sent}"
        response = yield request
        if response.status_code != 401:
            return
        with self.lock:
            if sent == self.access_token:  # nobody else has refreshed in the meantime
                answer = yield self.refresh_request(request.extensions)
                answer.read()
                self.keep(answer)
        request.headers["Authorization"] = f"Bearer {self.access_token}"
        yield request

    def refresh_request(self, extensions):  # they carry the timeouts of the client
        form = {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        return httpx.Request("POST", f"{BASE_URL}/api/token/refresh/", data=form, extensions=extensions)

    def keep(self, answer):
        if answer.is_error:
            raise SignInAgain(answer.text)
        tokens = answer.json()
        self.access_token = tokens["access_token"]
        self.refresh_token = tokens.get("refresh_token", self.refresh_token)


if __name__ == "__main__":
    auth = RefreshingAuth(os.environ["ACCESS_TOKEN"], os.environ["REFRESH_TOKEN"])
    with httpx.Client(base_url=BASE_URL, auth=auth) as client:
        try:
            response = client.get("/api/profile/")
        except SignInAgain as error:
            raise SystemExit(f"Sign in again: {error}") from None
    if response.status_code == 401:
        raise SystemExit(f"The new token is refused too: {response.headers.get_list('WWW-Authenticate')}")
    response.raise_for_status()
    print(response.json())
