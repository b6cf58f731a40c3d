"""The ring of keys: where keys come from, what is told of them, and how the ring is turned."""

import json
import logging
import pprint
import stat
import threading
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from status_ref.rest.tokens import read
from status_ref.signins.checks import W001, keys
from status_ref.signins.key_folder import ALGORITHMS, KeyFolder
from status_ref.signins.keys import UnusableKey, derived, of_pem, ring, thumbprint, verifying_key
from tests import tokens
from tests.signins import pems

CANARY = "canary" * 10


@pytest.fixture
def keys_from(settings):
    def keys_from(*sources):
        settings.STATUS_REF = settings.STATUS_REF | {"KEYS": tuple(map(str, sources))}

    return keys_from


@pytest.fixture
def folder(tmp_path, keys_from):
    made = KeyFolder(tmp_path / "keys")
    made.create("EdDSA")
    keys_from(made.path)
    return made


@pytest.fixture
def file_of(tmp_path):
    def file_of(name, pem):
        (tmp_path / name).write_bytes(pem)
        return tmp_path / name

    return file_of


def algorithms():
    return [key.algorithm for key in ring().keys]


class TestSecretKey:
    def test_gives_a_key_of_its_own(self, settings):
        (key,) = ring().keys
        assert (key.algorithm, len(key.signing)) == ("HS256", 32)
        assert key.signing != settings.SECRET_KEY.encode()

    def test_gives_another_key_for_each_purpose(self):
        assert derived("refresh")[0] != ring().signer.signing

    def test_its_fallbacks_verify_and_do_not_sign(self, settings):
        old = ring().signer
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "n" * 50
        assert ring().signer.kid != old.kid
        assert ring().get(old.kid) == old

    def test_may_be_bytes(self, settings):
        text = ring()
        settings.SECRET_KEY = settings.SECRET_KEY.encode()
        assert ring() == text

    def test_is_not_published(self):
        assert ring().published() == []


class TestSources:
    @pytest.mark.parametrize("kind", ALGORITHMS)
    def test_a_file(self, kind, file_of, keys_from):
        keys_from(file_of("key.pem", pems.private(kind)))
        assert algorithms() == [kind]

    def test_the_environment(self, keys_from, monkeypatch):
        monkeypatch.setenv("A_KEY", pems.private("ES256").decode())
        keys_from("env:A_KEY")
        assert algorithms() == ["ES256"]

    def test_a_public_key_that_only_verifies(self, file_of, keys_from):
        keys_from(
            file_of("new.pem", pems.private("ES256")), file_of("old.pem", pems.public("ES256", number=1))
        )
        assert [key.signing is None for key in ring().keys] == [False, True]

    def test_a_folder(self, folder):
        folder.rotate()
        assert [key.signing is None for key in ring().keys] == [False, False, True]

    def test_a_file_that_changed_is_read_again(self, file_of, keys_from):
        keys_from(file_of("key.pem", pems.private("ES256")))
        before = ring().signer.kid
        file_of("key.pem", pems.private("EdDSA"))
        assert ring().signer.kid != before

    def test_are_read_once(self, folder):
        assert ring() is ring()


class TestUnusable:
    @pytest.mark.parametrize("kind", ["RSA-2048", "P-384", "secp256k1", "Ed448"])
    def test_kinds(self, kind):
        with pytest.raises(UnusableKey, match="neither P-256 nor Ed25519 nor RSA with 3072"):
            of_pem(pems.private(kind), "key.pem")

    @pytest.mark.parametrize(
        "pem",
        [
            b"",
            b"secret that is no PEM",
            b"-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
            pems.private("EdDSA", password=b"x"),
        ],
    )
    def test_content_shows_nothing_of_itself(self, pem):
        with pytest.raises(UnusableKey) as refusal:
            of_pem(pem, "key.pem")
        assert str(refusal.value) == "key.pem holds no key in PEM, or an encrypted one."
        assert refusal.value.__cause__ is None

    @pytest.mark.parametrize("source", ["/nowhere/key.pem", "env:NOT_SET", "."])
    def test_sources(self, source, keys_from):
        keys_from(source)
        with pytest.raises(UnusableKey):
            ring()

    def test_a_variable_that_is_not_set_is_named(self, keys_from):
        keys_from("env:NOT_SET")
        with pytest.raises(UnusableKey, match="the variable NOT_SET is not set"):
            ring()

    def test_what_cannot_be_read(self, tmp_path, keys_from):
        (tmp_path / "current.pem").mkdir()
        keys_from(tmp_path)
        with pytest.raises(UnusableKey, match="cannot be read"):
            ring()

    def test_no_sources(self, keys_from):
        keys_from()
        with pytest.raises(UnusableKey, match="first key of KEYS signs"):
            ring()

    def test_a_first_key_that_cannot_sign(self, file_of, keys_from):
        keys_from(file_of("key.pem", pems.public("ES256")))
        with pytest.raises(UnusableKey, match="private"):
            ring()

    def test_is_found_by_the_check(self, keys_from):
        keys_from("/nowhere/key.pem")
        assert [(each.id, each.msg) for each in keys()] == [
            ("status_ref_signins.E001", "/nowhere/key.pem is not there.")
        ]

    def test_mixture_is_found_by_the_check(self, folder, keys_from):
        assert keys() == []
        keys_from(folder.path, "secret-key")
        assert keys() == [W001]


