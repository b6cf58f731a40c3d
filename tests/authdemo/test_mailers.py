"""How mail leaves, before and after Django 6.1."""

import pytest
from environ import Env

from authdemo.mailers import mail_settings

SMTP = Env.email_url_config("smtp+tls://ann:secret@mail.example:587")


def test_old_ones_keep_their_settings():
    given = mail_settings(SMTP, (5, 2))
    assert (given["EMAIL_HOST"], given["EMAIL_USE_TLS"], given["EMAIL_TIMEOUT"]) == ("mail.example", True, 10)


def test_new_ones_have_one():
    backend = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "mail.example", "port": 587, "username": "ann", "password": "secret", "use_tls": True}
    assert mail_settings(SMTP, (6, 1)) == {
        "MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options | {"timeout": 10}}}
    }


@pytest.mark.parametrize("version", [(5, 2), (6, 1)])
def test_the_console_has_nobody_to_wait_for(version):
    assert "10" not in str(mail_settings(Env.email_url_config("consolemail://"), version))
