"""Numbers that end."""

import time

import pytest
from django.core.cache import caches

from status_ref.counters import Count, count, read, uncount


@pytest.fixture
def cache():
    caches["default"].clear()
    return caches["default"]


@pytest.fixture
def noon(monkeypatch):
    """Stop the clock of counters; the function sets it to some seconds later."""

    def later(seconds):
        monkeypatch.setattr(time, "time", lambda: 43200.5 + seconds)

    later(0)
    return later


def test_counts_up_and_keeps_the_end_of_the_first(cache, noon):
    assert count(cache, "key", 60) == Count(1, 43260)
    noon(10)
    assert count(cache, "key", 60) == Count(2, 43260)


def test_begins_anew_when_it_has_ended(cache, noon):
    count(cache, "key", 60)
    noon(60)
    assert count(cache, "key", 60) == Count(1, 43320)


@pytest.mark.parametrize(("end", "left"), [(43260, 60), (43201, 1), (43199, 1)])
def test_what_is_left_is_whole_seconds_and_one_at_least(noon, end, left):
    assert Count(5, end).left == left


def test_takes_back_what_was_counted(cache):
    taken = {"key": count(cache, "key", 60)}
    count(cache, "key", 60)
    uncount(cache, taken)
    assert read(cache.get("key")).number == 1


def test_takes_nothing_back_from_a_later_counter(cache, noon):
    taken = {"key": count(cache, "key", 60)}
    noon(60)
    count(cache, "key", 60)
    uncount(cache, taken)
    assert read(cache.get("key")).number == 1


@pytest.mark.parametrize("value", [None, "5", 5, 43200 << 20])
def test_what_is_no_running_counter_reads_as_none(noon, value):
    assert read(value) is None