class TestPublished:
    @pytest.mark.parametrize("kind", ALGORITHMS)
    def test_has_no_private_part(self, kind):
        jwk = of_pem(pems.private(kind), "").jwk
        assert not {"d", "p", "q", "dp", "dq", "qi", "k", "key_ops"} & set(jwk)
        assert (jwk["alg"], jwk["use"]) == (kind, "sig")

    @pytest.mark.parametrize("kind", ALGORITHMS)
    def test_verifies_what_the_key_signs(self, kind):
        key = of_pem(pems.private(kind), "")
        raw = jwt.encode({"sub": "x"}, key.signing, kind)
        assert jwt.decode(raw, jwt.PyJWK(key.jwk), [kind]) == {"sub": "x"}

    def test_is_named_after_itself(self):
        """The example of RFC 7638, Section 3.1."""
        n = (
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
            "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic"
            "AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
            "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
        )
        assert thumbprint({"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}) == (
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        )

    def test_with_public_and_private_part_has_one_name(self):
        assert of_pem(pems.private("ES256"), "").kid == of_pem(pems.public("ES256"), "").kid


class TestSet:
    def test_stands_at_its_well_known_address(self, client, folder):
        response = client.get("/.well-known/jwks.json")
        assert response["Content-Type"] == "application/jwk-set+json"
        assert [each["kid"] for each in response.json()["keys"]] == [key.kid for key in ring().keys]

    def test_may_be_kept_for_minutes(self, client, folder):
        assert client.get("/.well-known/jwks.json")["Cache-Control"] == "public, max-age=300"

    def test_is_not_sent_again(self, client, folder):
        tag = client.get("/.well-known/jwks.json")["ETag"]
        response = client.get("/.well-known/jwks.json", headers={"if-none-match": tag})
        assert response.status_code == 304
        folder.rotate()
        assert client.get("/.well-known/jwks.json", headers={"if-none-match": tag}).status_code == 200

    def test_is_empty_for_a_shared_key(self, client):
        assert client.get("/.well-known/jwks.json").json() == {"keys": []}

    def test_is_read_only(self, client):
        assert client.post("/.well-known/jwks.json").status_code == 405


def hidden(text):
    """Give what of the keys shows in a text."""
    secrets = [*derived("access tokens"), *derived("refresh")]
    forms = [form for secret in secrets for form in (repr(bytes(secret))[2:-1], secret.hex())]
    return [form for form in forms if form in text]


class TestNothingShows:
    def test_in_a_repr(self):
        shown = (
            repr(ring())
            + pprint.pformat(ring())
            + f"{ring().signer} {derived('refresh')} {derived('refresh')[0]}"
        )
        assert not hidden(shown)
        assert "<Secret>" in shown

    def test_in_a_log(self, caplog):
        logging.getLogger("x").error("%s %r", ring(), derived("refresh"))
        assert not hidden(caplog.text)

    @pytest.mark.django_db
    def test_on_the_debug_page(self, settings, user):
        settings.SECRET_KEY = CANARY
        raw = str(tokens.access(user))
        page = debug_page(settings, lambda: jwt.decode(raw + "AAAA", ring().signer.verifying, ["HS256"]))
        assert "&lt;Secret&gt;" in page
        assert CANARY not in page
        assert not hidden(page)

    def test_on_the_debug_page_of_a_file_that_is_gone(self, settings, keys_from):
        settings.SECRET_KEY = CANARY
        keys_from("secret-key", "gone.pem")
        page = debug_page(settings, ring)
        assert "gone.pem is not there." in page
        assert CANARY not in page
        assert not hidden(page)


def debug_page(settings, fails):
    settings.DEBUG = True
    try:
        fails()
    except (jwt.InvalidTokenError, UnusableKey) as error:
        report = ExceptionReporter(RequestFactory().get("/"), type(error), error, error.__traceback__)
        return report.get_traceback_html() + report.get_traceback_text()


class TestFolder:
    def test_has_a_next_key_from_the_beginning(self, folder):
        assert algorithms() == ["EdDSA", "EdDSA"]

    def test_create_leaves_what_is_there(self, folder):
        before = ring()
        folder.create("ES256")
        assert ring() == before

    def test_is_nobody_elses_to_read(self, folder):
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()}
        assert (modes, stat.S_IMODE(folder.path.stat().st_mode)) == ({0o600}, 0o700)

    def test_rotate_lets_the_next_key_sign_and_the_last_one_verify(self, folder):
        last, following = ring().keys
        folder.rotate()
        assert (ring().signer.kid, ring().keys[2].kid) == (following.kid, last.kid)

    def test_rotate_keeps_of_the_last_key_only_what_verifies(self, folder):
        folder.rotate()
        assert b"PRIVATE" not in (folder.path / "retired.pem").read_bytes()

    def test_rotate_leaves_nothing_else_behind(self, folder):
        folder.rotate()
        assert {path.name for path in folder.path.iterdir()} == {"current.pem", "next.pem", "retired.pem"}

    @pytest.mark.parametrize("algorithm", ALGORITHMS)
    def test_rotate_may_change_the_algorithm(self, folder, algorithm):
        folder.rotate(algorithm)
        folder.rotate()
        assert algorithms() == [algorithm, algorithm, "EdDSA"]


