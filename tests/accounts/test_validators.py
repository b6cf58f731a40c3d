"""What a password must be: long, and nothing that others try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from status_ref.accounts.validators import ContextWordsValidator, LengthValidator


@pytest.fixture
def ann(django_user_model):
    return django_user_model(username="annabel", email="belle@example.com")


def codes(password, user):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {found.code for found in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "a" * 9 + "bcdef",
        "x7kd93mw",
        " correct horse ",
        "\U0001f511" * 8,
        "1029384756564738",
        "z" * 4096,
        "quietlowercasewords",
    ],
)
def test_length_is_enough(ann, password):
    assert codes(password, ann) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x7kd93m", "password_too_short"),
        ("password1", "password_too_common"),
        ("iloveyou1", "password_too_common"),
        ("my-Annabel-2026-pass", "password_context"),
        ("BELLE and the beast", "password_context"),
        ("status-ref rocks", "password_context"),
        ("\uff33\uff54\uff41\uff54\uff55\uff53ref forever", "password_context"),
    ],
)
def test_what_others_try_first_is_refused(ann, password, code):
    assert code in codes(password, ann)


def test_a_short_name_is_a_part_of_too_many_words(django_user_model):
    assert codes("the algebra of sets", django_user_model(username="alg")) == set()


def test_without_a_user_the_words_of_the_site_remain():
    with pytest.raises(ValidationError):
        ContextWordsValidator(["acme"]).validate("my acme password")


def test_both_say_so_beforehand():
    assert LengthValidator().get_help_text().startswith("At least 8 characters, better 15 or more.")
    assert "your name" in ContextWordsValidator().get_help_text()
