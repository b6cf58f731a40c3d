"""What clients are called."""

import pytest

from status_ref.signins.clients import LONGEST, label

MOZILLA = "Mozilla/5.0 "
GECKO = "AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (MOZILLA + "(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (MOZILLA + f"(Windows NT 10.0) {GECKO}Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (MOZILLA + f"(Linux; Android 15) {GECKO}Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        (MOZILLA + f"(iPhone; CPU iPhone OS 18_0 like Mac OS X) {GECKO}Safari/604.1", "Safari on iPhone"),
        (MOZILLA + f"(Macintosh; Intel Mac OS X) {GECKO}Version/18 Safari/605.1", "Safari on macOS"),
        ("Firefox/140.0", "Firefox"),
        ("curl/8.5.0", "curl"),
        ("python-requests/2.32", "python-requests"),
        ("My Tablet App/3 (x)", "My Tablet App"),
        ("(comment only)", ""),
        ("", ""),
    ],
)
def test_from_a_user_agent(agent, name):
    assert label("", agent) == name


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("kitchen tablet", "kitchen tablet"),
        ("  a \t b  ", "a b"),
        ("a\r\nb\x00\x1b[31mc", "ab[31mc"),
        ("evil\u202etxt.exe\u200b\u2028", "eviltxt.exe"),
        ("Küche 🍳", "Küche 🍳"),
        ("x" * 500, "x" * LONGEST),
        ("\x00", "curl"),
        ("<b>", "<b>"),
    ],
)
def test_wanted_is_cleaned(wanted, name):
    assert label(wanted, "curl/8") == name
