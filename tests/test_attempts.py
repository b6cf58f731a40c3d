"""The counter of failed sign-ins. With ``--services`` it counts in Redis."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.http import HttpResponse

from status_ref import attempts, browsers
from status_ref.attempts import TryLater
from status_ref.conf import DEFAULTS, conf
from status_ref.counters import read

HOME, ATTACKER = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def limited(settings):
    """The limits that a project has by default, with nobody counted yet."""
    settings.STATUS_REF = {}
    caches["default"].clear()


pytestmark = pytest.mark.usefixtures("limited")


@pytest.fixture
def fail(rf):
    """Fail to sign in once."""

    def fail(name="ann", address=ATTACKER, **fields):
        with attempts.begin(rf.get("/", REMOTE_ADDR=address, headers=fields), name):
            pass

    return fail


@pytest.fixture
def succeed(rf):
    def succeed(name="ann", address=HOME):
        with attempts.begin(rf.get("/", REMOTE_ADDR=address), name) as attempt:
            attempt.succeeded()
        return attempt

    return succeed


def addresses(number):
    return [f"198.51.100.{last}" for last in range(number)]


def counted(address):
    """Give how many failures an address has."""
    return read(caches["default"].get(attempts._key("address", address))).number


def later(monkeypatch, seconds):
    then = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: then)


def spend(fail, name="ann"):
    """Spend the soft limit of an account, each address staying below its own."""
    for address in addresses(10):
        for _ in range(10):
            fail(name, address)


class TestAccountAndAddress:
    def test_ten_may_fail(self, fail):
        for _ in range(10):
            fail()
        with pytest.raises(TryLater) as refusal:
            fail()
        assert refusal.value.failure.code == "too-many-attempts"

    def test_the_same_account_from_elsewhere_is_another_matter(self, fail, succeed):
        for _ in range(10):
            fail()
        succeed(address=HOME)

    @pytest.mark.parametrize("name", ["ANN", " ann ", "\uff41\uff4e\uff4e"])
    def test_other_spellings_are_the_same_account(self, fail, name):
        for _ in range(10):
            fail("ann")
        with pytest.raises(TryLater):
            fail(name)

    def test_accounts_that_do_not_exist_are_counted_too(self, fail):
        for _ in range(10):
            fail("nobody\ud800\x00")
        with pytest.raises(TryLater):
            fail("nobody\ud800\x00")

    def test_a_new_forwarded_address_each_time_does_not_help(self, fail):
        for number in range(10):
            fail(**{"x-forwarded-for": f"203.0.113.{number}"})
        with pytest.raises(TryLater):
            fail(**{"x-forwarded-for": "203.0.113.99"})

    def test_a_network_of_ipv6_is_one_address(self, fail):
        for number in range(10):
            fail(address=f"2001:db8:0:1:{number}::1")
        with pytest.raises(TryLater):
            fail(address="2001:db8:0:1:ffff::1")
        fail(address="2001:db8:0:2::1")

    def test_is_hard_even_for_whoever_is_known(self, fail, succeed):
        succeed(address=HOME)
        for _ in range(10):
            fail(address=HOME)
        with pytest.raises(TryLater):
            succeed(address=HOME)

    def test_success_costs_nothing(self, succeed):
        for _ in range(30):
            succeed()
        assert counted(HOME) == 0


class TestAddress:
    def test_a_hundred_may_fail(self, fail):
        for number in range(100):
            fail(f"name{number}")
        with pytest.raises(TryLater):
            fail("another")

    def test_counts_where_no_account_is_named(self, fail):
        for _ in range(100):
            fail(None)
        with pytest.raises(TryLater):
            fail("ann")


class TestAccount:
    def test_beyond_a_hundred_strangers_have_to_wait(self, fail):
        spend(fail)
        with pytest.raises(TryLater):
            fail(address="203.0.113.1")

    def test_an_address_that_is_known_may_go_on(self, fail, succeed):
        succeed(address=HOME)
        spend(fail)
        assert succeed(address=HOME).known

    def test_a_browser_that_is_known_may_go_on_from_anywhere(self, fail, rf):
        response = HttpResponse()
        browsers.remember(rf.get("/"), response, attempts.account_of("ann"))
        request = rf.get("/", REMOTE_ADDR="203.0.113.1")
        request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
        spend(fail)
        assert attempts.begin(request, "ann").known

    def test_a_stolen_browser_gets_no_more_guesses_than_an_address(self, rf):
        response = HttpResponse()
        browsers.remember(rf.get("/"), response, attempts.account_of("ann"))
        cookies = {name: morsel.value for name, morsel in response.cookies.items()}

        def guess(address):
            request = rf.get("/", REMOTE_ADDR=address)
            request.COOKIES = cookies
            with attempts.begin(request, "ann"):
                pass

        for address in addresses(10):
            guess(address)
        with pytest.raises(TryLater):
            guess("203.0.113.1")

    def test_being_known_to_one_account_says_nothing_to_another(self, fail, succeed):
        succeed("bob", HOME)
        spend(fail)
        with pytest.raises(TryLater):
            fail("ann", HOME)

    def test_counts_where_there_is_no_request(self):
        for _ in range(100):
            with attempts.begin(None, "ann"):
                pass
        with pytest.raises(TryLater):
            attempts.begin(None, "ann")


class TestWindow:
    def test_ends(self, fail, monkeypatch):
        for _ in range(10):
            fail()
        later(monkeypatch, 901)
        fail()
        assert counted(ATTACKER) == 1

    def test_begins_with_the_first_failure_and_no_later_one_moves_it(self, fail, monkeypatch):
        fail()
        later(monkeypatch, 600)
        for _ in range(9):
            fail()
        with pytest.raises(TryLater) as refusal:
            fail()
        assert 298 <= refusal.value.wait <= 300

    def test_a_counter_that_redis_made_anew_gets_its_end(self, fail):
        fail()
        cache = caches["default"]
        keys = [limit.key for limit in attempts._limits(ATTACKER, attempts.account_of("ann"), None)]
        cache.set_many(dict.fromkeys(keys, 0), None)
        fail()
        assert all(map(read, cache.get_many(keys).values()))

    def test_a_counter_that_runs_out_meanwhile_is_begun_anew(self, fail, monkeypatch):
        cache = caches["default"]
        monkeypatch.setattr(cache, "add", lambda *args: False)
        fail()
        monkeypatch.undo()
        assert counted(ATTACKER) == 1

    def test_giving_back_what_has_run_out_is_no_trouble(self, rf):
        with attempts.begin(rf.get("/", REMOTE_ADDR=HOME), "ann") as attempt:
            caches["default"].clear()
            attempt.spare()
        assert caches["default"].get(attempts._key("address", HOME)) is None

    def test_nothing_is_given_back_to_a_counter_from_which_nothing_was_taken(self, rf, monkeypatch):
        request = rf.get("/", REMOTE_ADDR=HOME)
        first = attempts.begin(request, "ann")
        with first:
            later(monkeypatch, conf.ATTEMPTS["window"] + 1)
            caches["default"].clear()  # what Redis does by itself
            with attempts.begin(request, "ann") as second:
                second.succeeded()
            first.succeeded()
        assert counted(HOME) == 0


class TestAttempt:
    def test_what_was_no_guess_does_not_count(self, rf):
        for _ in range(101):
            with attempts.begin(rf.get("/", REMOTE_ADDR=HOME)) as attempt:
                attempt.spare()
        assert counted(HOME) == 0

    def test_what_breaks_on_the_way_does_not_count(self, rf):
        for _ in range(11):
            with pytest.raises(KeyError), attempts.begin(rf.get("/"), "ann"):
                raise KeyError

    def test_haste_gets_a_stranger_no_more_guesses(self, fail):
        def guess(_):
            try:
                fail()
            except TryLater:
                return 0
            return 1

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(guess, range(40))) == 10

    def test_many_good_requests_at_once_are_no_attack(self, succeed, rf):
        succeed(address=HOME)
        at_once = [attempts.begin(rf.get("/", REMOTE_ADDR=HOME), "ann") for _ in range(20)]
        for attempt in at_once:
            attempt.__enter__()
        for attempt in at_once:
            attempt.succeeded()
            attempt.__exit__(None, None, None)
        assert counted(HOME) == 0

    def test_whoever_comes_too_late_gives_back_what_they_took(self, rf):
        request = rf.get("/", REMOTE_ADDR=ATTACKER)
        late = attempts.begin(request, "ann")
        for _ in range(10):
            with attempts.begin(request, "ann"):
                pass
        with pytest.raises(TryLater), late:
            raise AssertionError
        assert counted(ATTACKER) == 10


class TestAnswer:
    def refusal(self, fail):
        for _ in range(10):
            fail()
        with pytest.raises(TryLater) as refusal:
            fail()
        return refusal.value

    def test_says_when_to_come_again(self, fail):
        refusal = self.refusal(fail)
        assert 898 <= refusal.wait <= 900
        assert refusal.fields["Retry-After"] == str(refusal.wait)

    def test_names_the_limit_as_the_draft_does(self, fail):
        refusal = self.refusal(fail)
        assert refusal.fields["RateLimit-Policy"] == '"account-address";q=10;w=900'
        assert refusal.fields["RateLimit"] == f'"account-address";r=0;t={refusal.wait}'

    def test_has_words_for_people(self, fail):
        assert str(self.refusal(fail)) == "Too many attempts. Try again in 15 minutes."
        assert str(TryLater(attempts.SERVICE_UNAVAILABLE, 5)).endswith("Try again in a minute.")


class TestKeys:
    @pytest.mark.parametrize("secret", ["ann", ATTACKER])
    def test_hold_neither_names_nor_addresses(self, fail, secret):
        fail()
        keys = [limit.key for limit in attempts._limits(ATTACKER, attempts.account_of("ann"), None)]
        assert len(caches["default"].get_many(keys)) == 3
        assert not any(secret in key for key in keys)

    def test_cannot_be_made_without_the_secret(self, settings):
        before = attempts.account_of("ann")
        settings.SECRET_KEY = "another"
        assert attempts.account_of("ann") != before


class TestOutage:
    @pytest.fixture
    def broken(self, settings):
        settings.CACHES = {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "unix:///nowhere/redis.sock",
            }
        }

    def test_nobody_signs_in(self, broken, fail, caplog):
        with pytest.raises(TryLater) as refusal:
            fail()
        assert refusal.value.failure.code == "service-unavailable"
        assert refusal.value.fields == {"Retry-After": "30"}
        assert "does not answer" in caplog.text

    def test_nor_when_it_begins_on_the_way(self, rf, settings):
        attempt = attempts.begin(rf.get("/"), "ann")
        settings.STATUS_REF = {"ATTEMPTS_CACHE": "nowhere"}
        with pytest.raises(TryLater), attempt:
            raise AssertionError

    def test_another_cache_may_count(self, settings, fail):
        settings.CACHES = settings.CACHES | {
            "attempts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "attempts"}
        }
        settings.STATUS_REF = {"ATTEMPTS_CACHE": "attempts"}
        fail()
        assert caches["attempts"].get(attempts._key("address", ATTACKER))


def test_the_numbers_can_be_changed_one_by_one(settings, fail):
    settings.STATUS_REF = {"ATTEMPTS": {"account-address": 2}}
    assert conf.ATTEMPTS["account-address"] == 2
    assert conf.ATTEMPTS["address"] == DEFAULTS["ATTEMPTS"]["address"]
    fail()
    fail()
    with pytest.raises(TryLater):
        fail()
