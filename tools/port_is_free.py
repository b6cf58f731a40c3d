"""``port_is_free.py HOST PORT``: say in one sentence why a server could not listen there."""

import errno
import socket
import sys


def main(host: str, port: str) -> str | None:
    """Try to listen; give None where it works, else what stands in the way."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT is a number from 1 to 65535, not {port!r}."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            another = int(port) % 65535 + 1
            return f"Port {port} of {host} is in use. Another one: make demo PORT={another}"
        return f"Nothing can listen on port {port} of {host}: {error.strerror}."
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
