# ruff: noqa: E501  (one rule, one line)
"""What RFCs demand of an answer by its status: one table, applied to every code and method.

A rule looks at an answer as it came over the wire, together with the method and the code that was asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from status_ref.http.challenges import parse_challenges
from status_ref.http.problems import phrase
from status_ref.http.syntax import Malformed
from tests.wire.socket_client import RawResponse

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
REFERENCE = re.compile(r"(?:https?://[^\s]+|/[^\s]*)")
ONCE = (
    "content-type",
    "content-length",
    "date",
    "location",
    "etag",
    "retry-after",
    "content-range",
    "server",
)


@dataclass(frozen=True)
class Exchange:
    """What was asked for, and what came; ``plain`` is the answer to GET."""

    method: str
    code: int
    answer: RawResponse
    plain: RawResponse

    def has(self, name: str) -> bool:
        """Tell whether a field is there."""
        return bool(self.answer.lines(name))

    def value(self, name: str) -> str:
        """Give the value of a field, of several lines joined; empty where it is not there."""
        return ", ".join(self.answer.lines(name))

    @property
    def text(self) -> str:
        """The content as text."""
        return self.answer.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Rule:
    """One sentence of an RFC: for which codes it holds, and when it does."""

    section: str
    level: str
    says: str
    codes: Callable[[int], bool]
    holds: Callable[[Exchange], bool]
    contents: bool = False
    """Whether it speaks of content, which the answer to HEAD has not."""


def every(code: int) -> bool:
    """Say yes: a rule for all codes."""
    return True


def among(*codes: int) -> Callable[[int], bool]:
    """Make the condition of a rule for a few codes."""
    return lambda code: code in codes


def challenges(name: str) -> Callable[[Exchange], bool]:
    """Tell whether a field holds one challenge at least, and nothing else."""

    def holds(found: Exchange) -> bool:
        try:
            return bool(parse_challenges(*found.answer.lines(name)))
        except Malformed:
            return False

    return holds


def part(found: Exchange) -> bool:
    """Tell whether a part is as long as its Content-Range says."""
    said = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", found.value("content-range"))
    if said is None:
        return False
    first, last, whole = map(int, said.groups())
    return first <= last < whole and (found.method == "HEAD" or len(found.answer.body) == last - first + 1)


def multistatus(found: Exchange) -> bool:
    """Tell whether the content is what WebDAV calls so."""
    if "xml" not in found.value("content-type"):
        return False
    root = ET.fromstring(found.answer.body)
    return root.tag == "{DAV:}multistatus" and len(root.findall("{DAV:}response/{DAV:}status")) > 1


def same_fields(found: Exchange) -> bool:
    """Tell whether HEAD has the fields of GET; those that need the content may be left out."""

    def fields(answer: RawResponse) -> set[tuple[str, str]]:
        return {(name.lower(), value) for name, value in answer.fields if name.lower() not in FREE}

    return fields(found.answer) == fields(found.plain)


FREE = {"date", "content-length", "transfer-encoding", "connection", "server"}


def length(found: Exchange) -> bool:
    """Tell whether Content-Length says how long the content is, or was for GET."""
    said = found.value("content-length")
    content = found.plain.body if found.method == "HEAD" else found.answer.body
    return not said or said == str(len(content))


def explains(found: Exchange) -> bool:
    """Tell whether the content says more than the status line."""
    return len(found.text) > len(phrase(found.code)) + 10


def link_to_blocker(found: Exchange) -> bool:
    """Tell whether Link names who blocks, with the relation that RFC 7725 demands."""
    return re.fullmatch(r'<[^<>]+>; rel="blocked-by"', found.value("link")) is not None


def says(*words: str) -> Callable[[Exchange], bool]:
    """Make a condition: a word of these stands in the content."""
    return lambda found: any(word in found.text for word in words)


def well_formed(name: str, pattern: re.Pattern[str]) -> Callable[[Exchange], bool]:
    """Make a condition: where the field is there, its value fits."""
    return lambda found: not found.has(name) or pattern.fullmatch(found.value(name)) is not None


def json_status(found: Exchange) -> bool:
    """Tell whether a problem says the status of the answer (RFC 9457, Section 3.1.2)."""
    if "problem+json" not in found.value("content-type") or not found.answer.body:
        return True
    return bool(json.loads(found.text).get("status", found.answer.status) == found.answer.status)


NO_CONTENT = among(204, 205, 304)
ERRORS = range(400, 600)
RULES = (
    Rule("RFC 9110, 15", "MUST", "the status is the one asked for", every, lambda x: x.answer.status == x.code),
    Rule("RFC 9110, 6.6.1", "MUST", "Date", every, lambda x: DATE.fullmatch(x.value("date")) is not None),
    Rule("RFC 9110, 5.3", "MUST", "no field twice that is no list", every, lambda x: all(len(x.answer.lines(name)) <= 1 for name in ONCE)),
    Rule("RFC 9110, 8.6", "MUST", "no Content-Length in a 204", among(204), lambda x: not x.has("content-length")),
    Rule("RFC 9112, 6.1", "MUST", "no Transfer-Encoding in a 204", among(204), lambda x: not x.has("transfer-encoding")),
    Rule("RFC 9110, 8.6", "MUST", "Content-Length is the length", lambda c: c not in {204, 304}, length),
    Rule("RFC 9110, 15.3.5, 15.3.6, 15.4.5", "MUST", "no content", NO_CONTENT, lambda x: not x.answer.body),
    Rule("RFC 9110, 9.3.2", "MUST", "no content for HEAD", every, lambda x: x.method != "HEAD" or not x.answer.body),
    Rule("RFC 9110, 9.3.2", "SHOULD", "HEAD has the fields of GET", every, lambda x: x.method != "HEAD" or same_fields(x)),
    Rule("RFC 9110, 8.3", "SHOULD", "Content-Type where there is content", every, lambda x: not x.answer.body or x.has("content-type")),
    Rule("RFC 9110, 15.3.2", "SHOULD", "Location or the target names what was created", among(201), lambda x: x.has("location")),
    Rule("RFC 9110, 15.3.3", "SHOULD", "says how to watch the request", among(202), says("monitor"), contents=True),
    Rule("RFC 9110, 15.3.7", "MUST", "Content-Range of the part", among(206), part),
    Rule("RFC 9110, 15.3.7", "MUST", "ETag, as a 200 has one", among(206), lambda x: x.has("etag")),
    Rule("RFC 4918, 13", "MUST", "a multistatus document", among(207), multistatus, contents=True),
    Rule("RFC 3229, 10.4.1", "MUST", "IM and ETag", among(226), lambda x: x.has("im") and x.has("etag")),
    Rule("RFC 9110, 15.4.1", "SHOULD", "a list to choose from", among(300), says("href", "http", "/"), contents=True),
    Rule("RFC 9110, 15.4", "SHOULD", "Location", among(300, 301, 302, 303, 307, 308), lambda x: x.has("location")),
    Rule("RFC 9110, 10.2.2", "MUST", "Location is a reference", every, well_formed("location", REFERENCE)),
    Rule("RFC 9110, 15.4.5", "MUST", "ETag, as a 200 has one", among(304), lambda x: x.has("etag")),
    Rule("RFC 9110, 8.8.3", "MUST", "ETag is an entity tag", every, well_formed("etag", ETAG)),
    Rule("RFC 9110, 15.5, 15.6", "SHOULD", "an explanation", ERRORS.__contains__, explains, contents=True),
    Rule("RFC 9457, 3.1.2", "MUST", "a problem says the same status", every, json_status),
    Rule("RFC 9110, 15.5.2", "MUST", "WWW-Authenticate", among(401), challenges("www-authenticate")),
    Rule("RFC 9110, 15.5.6", "MUST", "Allow", among(405), lambda x: x.has("allow")),
    Rule("RFC 9110, 15.5.7", "SHOULD", "a list of what there is", among(406), says("available"), contents=True),
    Rule("RFC 9110, 15.5.8", "MUST", "Proxy-Authenticate", among(407), challenges("proxy-authenticate")),
    Rule("RFC 9110, 15.5.10", "SHOULD", "what conflicts", among(409), says("conflict"), contents=True),
    Rule("RFC 9110, 15.5.14", "SHOULD", "Retry-After where it passes", among(413), lambda x: x.has("retry-after")),
    Rule("RFC 9110, 15.5.16", "SHOULD", "Accept or Accept-Encoding", among(415), lambda x: x.has("accept")),
    Rule("RFC 9110, 15.5.17", "SHOULD", "Content-Range with the length", among(416), lambda x: re.fullmatch(r"bytes \*/\d+", x.value("content-range")) is not None),
    Rule("RFC 4918, 11.3", "SHOULD", "the precondition", among(423), says("lock-token"), contents=True),
    Rule("RFC 9110, 15.5.22", "MUST", "Upgrade", among(426), lambda x: x.has("upgrade")),
    Rule("RFC 9110, 7.8", "MUST", "Connection: upgrade beside Upgrade", every, lambda x: not x.has("upgrade") or "upgrade" in x.value("connection").lower()),
    Rule("RFC 6585, 3", "SHOULD", "how to send it again", among(428), says("If-Match"), contents=True),
    Rule("RFC 6585, 3 to 6", "MUST", "kept by no cache", among(428, 429, 431, 511), lambda x: "no-store" in x.value("cache-control")),
    Rule("RFC 6585, 5", "SHOULD", "the field that is too large", among(431), says("Cookie", "field"), contents=True),
    Rule("RFC 7725, 4", "SHOULD", "who blocks it", among(451), link_to_blocker),
    Rule("RFC 9110, 15.6.6", "SHOULD", "the versions that it speaks", among(505), says("HTTP/1.1"), contents=True),
    Rule("RFC 6585, 6", "SHOULD", "a link to the log-in", among(511), says("http://", "https://"), contents=True),
    Rule("RFC 6585, 6", "SHOULD", "no challenge", among(511), lambda x: not x.has("www-authenticate")),
    Rule("RFC 9112, 4", "MAY", "the registered phrase, or Unassigned", every, lambda x: x.answer.reason in {phrase(x.code), NAMES.get(x.code, "")}),
)  # fmt: skip
NAMES = {306: "(Unused)", 418: "(Unused)"}


def broken(found: Exchange) -> Iterator[Rule]:
    """Give the rules that an answer breaks."""
    for rule in RULES:
        if (
            rule.codes(found.code)
            and not (rule.contents and found.method == "HEAD")
            and not rule.holds(found)
        ):
            yield rule
