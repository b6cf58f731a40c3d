"""Who has an account at the servers of the matrix, and who had one."""

from __future__ import annotations

from functools import cache

from tests.plugins.demo import PASSWORD
from tests.wire.matrix.places import Server
from tests.wire.matrix.visitor import Visitor

NAMES_AND_PASSWORDS = {"al": "p:w", "test": "123£", "\u00e9mile": PASSWORD}  # the first two are RFC 7617's
MAKE = f"""
from django.contrib.auth import get_user_model as model
for name, password in {NAMES_AND_PASSWORDS!r}.items():
    model().objects.create_user(name, password=password)
"""
ARRIVE = f"""
from django.contrib.auth import get_user_model as model
for name in ("leaver", "sleeper"):
    model().objects.filter(username=name).delete()
    model().objects.create_user(name, password={PASSWORD!r})
"""
DEPART = """
from django.contrib.auth import get_user_model as model
model().objects.filter(username="leaver").delete()
model().objects.filter(username="sleeper").update(is_active=False)
"""
REVOKE = """
from django.contrib.auth import get_user_model as model
from tests.wire.matrix.revocable import RevocableToken
token = RevocableToken.for_user(model().objects.get(username="ann"))
print(token)
token.blacklist()
"""
EXPIRE = """
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.utils.timezone import now
session = import_module(settings.SESSION_ENGINE).SessionStore({key!r})
session.set_expiry(now() - timedelta(hours=1))
session.save()
"""


def shell(server: Server, program: str) -> str:
    """Run a program in the project of a server, and give what it printed."""
    return server.project.manage("shell", "--verbosity", "0", "--command", program)


@cache
def newcomer(server: Server) -> str:
    """Register somebody, with the password of the tests, and give the name."""
    visitor, name = Visitor(server), f"new-{server.project.port}"
    answer = visitor.submit("/accounts/register/", username=name, **new_password(visitor))
    assert answer.status == 303
    return name


def new_password(visitor: Visitor) -> dict[str, str]:
    """Fill in every field for a password that the form to register has."""
    page = visitor.get("/accounts/register/").body.decode()
    names = [part.partition('"')[0] for part in page.split('<input type="password" name="')[1:]]
    return dict.fromkeys(names, PASSWORD)


@cache
def tokens_of_the_departed(server: Server) -> dict[str, str]:
    """Give good tokens of a user who was deleted and of one who was deactivated."""
    shell(server, ARRIVE)
    tokens = {name: server.token_of(name).raw for name in ("leaver", "sleeper")}
    shell(server, DEPART)
    return tokens


@cache
def dead_cookies(server: Server) -> dict[str, str]:
    """Give the cookies of a session that has expired, of one that was ended, and of another site's."""
    late, gone = Visitor(server), Visitor(server)
    late.log_in()
    gone.log_in()
    ended = gone.cookie
    gone.submit("/accounts/logout/")
    shell(server, EXPIRE.format(key=late.cookie.partition("=")[2]))
    return {"expired": late.cookie, "ended": ended, "foreign": "Cookie: sessionid=" + "f0r31gn" * 5}
