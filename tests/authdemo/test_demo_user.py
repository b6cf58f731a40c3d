"""The command that makes somebody to sign in as."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("demo_user", stdout=out, **options)
    return out.getvalue().strip()


def password_of(line):
    return line.removeprefix("User demo, password ")


def test_makes_the_user_and_prints_the_password():
    assert authenticate(username="demo", password=password_of(run()))


def test_leaves_them_alone_the_next_time():
    password = password_of(run())
    assert run() == "User demo exists. A new password: make password"
    assert authenticate(username="demo", password=password)


def test_gives_a_new_password_when_asked():
    old, new = password_of(run()), password_of(run(reset=True))
    assert not authenticate(username="demo", password=old)
    assert authenticate(username="demo", password=new)


def test_the_user_is_nobody_special(django_user_model):
    run()
    user = django_user_model.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
