"""Nothing wrong is accepted: hundreds of wrong tokens for each algorithm, sent as a client would."""

import json
import socket

import pytest

from status_ref.http.challenges import parse_challenges
from status_ref.signins.keys import ring
from tests import tokens
from tests.signins import attacks, pems
from tests.signins.wycheproof import categories, right_padding, wycheproof

pytestmark = pytest.mark.django_db

NUMBERS = ("Zero", "One", "Nminus1", "N")
GROUPS = [*attacks.OF_TOKENS, attacks.scheme, wycheproof]
# What Wycheproof calls them: wycheproof.py has a case of each, and the groups that are named here try more.
EVERYWHERE = {
    "rejectsModifiedSignature": "signature",
    "rejectsMissingSignature": "signature, structure",
    "rejectsMissingSignatureAndSeparator": "structure",
    "rejectsModifiedPayload": "signature, types, times, identity",
    "rejectsMissingPayload": "structure",
    "rejectsMissingPayloadAndSeparator": "structure",
    "rejectsModifiedHeader": "signature, injection, typ",
    "rejectsMissingHeader": "structure",
    "rejectsMissingHeaderAndSeparator": "structure",
    "rejectsMissingHeaderAndSignature": "structure",
    "rejectsMissingHeaderSignatureAndSeparators": "structure",
    "rejectsEmptyString": "scheme",
    "rejectsExtraEmptyComponent": "structure",
    "rejectsExtraComponent": "structure",
    "rejectsNoneAlgorithmAndMissingSignature": "algorithm",
    "rejectsValidJsonSerialization": "structure",
    "rejectsAttackerProvidedEmbeddedJwk": "injection",
    "WrongPrimitive": "algorithm, confusion",
    "rejectsSpacesInMac": "scheme",
    "rejectsInvalidCharacterInsertedInMac": "signature",
    "rejects0ReplacedbyInvalidCharacter": "signature",
    "rejectsInvalidCharacters": "signature",
    "spacesInHeader": "scheme",
    "invalidCharactersInHeader": "structure",
    "invalidBase64Padding": "signature",
    "InvalidCharacterInsertedInHeader": "structure",
    "spacesInPayload": "scheme",
    "invalidCharactersInPayload": "structure",
    "invalidBase64PaddingInPayload": "structure",
    "InvalidCharacterInPayload": "structure",
    "InvalidCharacterInsertedInPayload": "structure",
    "ModifiedUnusedBitsInPayload": "signature",
    "MacOfIncorrectlyEncodedMessage": "structure",
}
CONFUSED = {"rejectsSymmetryConfusionAttacks": "confusion"}
OF_ONE = {
    "HS256": set(),
    "RS256": {"ModifiedPadding", *CONFUSED},
    "ES256": {
        *CONFUSED,
        *("SignatureTooLong", "TrailingZeros", "RisTooBig", "SisTooBig", "IntegerOverflow", "BufferOverflow"),
        *(f"rIs{r}_sIs{s}" for r in NUMBERS for s in NUMBERS),
    },
}
# How many different wrong tokens there are for each, at the least.
TOTALS = {"HS256": 791, "RS256": 847, "ES256": 885}


@pytest.fixture
def reached(monkeypatch):
    """The addresses beyond this machine's sockets that were connected to or looked up."""
    addresses = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded(self, address):
        addresses.extend([address] if self.family != socket.AF_UNIX else [])
        return connect(self, address)

    def looked_up(*arguments, **named):
        addresses.append(arguments[0])
        return look_up(*arguments, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return addresses


@pytest.fixture(params=["HS256", "RS256", "ES256"])
def target(request, settings, tmp_path, user, django_user_model):
    if request.param != "HS256":
        (tmp_path / "key.pem").write_bytes(pems.private(request.param))
        settings.STATUS_REF = settings.STATUS_REF | {"KEYS": (str(tmp_path / "key.pem"),)}
    access = tokens.access(user, ["profile:read"])
    claims = access.payload | {"iss": "http://testserver", "aud": "http://testserver/api/"}
    other = tokens.sign_in(django_user_model.objects.create_user("bob"))
    return attacks.Target(ring().signer, claims, other.sid, str(other.user.pk))


def send(client, value):
    return client.get("/api/profile/", headers={"authorization": value})


def test_the_right_ones_are_accepted(client, target, reached):
    answers = {
        name: send(client, value).status_code for name, value in attacks.cases(target, attacks.good).items()
    }
    assert set(answers.values()) == {200}, answers
    assert reached == []


@pytest.mark.parametrize("target", ["RS256"], indirect=True)
def test_signatures_whose_padding_is_made_here_are_refused_for_it_alone(client, target):
    assert send(client, f"Bearer {right_padding(target)}").status_code == 200


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_wrong_ones_are_refused_with_a_challenge(client, target, group, reached):
    wrong = {}
    for name, value in attacks.cases(target, group).items():
        response = send(client, value)
        refused = (
            response.status_code in {400, 401} and response["Content-Type"] == "application/problem+json"
        )
        challenged = refused and parse_challenges(response["WWW-Authenticate"])[0].scheme == "Bearer"
        if not challenged:
            wrong[name] = response.status_code
    assert wrong == {}
    assert reached == []


def test_they_are_many(target):
    wrong = [value for group in GROUPS for value in attacks.cases(target, group).values()]
    assert len(set(wrong)) >= TOTALS[target.key.algorithm] >= 300


def test_no_category_of_wycheproof_is_left_out(target):
    assert categories(target) == {*EVERYWHERE, *OF_ONE[target.key.algorithm]}


def test_what_is_said_to_try_more_is_there():
    named = {name for groups in EVERYWHERE.values() for name in groups.split(", ")}
    assert named <= {group.__name__ for group in GROUPS}


@pytest.mark.parametrize("place", ["query", "form", "cookie", "field"])
def test_a_good_token_in_another_place_is_none(client, target, place):
    token = target.token()
    ways = {
        "query": {"query_params": {"access_token": token}},
        "form": {"data": {"access_token": token}},
        "cookie": {"headers": {"cookie": f"access_token={token}; Authorization=Bearer {token}"}},
        "field": {
            "headers": {"x-authorization": f"Bearer {token}", "proxy-authorization": f"Bearer {token}"}
        },
    }
    response = client.get("/api/profile/", **ways[place])
    assert (response.status_code, json.loads(response.content)["code"]) == (401, "credentials-missing")
