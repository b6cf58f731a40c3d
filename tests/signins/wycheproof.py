"""Wycheproof's tests of JSON Web Signatures, made anew for a key and claims that the service would accept.

The names are those of the comments and flags in ``json_web_signature_test.json`` of Project Wycheproof
(C2SP/wycheproof, Apache License 2.0). No vector is copied: theirs stand for keys and contents that would be
refused for other reasons, so each case is generated from its category. Left out are ``rejectWrongKeyOps``,
because a ring has no keys for anything but signatures, and what is valid.
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.signins import pems
from tests.signins.attacks import ALGORITHMS, P256_ORDER, b64, dumped, unb64

SHA256 = bytes.fromhex("300d06096086480165030402010500")  # its AlgorithmIdentifier in DER
OTHER = {"HS256": "HS512", "RS256": "PS256", "ES256": "HS256"}


def structure(target):
    """What every algorithm has: parts that are changed, missing or too many."""
    head, payload, end = target.token().split(".")
    other = b64(dumped(target.header | {"kid": "x"}))
    yield "rejectsModifiedSignature", f"{head}.{payload}.{'B' if end[0] == 'A' else 'A'}{end[1:]}"
    yield "rejectsMissingSignature", f"{head}.{payload}."
    yield "rejectsMissingSignatureAndSeparator", f"{head}.{payload}"
    yield "rejectsModifiedPayload", f"{head}.{b64(dumped(target.claims | {'x': 1}))}.{end}"
    yield "rejectsMissingPayload", f"{head}..{end}"
    yield "rejectsMissingPayloadAndSeparator", f"{head}.{end}"
    yield "rejectsModifiedHeader", f"{other}.{payload}.{end}"
    yield "rejectsMissingHeader", f".{payload}.{end}"
    yield "rejectsMissingHeaderAndSeparator", f"{payload}.{end}"
    yield "rejectsMissingHeaderAndSignature", f".{payload}."
    yield "rejectsMissingHeaderSignatureAndSeparators", payload
    yield "rejectsEmptyString", ""
    yield "rejectsExtraEmptyComponent", f"{head}.{payload}.{end}."
    yield "rejectsExtraComponent", f"{head}.{payload}.{end}.foo"
    yield "rejectsNoneAlgorithmAndMissingSignature", target.without(header={"alg": "none"})
    signed = {"protected": head, "header": {"unknown": "untrustworthy"}, "signature": end}
    yield "rejectsValidJsonSerialization", dumped({"payload": payload, "signatures": [signed]}).decode()


def keys(target):
    """Keys of whoever sends the token, and primitives that the key is not for."""
    stranger = pems.key("ES256", 9)
    jwk = ALGORITHMS["ES256"].to_jwk(stranger.public_key(), as_dict=True) | {"kid": target.key.kid}
    header = {"alg": "ES256", "jwk": jwk}
    yield "rejectsAttackerProvidedEmbeddedJwk", target.token(header, algorithm="ES256", key=stranger)
    other = OTHER[target.key.algorithm]
    key = b"k" * 64 if other == "HS256" else None
    yield "WrongPrimitive", target.token({"alg": other}, algorithm=other, key=key)
    if target.key.jwk:
        public = target.key.verifying.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        for secret in (public, dumped(target.key.jwk)):
            head = target.without(header={"alg": "HS256"})[:-1]
            mac = ALGORITHMS["HS256"].sign(head.encode(), secret)
            yield f"rejectsSymmetryConfusionAttacks {len(secret)}", f"{head}.{b64(mac)}"


def base64(target):
    """Characters that Base64 does not have, or has not there; what is signed is what is sent."""
    head, payload, end = target.token().split(".")
    yield "rejectsSpacesInMac", f"{head}.{payload}.    {end}"
    yield "rejectsInvalidCharacterInsertedInMac in front", f"{head}.{payload}.?{end}"
    yield "rejectsInvalidCharacterInsertedInMac at the end", f"{head}.{payload}.{end}?"
    yield "rejects0ReplacedbyInvalidCharacter", f"{head}.{payload}.?{end[1:]}"
    yield "rejectsInvalidCharacters", f"{head}.{payload}.????{end[4:]}"
    for name, changed in (
        ("spacesInHeader", f"{head}    .{payload}"),
        ("invalidCharactersInHeader", f"{head}####.{payload}"),
        ("invalidBase64Padding", f"{head}=.{payload}"),
        ("InvalidCharacterInsertedInHeader", f"{head[:-1]}?{head[-1]}.{payload}"),
        ("spacesInPayload", f"{head}.    {payload}"),
        ("invalidCharactersInPayload", f"{head}.####{payload}"),
        ("invalidBase64PaddingInPayload", f"{head}.{payload}="),
        ("InvalidCharacterInPayload", f"{head}.?{payload}"),
        ("InvalidCharacterInsertedInPayload", f"{head}.{payload}?"),
        ("ModifiedUnusedBitsInPayload", f"{head}.AB"),
        ("MacOfIncorrectlyEncodedMessage", f"{head}.A"),
    ):
        yield name, f"{changed}.{b64(target.signature(changed))}"


def padding(target):
    """RS256: what stands before the hash is not what PKCS #1 says (flag ModifiedPadding)."""
    head = target.token().rsplit(".", 1)[0]
    for name, *block in paddings(sha256(head.encode()).digest()):
        yield f"ModifiedPadding {name}", f"{head}.{b64(signed(target, *block))}"


