"""The queue that mail leaves by."""

import os
from threading import Event

import pytest
from django.db import transaction

from status_ref.accounts import outbox as module
from status_ref.accounts.outbox import Outbox


@pytest.fixture
def outbox():
    own = Outbox()
    yield own
    own.flush()


def failing():
    raise RuntimeError("https://example.com/accounts/reset/MQ/secret-token/")


@pytest.mark.django_db(transaction=True)
class TestOutbox:
    def test_works_in_another_thread(self, outbox):
        done, go = Event(), Event()
        outbox.post(lambda: go.wait(5) and done.set())
        assert not done.is_set()
        go.set()
        outbox.flush()
        assert done.is_set()

    def test_waits_for_the_transaction(self, outbox):
        done = []
        with transaction.atomic():
            outbox.post(lambda: done.append(1))
            outbox.flush()
            assert done == []
        outbox.flush()
        assert done == [1]

    def test_does_nothing_of_what_was_rolled_back(self, outbox):
        done = []
        with transaction.atomic():
            outbox.post(lambda: done.append(1))
            transaction.set_rollback(True)
        outbox.flush()
        assert done == []

    def test_one_that_fails_does_not_stop_the_next_and_says_no_secret(self, outbox, caplog):
        done = []
        outbox.post(failing)
        outbox.post(lambda: done.append(1))
        outbox.flush()
        assert done == [1]
        assert "A mail could not be sent: RuntimeError" in caplog.text
        assert "secret-token" not in caplog.text

    def test_drops_what_is_too_much(self, monkeypatch, caplog):
        monkeypatch.setattr(module, "LONGEST", 2)
        outbox, go, done = Outbox(), Event(), []
        outbox.post(lambda: go.wait(5))
        outbox.post(lambda: done.append(1))
        outbox.post(lambda: done.append(2))
        go.set()
        outbox.flush()
        outbox.post(lambda: done.append(3))
        outbox.flush()
        assert done == [1, 3]
        assert "The outbox is full" in caplog.text

    def test_a_forked_process_has_one_of_its_own(self, outbox):
        outbox.post(lambda: None)
        outbox.flush()
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            outbox._enqueue(lambda: os.write(writer, b"sent"))
            outbox.flush()
            os._exit(0)
        os.close(writer)
        os.waitpid(child, 0)
        assert os.read(reader, 9) == b"sent"
        os.close(reader)
