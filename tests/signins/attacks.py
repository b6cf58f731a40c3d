"""Wrong tokens for one key, in groups: what RFC 8725 and old reports warn of; see ``wycheproof``, too.

Each case is a name and an ``Authorization`` value. None may be accepted, whatever the key's algorithm is.
"""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from jwt.algorithms import get_default_algorithms

from status_ref.signins.keys import Key, derived
from tests.signins import pems

ALGORITHMS = get_default_algorithms()
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
URLS = [
    "http://127.0.0.1:1/k",
    "https://127.0.0.1:1/k",
    "file:///etc/passwd",
    "ftp://127.0.0.1:1/k",
    "//x",
    "",
]
DEEP = b"[" * 3000
ODD = [
    None,
    True,
    False,
    -1,
    1.5,
    "",
    "x",
    "1",
    [],
    {},
    [1],
    ["x"],
    {"a": 1},
    float("nan"),
    float("inf"),
    1e308,
]


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


def dumped(value) -> bytes:
    return json.dumps(value).encode()


def changed(members, change) -> bytes:
    """Give the members with some of them changed, or what stands in their place."""
    return change if isinstance(change, bytes) else dumped(members | (change or {}))


@dataclass(frozen=True)
class Target:
    """A key that the service trusts, and claims that it would accept."""

    key: Key
    claims: dict
    other_sid: str
    other_sub: str

    @property
    def header(self):
        return {"alg": self.key.algorithm, "typ": "at+jwt", "kid": self.key.kid}

    def signature(self, signing_input, algorithm=None, key=None):
        algorithm, key = algorithm or self.key.algorithm, key or self.key.signing
        return ALGORITHMS[algorithm].sign(signing_input.encode(), ALGORITHMS[algorithm].prepare_key(key))

    def token(self, header=None, payload=None, **signing):
        """Sign some other header or payload."""
        head = f"{b64(changed(self.header, header))}.{b64(changed(self.claims, payload))}"
        return f"{head}.{b64(self.signature(head, **signing))}"

    def without(self, **parts):
        """Give a token with another signature, or none."""
        head = f"{b64(dumped(self.header | parts.get('header', {})))}.{b64(dumped(self.claims))}"
        return f"{head}.{b64(parts.get('signature', b''))}"


def good(target):
    yield "as it is given", "Bearer " + target.token()
    yield "another case", "bEARER " + target.token()
    yield "a media type", "Bearer " + target.token({"typ": "application/AT+JWT"})
    yield "an audience among others", "Bearer " + target.token(payload={"aud": ["x", target.claims["aud"]]})
    for name in ("jku", "x5u", "jwk", "x5c", "unknown"):
        yield f"{name} is not read", "Bearer " + target.token({name: URLS[0]})


def algorithm(target):
    names = ["none", "None", "NONE", "nOnE", "", " none", "none ", "none\x00", "HS256", "HS384", "HS512"]
    names += ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K"]
    names += ["EdDSA", "Ed25519", "hs256", "rs256", "es256", "HS256 ", "HS-256", "HMAC", "SHA256", "MD5"]
    names += ["dir", "A128KW", "A256GCM", "RSA-OAEP", "RSA1_5", "ECDH-ES", "PBES2-HS256+A128KW", "../HS256"]
    names += [None, True, 0, 256, [], ["HS256"], {}, {"alg": "HS256"}]
    for name in names:
        if name == target.key.algorithm:
            continue
        header = {"alg": name}
        yield f"{name!r}, no signature", target.without(header=header)
        yield f"{name!r}, any signature", target.without(header=header, signature=b"x" * 32)
        yield f"{name!r}, signed with the key", target.token(header)
    header = {"typ": "at+jwt", "kid": target.key.kid}
    yield "missing", target.token(dumped(header))
    yield "twice", target.token(dumped(target.header)[:-1] + b', "alg": "none"}')
    yield "PBES2 with a huge count", target.without(header={"alg": "PBES2-HS256+A128KW", "p2c": 2**31})


