"""The demo with addresses that go wrong, so that every error can be met over a socket and in a browser."""
