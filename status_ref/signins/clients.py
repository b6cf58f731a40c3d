"""What a client is called in a list of sign-ins, so that its owner knows it again."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
# Browsers pretend to be their forerunners: the first that fits is the one.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
PRODUCT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ +-]*")  # the first of User-Agent (RFC 9110, Section 10.1.5)


def label(wanted: str, user_agent: str) -> str:
    """Give the name that a client wants for itself, else one made from its ``User-Agent``, else nothing."""
    return cleaned(wanted) or cleaned(_recognised(user_agent))


def cleaned(text: str) -> str:
    """Leave out what is not seen or turns the line around, and cut what is too long."""
    return " ".join("".join(filter(_is_seen, text)).split())[:LONGEST].rstrip()


def _is_seen(character: str) -> bool:
    return character == " " or unicodedata.category(character)[0] not in "CZ"


def _recognised(user_agent: str) -> str:
    browser = _first(BROWSERS, user_agent)
    if browser is None:
        product = PRODUCT.match(user_agent)
        return product.group() if product else ""
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for sign, name in names.items() if sign in user_agent), None)