def confusion(target):
    for name, secret in _secrets(target):
        for algorithm in ("HS256", "HS384", "HS512"):
            for kid in (target.key.kid, "x"):
                header = {"alg": algorithm, "kid": kid}
                head = f"{b64(dumped(target.header | header))}.{b64(dumped(target.claims))}"
                signature = ALGORITHMS[algorithm].sign(head.encode(), secret)
                yield f"{algorithm} with {name}, {kid == 'x' or 'its kid'}", f"{head}.{b64(signature)}"
    for algorithm, kind in (("ES256", "ES256"), ("RS256", "RS256"), ("PS256", "RS256"), ("EdDSA", "EdDSA")):
        stranger = pems.key(kind, 9)
        for header in ({}, {"alg": algorithm}):
            yield (
                f"{algorithm} of a stranger {header}",
                target.token(header, algorithm=algorithm, key=stranger),
            )


def _secrets(target):
    yield "nothing", b""
    yield "a zero", b"\0"
    yield "a common word", b"secret"
    yield "the secret key itself", settings.SECRET_KEY.encode()
    yield "the key of refresh tokens", bytes(derived("refresh")[0])
    yield "the name of the key", target.key.kid.encode()
    if target.key.jwk:
        public = target.key.verifying
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        yield "the public key", pem
        yield "the public key without the line's end", pem.strip()
        yield "the public key with other lines' ends", pem.replace(b"\n", b"\r\n")
        yield "the public key in DER", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        yield "the public JWK", dumped(target.key.jwk)


def signature(target):
    head, right = target.token().rsplit(".", 1)
    raw = target.signature(head) if target.key.algorithm != "ES256" else unb64(right)
    for name, wrong in _signatures(target, raw):
        yield name, f"{head}.{b64(wrong)}"
    for sign in ("=", "==", "A", "AAAA", "+", "/", "~"):
        yield f"{sign!r} after it", f"{head}.{right}{sign}"
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    if len(raw) % 3:
        yield "other bits that Base64 does not use", f"{head}.{right[:-1]}{last[last.index(right[-1]) ^ 1]}"
    yield "over another payload", f"{head.split('.')[0]}.{b64(dumped(target.claims | {'x': 1}))}.{right}"
    yield "over another header", f"{b64(dumped(target.header | {'x': 1}))}.{head.split('.')[1]}.{right}"
    yield "in other letters", f"{head}.{right.swapcase()}"


