"""Where a request comes from."""

import pytest

from status_ref import addresses


@pytest.fixture
def client(rf, settings):
    def client(peer, forwarded=None, proxies=0):
        settings.STATUS_REF = {"TRUSTED_PROXIES": proxies}
        fields = {} if forwarded is None else {"x-forwarded-for": forwarded}
        return addresses.client(rf.get("/", REMOTE_ADDR=peer, headers=fields))

    return client


@pytest.mark.parametrize(
    ("peer", "place"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_the_peer_is_the_client(client, peer, place):
    assert client(peer) == place


@pytest.mark.parametrize("proxies", [0, (), ["10.0.0.0/8"]])
def test_what_a_stranger_forwards_counts_for_nothing(client, proxies):
    assert client("192.0.2.1", "198.51.100.7", proxies) == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "place"),
    [
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("invented, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("198.51.100.7:4711", 1, "198.51.100.7"),
        ("[2001:db8::1]:4711", 1, "2001:db8::/64"),
        ("2001:db8::1", 1, "2001:db8::/64"),
        (None, 1, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("nonsense", 1, "10.0.0.1"),
        ("198.51.100.7", 5, "198.51.100.7"),
        ("invented, 198.51.100.7, 10.0.0.2", ["10.0.0.0/8"], "198.51.100.7"),
        ("10.0.0.3, 10.0.0.2", ["10.0.0.0/8"], "10.0.0.3"),
        ("nonsense, 10.0.0.2", ["10.0.0.0/8"], "10.0.0.2"),
        ("2001:db8::1", ["10.0.0.1", "2001:db8::/32"], "2001:db8::/64"),
    ],
)
def test_proxies_of_ours_are_believed_from_the_right(client, forwarded, proxies, place):
    assert client("10.0.0.1", forwarded, proxies) == place


def test_a_proxy_on_a_socket_has_no_address_of_its_own(client):
    assert client("", "198.51.100.7", 1) == "198.51.100.7"
