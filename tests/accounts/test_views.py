"""Register, log in and log out through Django's client, with CSRF checks as in a real browser."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings

from status_ref.accounts.forms import RegisterForm
from status_ref.accounts.urls import urlpatterns
from status_ref.accounts.views import LoginView
from status_ref.responses import FIELD
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN, REGISTER, LOGOUT = "/accounts/login/", "/accounts/register/", "/accounts/logout/"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\na\xff\r\n--x--\r\n'
NEXT = "?next=%2Fprofile%2F%3Fa%3Db"

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/profile/",
    "//evil.example@testserver",
    "//testserver@evil.example",
    "//testserver.evil.example",
    "//evil%2eexample",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x01//evil.example",
    "\x1f/evil.example",
    "\x7f//evil.example",
    "\xa0//evil.example",
    "\u2028//evil.example",
    "\ufeff//evil.example",
    "/%09/evil.example\t",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "http:evil.example",
    "http://evil.example",
    "http:\\\\evil.example",
    "http://testserver@evil.example/",
    "http://testserver:80@evil.example/",
    "http://testserver\\@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example#testserver",
    "http://evil.example?http://testserver/",
    "http://[::1]/",
    "http://[evil",
    "ht\ttp://evil.example",
    "ftp://testserver/",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "JaVaScRiPt://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "mailto:a@evil.example",
    "blob:http://testserver/1",
    "/profile/\r\nSet-Cookie: a=b",
    "/profile/\r\n\r\n<script>",
    "/profile/\x00",
    "/" + "a" * 3000,
    "/" + "ü" * 500,
]


class TestNext:
    """``next`` survives every step, and never leaves the host."""

    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_never_leads_away(self, client, user, target):
        for _ in ("logs in", "is logged in already"):
            response = client.post(LOGIN, {"username": "ann", "password": PASSWORD, "next": target})
            assert (response.status_code, response["Location"]) == (303, "/profile/")
        assert client.get(LOGIN, {"next": target})["Location"] == "/profile/"
        assert client.post(LOGOUT, {"next": target})["Location"] == "/"

    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_is_not_even_repeated_to_the_visitor(self, client, target):
        assert 'name="next"' not in client.get(REGISTER, {"next": target}).content.decode()

    @pytest.mark.parametrize(
        ("target", "location"),
        [
            ("/profile/?a=b&c=%2F#d", "/profile/?a=b&c=%2F#d"),
            ("/über/", "/%C3%BCber/"),
            ("/a b", "/a%20b"),
            (" /profile/ ", "/profile/"),
            ("http://testserver/profile/", "http://testserver/profile/"),
            ("/%2F/evil.example", "/%2F/evil.example"),
            ("/%09/evil.example", "/%09/evil.example"),
            ("/x?u=https://evil.example", "/x?u=https://evil.example"),
        ],
    )
    def test_leads_anywhere_on_this_host(self, client, user, target, location):
        form = {"username": "ann", "password": PASSWORD, "next": target}
        assert client.post(LOGIN, form)["Location"] == location
        assert urlsplit(urljoin("http://testserver/", location)).netloc == "testserver"

    def test_not_from_https_to_http(self, client, user):
        client.force_login(user)
        response = client.get(LOGIN, {"next": "http://testserver/profile/"}, secure=True)
        assert response["Location"] == "/profile/"

    def test_survives_a_wrong_password_and_the_link_to_register(self, submit):
        page = submit(LOGIN + NEXT, username="ann", password="wrong").content.decode()
        assert '<input type="hidden" name="next" value="/profile/?a=b">' in page
        assert REGISTER + NEXT in page

    def test_survives_a_form_with_errors(self, submit):
        page = submit(REGISTER + NEXT, username="").content.decode()
        assert '<input type="hidden" name="next" value="/profile/?a=b">' in page
        assert LOGIN + NEXT in page

    def test_survives_the_gate(self, submit, user, browser):
        response = submit("/profile/?a=b", username="ann", password=PASSWORD)
        assert (response.status_code, response["Location"]) == (303, "/profile/?a=b")
        assert browser.get(response["Location"]).status_code == 200

    def test_is_left_out_where_there_is_none(self, client):
        page = client.get(LOGIN).content.decode()
        assert 'name="next"' not in page
        assert f'href="{REGISTER}"' in page


class TestLogin:
    def test_leads_to_the_profile(self, submit, browser, user):
        response = submit(LOGIN, username="ann", password=PASSWORD)
        assert (response.status_code, response["Location"]) == (303, "/profile/")
        assert "ann" in browser.get("/profile/").content.decode()

    def test_a_wrong_password_is_a_401_page_with_the_form(self, submit, user):
        response = submit(LOGIN, username="ann", password="wrong")
        page = response.content.decode()
        assert response.status_code == 401
        assert response[FIELD].startswith("Cookie ")
        assert "credentials-refused" in page
        assert 'value="ann"' in page
        assert "wrong" not in page.lower().replace("wrong name or password", "")

    def test_wrong_unknown_and_inactive_are_one_answer(self, client, django_user_model, user):
        django_user_model.objects.create_user("o77", password=PASSWORD, is_active=False)
        pages = set()
        for name in ("ann", "nil", "o77"):
            password = PASSWORD if name == "o77" else "wrong"
            response = client.post(LOGIN, {"username": name, "password": password})
            token = str(response.context["csrf_token"])
            pages.add((response.status_code, response.content.decode().replace(name, "").replace(token, "")))
        assert len(pages) == 1

    def test_an_empty_form_is_a_400(self, submit):
        response = submit(LOGIN, username="", password="")
        assert response.status_code == 400
        assert FIELD not in response

    def test_the_csrf_token_rotates(self, browser, submit, user):
        browser.get(LOGIN)
        before = browser.cookies["csrftoken"].value
        submit(LOGIN, username="ann", password=PASSWORD)
        assert browser.cookies["csrftoken"].value != before

    def test_the_session_is_a_new_one(self, client, user):
        session = client.session
        session["cart"] = [1]
        session.save()
        client.post(LOGIN, {"username": "ann", "password": PASSWORD})
        assert client.session.session_key != session.session_key
        assert client.session["cart"] == [1]
        assert "auth_time" in client.session

    def test_needs_the_csrf_token(self, browser, user):
        response = browser.post(LOGIN, {"username": "ann", "password": PASSWORD})
        assert response.status_code == 403
        assert "Load its page again" in response.content.decode()

    def test_goes_on_where_somebody_is_signed_in(self, client, user):
        client.force_login(user)
        assert client.get(LOGIN)["Location"] == "/profile/"

    def test_leads_nobody_in_circles(self, client, user):
        client.force_login(user)
        response = client.get(LOGIN + NEXT)
        assert response.status_code == 200
        assert 'signed in as <b>ann</b>. <a href="/profile/?a=b">' in response.content.decode()

    @override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"] * 2)
    def test_several_backends_are_no_trouble(self, client, user):
        assert client.post(LOGIN, {"username": "ann", "password": PASSWORD}).status_code == 303


class TestRegister:
    def test_logs_in_and_shows_the_profile(self, submit, browser):
        response = submit(REGISTER, username="bob", email="bob@example.com", password=PASSWORD)
        assert (response.status_code, response["Location"]) == (303, "/profile/")
        profile = browser.get("/profile/").content.decode()
        assert "bob@example.com" in profile

    def test_makes_no_more_than_a_plain_account(self, submit, django_user_model):
        submit(REGISTER, username="bob", password=PASSWORD, is_staff="1", is_superuser="1", id="7")
        bob = django_user_model.objects.get()
        assert (bob.username, bob.is_staff, bob.is_superuser) == ("bob", False, False)

    def test_errors_are_named_and_linked(self, submit, user):
        response = submit(REGISTER, username="ann", password="short")
        page = response.content.decode()
        assert response.status_code == 400
        assert '<a href="#id_username">User name</a>: This name is taken.' in page
        assert 'aria-invalid="true"' in page
        assert 'aria-describedby="id_password_helptext id_password_error"' in page
        assert 'id="id_password_helptext"' in page
        assert 'id="id_password_error"' in page
        assert "short" not in page.replace("too short", "")

    def test_somebody_else_was_quicker(self, client, user, monkeypatch):
        monkeypatch.setattr(RegisterForm, "clean_username", lambda form: form.cleaned_data["username"])
        response = client.post(REGISTER, {"username": "ann", "password": PASSWORD})
        assert response.status_code == 400
        assert "This name is taken" in response.content.decode()

    def test_an_account_that_may_not_log_in_yet(self, client, monkeypatch, django_user_model):
        make = RegisterForm.save

        def wait(form):
            user = make(form)
            user.is_active = False
            user.save()
            return user

        monkeypatch.setattr(RegisterForm, "save", wait)
        response = client.post(REGISTER, {"username": "bob", "password": PASSWORD})
        assert response.status_code == 400
        assert "it cannot log in yet" in response.content.decode()


class TestLogout:
    def test_asks_first(self, client, user):
        client.force_login(user)
        assert client.get(LOGOUT).status_code == 200
        assert client.get("/profile/").status_code == 200

    def test_ends_the_session_here_and_there(self, browser, submit, user):
        submit(LOGIN, username="ann", password=PASSWORD)
        key = browser.cookies["sessionid"].value
        response = submit(LOGOUT)
        assert (response.status_code, response["Location"]) == (303, "/")
        assert response.cookies["sessionid"]["max-age"] == 0
        assert response["Clear-Site-Data"] == '"cache"'
        assert not Session.objects.exists()
        browser.cookies["sessionid"] = key
        assert "session-ended" in browser.get("/profile/").content.decode()

    def test_from_the_profile(self, browser, submit, user):
        submit(LOGIN, username="ann", password=PASSWORD)
        submit("/profile/")
        assert browser.get("/profile/").status_code == 401

    def test_is_no_trouble_for_whoever_is_not_signed_in(self, submit):
        assert submit(LOGOUT).status_code == 303

    def test_needs_the_csrf_token(self, browser, user):
        browser.force_login(user)
        assert browser.post(LOGOUT).status_code == 403
        assert browser.get("/profile/").status_code == 200

    def test_leads_on(self, client):
        assert client.post(LOGOUT, {"next": "/status/"})["Location"] == "/status/"

    @override_settings(LOGOUT_REDIRECT_URL=None)
    def test_leads_to_the_start_by_default(self, client):
        assert client.post(LOGOUT)["Location"] == "/"


class TestEvery:
    @pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
    def test_is_reached_where_a_middleware_wants_everybody_signed_in(self, pattern):
        assert pattern.callback.login_required is False

    @pytest.mark.parametrize("address", [LOGIN, REGISTER, LOGOUT])
    def test_is_never_stored(self, client, address):
        assert "no-store" in client.get(address)["Cache-Control"]

    @pytest.mark.parametrize("address", [LOGIN, REGISTER, LOGOUT])
    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_takes_no_other_method(self, client, address, method):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")

    @pytest.mark.parametrize("address", [LOGIN, REGISTER])
    @pytest.mark.parametrize("field", ["username", "password", "email", "next"])
    @pytest.mark.parametrize(
        "value",
        ["%00", "%ff%fe", "%ed%a0%80", "a" * 1_000_000, "%F0%9F%94%91", "%0d%0a", "%", "[]", "%27%22%3C"],
    )
    def test_no_bytes_are_a_500(self, client, address, field, value):
        sent = {"username": "bob", "password": "wrong"} | {field: value}
        body = "&".join(f"{name}={text}" for name, text in sent.items())
        response = client.post(address, body, "application/x-www-form-urlencoded")
        assert response.status_code in {303, 400, 401, 413}

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            (b"\xff" * 100, "application/x-www-form-urlencoded"),
            (b"username=a", "application/x-www-form-urlencoded; charset=rot13"),
            (b"{}", "application/json"),
            (b"--x", "multipart/form-data"),
            (MULTIPART, "multipart/form-data; boundary=x; charset=rot13"),
            (MULTIPART, "multipart/form-data; boundary=x; charset=utf-16"),
            (MULTIPART, "multipart/form-data; boundary=x; charset=undefined"),
            (MULTIPART, "multipart/form-data; boundary=x; charset=idna"),
            (b"username=a", "application/x-www-form-urlencoded; charset=idna"),
            (b"--x\r\n", "multipart/form-data; boundary=x"),
            (b"a=1&" * 2000, "application/x-www-form-urlencoded"),
            (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        ],
    )
    @pytest.mark.parametrize("address", [LOGIN, REGISTER, LOGOUT])
    def test_no_body_is_a_500(self, client, address, body, content_type):
        assert client.generic("POST", address, body, content_type).status_code in {303, 400, 401, 413}

    @pytest.mark.parametrize(
        "mark", ['autocapitalize="none"', 'autocomplete="username"', 'autocomplete="current-password"']
    )
    def test_password_managers_and_phones_understand_the_form(self, client, mark):
        assert mark in client.get(LOGIN).content.decode()

    def test_a_base_view_has_to_say_what_a_form_does(self, rf):
        with pytest.raises(NotImplementedError):
            super(LoginView, LoginView()).done(None)