def _signatures(target, raw):
    yield "empty", b""
    yield "one byte", b"\0"
    yield "zeros", bytes(len(raw))
    yield "ones", b"\xff" * len(raw)
    yield "twice", raw + raw
    yield "reversed", raw[::-1]
    for length in (1, 2, 8, 16, len(raw) // 2, len(raw) - 1):
        yield f"cut to {length}", raw[:length]
        yield f"its last {length}", raw[-length:]
    for more in (b"\0", b"x", bytes(16)):
        yield f"longer by {more!r}", raw + more
        yield f"longer by {more!r} in front", more + raw
    for place in range(0, len(raw), max(1, len(raw) // 24)):
        yield f"a bit turned at {place}", raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
    if target.key.algorithm == "ES256":
        yield from _of_ecdsa(raw)


def _of_ecdsa(raw):
    r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    numbers = [0, 1, P256_ORDER - 1, P256_ORDER, P256_ORDER + 1, 2**256 - 1]
    pairs = [(a, b) for a in numbers for b in numbers] + [(a, s) for a in numbers] + [(r, b) for b in numbers]
    for first, second in [*pairs, (s, r)]:
        yield f"r {first:x} s {second:x}", first.to_bytes(32) + second.to_bytes(32)


def injection(target):
    for name in ("jku", "x5u", "jwk", "x5c", "x5t", "x5t#S256", "iss", "keys"):
        for url in URLS:
            header = {name: url, "alg": "ES256"}
            yield (
                f"{name} {url} of a stranger",
                target.token(header, algorithm="ES256", key=pems.key("ES256", 9)),
            )
    stranger = ALGORITHMS["ES256"].to_jwk(pems.key("ES256", 9).public_key(), as_dict=True)
    for kid in (target.key.kid, "mine"):
        header = {"alg": "ES256", "jwk": stranger | {"kid": kid}, "kid": kid}
        yield f"its own key {kid}", target.token(header, algorithm="ES256", key=pems.key("ES256", 9))
    kid = target.key.kid
    kids = [
        "",
        "x",
        "/dev/null",
        "../../../../dev/null",
        "' OR 1=1 --",
        "x; sleep 9",
        "$(sleep 9)",
        "\x00",
        "é",
    ]
    kids += [kid + "\x00", kid + " ", kid.swapcase(), kid[:-1], kid + "/", "http://127.0.0.1:1/", "k" * 2000]
    kids += [None, True, 0, [], [kid], {}, {"kid": kid}]
    for wrong in kids:
        yield f"kid {wrong!r}"[:60], target.token({"kid": wrong})
        empty = ALGORITHMS["HS256"]
        head = f"{b64(dumped(target.header | {'alg': 'HS256', 'kid': wrong}))}.{b64(dumped(target.claims))}"
        yield f"kid {wrong!r}, empty key"[:60], f"{head}.{b64(empty.sign(head.encode(), b''))}"
    yield "no kid", target.token(dumped({"alg": target.key.algorithm, "typ": "at+jwt"}))
    for crit in (["exp"], ["b64"], ["unknown"], [], [1], "exp", None, {}, True):
        yield f"crit {crit!r}", target.token({"crit": crit, "exp": 1})
    yield "an unencoded payload", target.token({"b64": False, "crit": ["b64"]})


def typ(target):
    types = [
        "JWT",
        "jwt",
        "",
        "at",
        "at+jwt ",
        " at+jwt",
        "at+jwt\x00",
        "at+jwt;x=y",
        "application/jwt",
        "at-jwt",
    ]
    types += [
        "rt+jwt",
        "dpop+jwt",
        "logout+jwt",
        "secevent+jwt",
        "id+jwt",
        "JOSE",
        "JOSE+JSON",
        "text/at+jwt",
    ]
    types += ["application/application/at+jwt", None, True, 0, [], ["at+jwt"], {}, {"typ": "at+jwt"}]
    for wrong in types:
        yield f"{wrong!r}", target.token({"typ": wrong})
    yield "missing", target.token(dumped({"alg": target.key.algorithm, "kid": target.key.kid}))


def structure(target):
    token = target.token()
    head, payload, end = token.split(".")
    joined = [
        f"{head}",
        f"{head}.{payload}",
        f"{token}.x",
        f"{token}.x.y",
        f".{token}",
        f"{token}.",
        f"{head}..{end}",
    ]
    joined += [
        f".{payload}.{end}",
        f"{head}.{payload}.",
        f"{payload}.{head}.{end}",
        f"{head}.{end}.{payload}",
        "..",
        ".",
    ]
    joined += [
        f"{head}.{payload}.{end}.{end}.{end}",
        token.replace(".", "-"),
        token[::-1],
        token[1:],
        token[:40],
        "a.b.c",
    ]
    for wrong in joined:
        yield f"parts {len(wrong)} {wrong.count('.')} {wrong[:8]}", wrong
    flattened = {"protected": head, "payload": payload, "signature": end}
    yield "JSON serialization", b64(dumped(flattened))
    yield "JSON serialization in the header", f"{b64(dumped(flattened))}.{payload}.{end}"
    contents = [
        b"",
        b"x",
        b"[]",
        b"[1]",
        b'""',
        b'"x"',
        b"0",
        b"1.5",
        b"null",
        b"true",
        b"NaN",
        b"{",
        b"}",
        b"{}",
    ]
    contents += [
        DEEP,
        b'{"a":' * 1000,
        b"\xff\xfe",
        b"\x00",
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        b"{} {}",
        b"{'a': 1}",
    ]
    contents += [b'{"alg"', b'{"alg":"none"}', b"\x80abc", b"<xml/>", b"---\na: 1"]
    for content in contents:
        yield f"header {content[:12]!r}", target.token(content)
        yield f"payload {content[:12]!r}", target.token(payload=content)
    claims = dumped(target.claims)
    yield "payload with something after it", target.token(payload=claims + b"x")
    yield "payload with a mark before it", target.token(payload=b"\xef\xbb\xbf" + claims)
    yield "payload in another encoding", target.token(payload=claims.decode().encode("utf-16"))
    yield "payload in a list", target.token(payload=b"[" + claims + b"]")
    yield "a token in a token", target.token(payload=dumped(token))


def types(target):
    fine = {"scope": {"", "x", "1"}, "client_id": {"", "x", "1"}, "jti": {"", "x", "1"}}
    for name in (*target.claims, "nbf"):
        for value in ODD:
            if isinstance(value, str) and value in fine.get(name, {target.claims.get(name)}):
                continue
            yield f"{name} {value!r}", target.token(payload={name: value})
    for name in target.claims:
        left = {key: value for key, value in target.claims.items() if key != name}
        yield f"{name} missing", target.token(payload=dumped(left))


def times(target):
    now = int(time.time())
    for name, values in {
        "exp": [now - 1, now - 300, 0, 1, -(2**31), 2**31 - 2**32, 253402300800, 2**63, 2**64, 10**100],
        "nbf": [now + 60, now + 10**6, 2**31 - 1, 2**63, 10**100],
        "iat": [now + 60, now + 10**6, 2**63, 10**100],
    }.items():
        for value in values:
            yield f"{name} {value}", target.token(payload={name: value})
    for text in (
        str(now + 60),
        f" {now + 60}",
        f"{now + 60}.0",
        "2030-01-01T00:00:00Z",
        "1e10",
        "0x7fffffff",
    ):
        yield f"exp {text!r}", target.token(payload={"exp": text})


def identity(target):
    sub, sid = target.claims["sub"], target.claims["sid"]
    subs = [f"0{sub}", f" {sub}", f"{sub} ", f"+{sub}", f"{sub}.0", f"{sub}\x00", int(sub), float(sub), [sub]]
    subs += [target.other_sub, "0", "-1", "admin", "ann", "9" * 30, "9" * 3000, {"pk": sub}, f"{sub},1", "٣"]
    for wrong in subs:
        yield f"sub {str(wrong)[:20]!r} {type(wrong).__name__}", target.token(payload={"sub": wrong})
    sids = [
        target.other_sid,
        sid[:-1],
        sid + "x",
        sid.swapcase(),
        f"{sid[:-1]}\x00",
        "x" * 22,
        "é" * 22,
        [sid],
    ]
    sids += [f"{sid}\n", "' OR 1=1 --", "%", "_" * 22, "-" * 22]
    for wrong in sids:
        yield f"sid {str(wrong)[:24]!r}", target.token(payload={"sid": wrong})
    for name in ("iss", "aud"):
        right = target.claims[name]
        values = [
            right + "/",
            right[:-1],
            right.upper(),
            right.replace("http", "https"),
            f" {right}",
            f"{right}\x00",
        ]
        values += ["*", "http://evil.example", right + ".evil.example", [], ["x"], [[right]], {right: 1}]
        for wrong in [*values, *([[right]] if name == "iss" else [])]:
            yield f"{name} {wrong!r}", target.token(payload={name: wrong})
    for wrong in ("refresh", "Access", "sliding", "id"):
        yield f"token_type {wrong}", target.token(payload={"token_type": wrong})


def scheme(target):
    token = target.token()
    for wrong in (
        "Token",
        "JWT",
        "DPoP",
        "Basic",
        "Digest",
        "Bearer:",
        "Bearer,",
        "BearerX",
        "X-Bearer",
        "Mac",
    ):
        yield f"{wrong} as scheme", f"{wrong} {token}"
    forms = [
        "Bearer",
        "Bearer ",
        "Bearer  ",
        "Bearer\t{}",
        "Bearer {} {}",
        "Bearer {},{}",
        "Bearer {}, Bearer {}",
    ]
    forms += [
        'Bearer "{}"',
        "Bearer '{}'",
        "Bearer <{}>",
        "Bearer token={}",
        'Bearer token="{}"',
        "Bearer {};",
    ]
    forms += [
        "Bearer={}",
        "Bearer Bearer {}",
        "{}",
        "Bearer {}\t{}",
        "Bearer {}%00",
        "Bearer {}\x7f",
        "Bearer é{}",
    ]
    forms += [
        "Bearer {}, Basic YTpi",
        "Basic YTpi, Bearer {}",
        "Bearer [{}]",
        "Bearer {}&x",
        "Bearer, {}",
        "Bearer;{}",
    ]
    for form in forms:
        yield f"{form!r}", form.replace("{}", token)
    yield "too long", f"Bearer {token}" + "x" * 9000


OF_TOKENS = (algorithm, confusion, signature, injection, typ, structure, types, times, identity)


def cases(target, group):
    prefix = "" if group in (good, scheme) else "Bearer "
    return {name: prefix + value for name, value in group(target)}
