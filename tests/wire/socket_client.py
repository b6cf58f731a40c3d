"""HTTP/1.1 as bytes on a socket: nothing is tidied up, neither what is sent nor what comes back."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import BinaryIO

TIMEOUT = 10.0
"""Seconds without a byte after which an answer is given up."""


@dataclass(frozen=True)
class RawResponse:
    """An answer as it came: field lines in their order, content without its chunks."""

    status: int
    reason: str
    fields: list[tuple[str, str]]
    body: bytes

    def lines(self, name: str) -> list[str]:
        """Give the values of every field line of a name."""
        return [value for field, value in self.fields if field.lower() == name.lower()]

    def __getitem__(self, name: str) -> str:
        """Give the value of a field that stands on exactly one line."""
        (value,) = self.lines(name)
        return value


def request(method: str, target: str, *fields: str | bytes, body: bytes = b"") -> bytes:
    """Build a request; a field is a whole line, as text (Latin-1) or as bytes."""
    lines: list[str | bytes] = [
        f"{method} {target} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        *fields,
    ]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return b"\r\n".join(_bytes(line) for line in [*lines, "", ""]) + body


def exchange(host: str, port: int, message: bytes) -> RawResponse:
    """Send these bytes and read one answer; a ValueError says where it breaks the syntax of HTTP."""
    (answer,) = converse(host, port, message)
    return answer


def converse(host: str, port: int, *messages: bytes) -> list[RawResponse]:
    """Exchange one message after the other over a single connection."""
    with socket.create_connection((host, port), TIMEOUT) as connection, connection.makefile("rb") as stream:
        return [_exchange(connection, stream, message) for message in messages]


def _exchange(connection: socket.socket, stream: BinaryIO, message: bytes) -> RawResponse:
    connection.sendall(message)
    status, reason = _status_line(stream)
    fields = _fields(stream)
    if message.startswith(b"HEAD ") or status in {204, 304}:
        # Such an answer ends with its fields; what still comes before the connection closes is content.
        content = stream.read() if ("connection", "close") in _lowered(fields) else b""
    else:
        content = _content(stream, fields)
    return RawResponse(status, reason, fields, content)


def _lowered(fields: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name.lower(), value.lower()) for name, value in fields}


def _bytes(line: str | bytes) -> bytes:
    return line.encode("latin-1") if isinstance(line, str) else line


def _line(stream: BinaryIO) -> str:
    line = stream.readline(65_536)
    if not line.endswith(b"\r\n"):
        raise ValueError(f"a line of the head does not end in CRLF: {line!r}")
    return line[:-2].decode("latin-1")


def _status_line(stream: BinaryIO) -> tuple[int, str]:
    version, _, rest = _line(stream).partition(" ")
    code, _, reason = rest.partition(" ")
    if version != "HTTP/1.1" or len(code) != 3:
        raise ValueError(f"no status line: {version} {rest}")
    return int(code), reason


def _fields(stream: BinaryIO) -> list[tuple[str, str]]:
    fields = []
    while line := _line(stream):
        name, colon, value = line.partition(":")
        if not colon or name != name.strip():
            raise ValueError(f"no field line: {line!r}")
        fields.append((name, value.strip(" \t")))
    return fields


def _content(stream: BinaryIO, fields: list[tuple[str, str]]) -> bytes:
    named = {name.lower(): value for name, value in fields}
    if named.get("transfer-encoding") == "chunked":
        return _chunks(stream)
    if "content-length" not in named:
        return stream.read()
    length = int(named["content-length"])
    content = stream.read(length)
    if len(content) < length:
        raise ValueError(f"{length} bytes were announced, {len(content)} came")
    return content


def _chunks(stream: BinaryIO) -> bytes:
    content = b""
    while size := int(_line(stream).partition(";")[0], 16):
        content += stream.read(size)
        _line(stream)
    while _line(stream):
        pass
    return content