class TestCommand:
    def run(self, capsys, *arguments):
        call_command("status_ref_key", *map(str, arguments))
        return capsys.readouterr().out

    def test_creates(self, capsys, tmp_path, keys_from):
        out = self.run(capsys, "create", tmp_path / "keys")
        keys_from(tmp_path / "keys")
        assert out == f"ES256 key {ring().signer.kid} signs.\n"

    def test_rotates(self, capsys, folder):
        following = ring().keys[1]
        assert self.run(capsys, "rotate", folder.path) == f"EdDSA key {following.kid} signs.\n"

    def test_does_not_rotate_what_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="create the keys first"):
            call_command("status_ref_key", "rotate", str(tmp_path))

    def test_says_what_it_cannot_read(self, folder):
        (folder.path / "current.pem").write_text("x")
        with pytest.raises(CommandError, match=r"current.pem holds no key"):
            call_command("status_ref_key", "rotate", str(folder.path))


@pytest.mark.django_db
class TestTurning:
    def test_the_ring_once_keeps_tokens_good(self, folder, user):
        raw = str(tokens.access(user))
        folder.rotate()
        assert read(raw).user == user

    def test_the_ring_twice_lets_them_go(self, folder, user):
        raw = str(tokens.access(user))
        folder.rotate()
        folder.rotate()
        with pytest.raises(Exception, match="signature"):
            read(raw)

    def test_changes_the_name_of_the_key_in_the_token(self, folder, user):
        kids = set()
        for _ in range(3):
            header = str(tokens.access(user)).split(".")[0]
            kids.add(json.loads(urlsafe_b64decode(header + "=="))["kid"])
            folder.rotate()
        assert len(kids) == 3

    def test_under_load_refuses_no_token(self, folder):
        """Threads sign and verify while the ring turns; each token sees one turn at the most."""
        turns, began = 0, [0] * 4
        goes_on = threading.Condition()

        def load(number):
            count = 0
            while began[number] < 20:
                with goes_on:
                    began[number] = turns
                    goes_on.notify_all()
                signer = ring().signer
                raw = jwt.encode({"n": count}, signer.signing, signer.algorithm, headers={"kid": signer.kid})
                key = verifying_key(jwt.get_unverified_header(raw)["kid"])
                count += jwt.decode(raw, key.verifying, [key.algorithm]) == {"n": count}
            return count

        with ThreadPoolExecutor(4) as threads:
            loads = [threads.submit(load, number) for number in range(4)]
            for _ in range(20):
                folder.rotate()
                with goes_on:
                    turns += 1
                    assert goes_on.wait_for(lambda turn=turns: set(began) == {turn}, timeout=20)
            assert all(done.result(timeout=20) >= 20 for done in loads)
