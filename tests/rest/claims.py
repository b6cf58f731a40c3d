"""Claims that no good token has, and what they are refused as under a right signature."""

from __future__ import annotations

import time

NOW = int(time.time())

# claim, value, failure; where that is empty any failure of a token will do
ODD: dict[str, tuple[str, object, str]] = {
    "exp in the past": ("exp", NOW - 60, "token-expired"),
    "nbf to come": ("nbf", NOW + 600, "token-not-yet-valid"),
    "iat to come": ("iat", NOW + 600, "token-not-yet-valid"),
    "exp as a word": ("exp", "soon", "token-malformed"),
    "exp beyond every clock": ("exp", 1e308, "token-invalid"),
    "exp in the year 10000": ("exp", 253402300800, "token-invalid"),
    "exp as a list": ("exp", [1], ""),
    "exp as null": ("exp", None, ""),
    "nbf as NaN": ("nbf", float("nan"), ""),
    "iat as infinity": ("iat", float("inf"), ""),
    "jti as an object": ("jti", {}, ""),
    "another type": ("token_type", "refresh", "token-wrong-type"),
    "another audience": ("aud", "http://other/", "token-wrong-audience"),
    "another issuer": ("iss", "http://other", "token-wrong-issuer"),
    "nobody": ("sub", "999999", "account-unavailable"),
    "nobody of thirty digits": ("sub", "9" * 30, "account-unavailable"),
    "nobody of five thousand digits": ("sub", "9" * 5000, "account-unavailable"),
    "nobody with a name": ("sub", "x", "account-unavailable"),
    "somebody with a NUL": ("sub", "a\x00b", "token-invalid"),
    "somebody as a number": ("sub", 1, ""),
    "somebody as a list": ("sub", ["1"], ""),
    "somebody as null": ("sub", None, ""),
    "somebody as true": ("sub", True, ""),
    "somebody as NaN": ("sub", float("nan"), ""),
    "auth_time as a word": ("auth_time", "now", "token-invalid"),
    "scope as a list": ("scope", ["a"], "token-invalid"),
}
