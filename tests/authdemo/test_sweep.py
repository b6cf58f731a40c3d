"""What every answer of the demo has in common, over all its addresses, errors included."""

import re

import pytest

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/profile/",
    "/accounts/login/",
    "/accounts/register/",
    "/accounts/logout/",
    "/accounts/password/",
    "/accounts/reset/",
    "/accounts/reset/sent/",
    "/accounts/email/",
    "/status/",
    "/status/401/",
    "/status/401.json",
    "/status/api/",
    "/status/openapi.json",
    "/llms.txt",
    "/status/try/",
    "/status/try/?code=401&scheme=basic",
    "/status/try/?code=999",
    "/status/try/meanings.json",
    "/live/401",
    "/live/204",
    "/api/profile/",
    "/api/staff/",
    "/api/try/",
    "/api/token/",
    "/api/token/refresh/",
    "/api/schema/",
    "/api/docs/",
    "/admin/",
    "/admin/login/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/favicon.ico",
    "/nowhere",
    "/api/nowhere",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_fields(client, address, method):
    response = client.generic(method, address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response.status_code < 500 or address.startswith("/live/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_trace_is_refused(client, address):
    response = client.generic("TRACE", address, headers={"authorization": "Basic c2VjcmV0"})
    assert response.status_code == 405
    assert b"c2VjcmV0" not in response.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_host_is_a_400_with_the_same_fields(client, address):
    response = client.get(address, headers={"host": "evil.example"})
    assert "evil.example" not in response.content.decode(errors="replace")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, address):
    response = client.get(address)
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", page))
    loaded = re.findall(r'(?:<link[^>]*href|src)="([^"]*)"', page)
    assert all(re.match(r"/[^/]|http://testserver/", url) for url in loaded)


@pytest.mark.parametrize("address", ["/api/profile/", "/api/token/"])
def test_no_other_origin_is_let_in(client, address):
    response = client.get(address, headers={"origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("number", [204, 304])
def test_no_length_where_there_is_no_content(client, number):
    assert "Content-Length" not in client.get(f"/live/{number}")


def test_styles_have_the_fields_too_and_need_no_build(client):
    response = client.get("/static/status_ref/status_ref.css")
    response.close()
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in response