def right_padding(target):
    head = target.token().rsplit(".", 1)[0]
    info = b"\x30\x31" + SHA256 + b"\x04\x20" + sha256(head.encode()).digest()
    return f"{head}.{b64(signed(target, info))}"


def signed(target, info, lead=b"\0\1", fill=b"\xff"):
    """Give the signature of a block as if it were a padded hash (RFC 8017, Section 9.2)."""
    numbers = target.key.signing.private_numbers()
    modulus = numbers.public_numbers.n
    size = (modulus.bit_length() + 7) // 8
    block = lead + fill * (size - len(lead) - 1 - len(info)) + b"\0" + info
    return pow(int.from_bytes(block) % modulus, numbers.d, modulus).to_bytes(size)


def paddings(hashed):
    octets = b"\x04\x20" + hashed
    right = b"\x30\x31" + SHA256 + octets
    for name, length in {
        "longFormEncodingOfLengthOfSequence": "8131",
        "lengthOfSequenceContainsLeading0": "820031",
        "wrongLengthOfSequence": "32",
        "uint32OverflowInLengthOfSequence": "850100000031",
        "uint64OverflowInLengthOfSequence": "89010000000000000031",
        "lengthOfSequenceIs2to31sub1": "847fffffff",
        "lengthOfSequenceIs2to64sub1": "88ffffffffffffffff",
        "incorrectLengthOfSequence": "ff",
        "replacedSequenceByAnIndefiniteLengthTagWithoutTermination": "80",
    }.items():
        yield name, b"\x30" + bytes.fromhex(length) + SHA256 + octets
    for name, info in {
        "removingSequence": b"",
        "lonelySequenceTag": b"\x30",
        "appending0'sToSequence": b"\x30\x33" + SHA256 + octets + b"\0\0",
        "prepending0'sToSequence": b"\x30\x33\0\0" + SHA256 + octets,
        "appendingUnused0'sToSequence": right + b"\0\0",
        "appendingNullValueToSequence": b"\x30\x33" + SHA256 + octets + b"\5\0",
        "appendingGarbageToSequence": right + b"garbage",
        "prependingGarbageToSequence": b"\x30\x35\x25\0" + SHA256 + octets,
        "ReplacingSequenceWithNULL": b"\5\0",
        "changingTagValueOfSequence": b"\x31" + right[1:],
        "missingNULL": b"\x30\x2f" + bytes.fromhex("300b0609608648016503040201") + octets,
        "hashOfAnotherAlgorithm": right.replace(SHA256, SHA256.replace(b"\x02\x01\x05", b"\x02\x03\x05")),
        "lonelyOctetStringTag": right[:19][:-2] + b"\4",
        "changingTagValueOfOctetString": right.replace(octets, b"\x05" + octets[1:]),
        "droppingValueOfOctetString": b"\x30\x11" + SHA256 + b"\4\0",
        "truncatedOctetString": b"\x30\x30" + SHA256 + b"\4\x1f" + hashed[:-1],
        "modifyingFirstByteOfOctetString": right[:-32] + bytes([hashed[0] ^ 2]) + hashed[1:],
        "modifyingLastByteOfOctetString": right[:-1] + bytes([hashed[-1] ^ 2]),
        "usingCompositionForOctetString": b"\x30\x33" + SHA256 + b"\x24\x22" + octets,
        "hashWithoutIdentifier": hashed,
    }.items():
        yield name, info
    yield "wrongFirstByte", right, b"\1\1"
    yield "wrongBlockType", right, b"\0\2"
    yield "paddingOfZeros", right, b"\0\1", b"\0"
    yield "garbageAtTheEndAndShortPadding", right + bytes(100)


def special(target):
    """ES256: numbers that no signature has, and lengths that it has not."""
    head, end = target.token().rsplit(".", 1)
    right = unb64(end)
    r, s = int.from_bytes(right[:32]), int.from_bytes(right[32:])
    for name, raw in {
        "SignatureTooLong": b"\0" + right[:32] + b"\0" + right[32:],
        "TrailingZeros": right + b"\0",
        "RisTooBig": (r + P256_ORDER).to_bytes(33) + s.to_bytes(33),
        "SisTooBig": r.to_bytes(33) + (s + P256_ORDER).to_bytes(33),
        "IntegerOverflow of r": (r + 2**256).to_bytes(33) + s.to_bytes(33),
        "IntegerOverflow of s": r.to_bytes(33) + (s + 2**256).to_bytes(33),
        "BufferOverflow": r.to_bytes(256) + s.to_bytes(256),
    }.items():
        yield name, f"{head}.{b64(raw)}"
    numbers = {"Zero": 0, "One": 1, "Nminus1": P256_ORDER - 1, "N": P256_ORDER}
    for first, a in numbers.items():
        for second, b in numbers.items():
            yield f"rIs{first}_sIs{second}", f"{head}.{b64(a.to_bytes(32) + b.to_bytes(32))}"


def wycheproof(target):
    """All that an algorithm can be tried with."""
    groups = {"RS256": (padding,), "ES256": (special,)}.get(target.key.algorithm, ())
    for group in (structure, keys, base64, *groups):
        yield from group(target)


def categories(target):
    """Name the categories of these cases: what stands behind a space tells cases of one from another."""
    return {name.split()[0] for name, _ in wycheproof(target)}
