"""A secret that is made once."""

import stat
from concurrent.futures import ThreadPoolExecutor

from authdemo.secret import kept_secret


def test_is_long_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "deep" / "secret_key"
    assert len(kept_secret(path)) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_is_the_same_the_next_time(tmp_path):
    path = tmp_path / "secret_key"
    assert kept_secret(path) == kept_secret(path)


def test_is_one_however_many_ask_at_once(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(kept_secret, [path] * 64))) == 1
    assert list(tmp_path.iterdir()) == [path]
