"""What the forms take and what they refuse."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models

from status_ref.accounts import forms
from status_ref.accounts.forms import LoginForm, RegisterForm
from tests.accounts.conftest import PASSWORD


def registration(**sent):
    return RegisterForm({"username": "bob", "password": PASSWORD} | sent)


def errors(form, field):
    return {error.code for error in form.errors.as_data().get(field, [])}


@pytest.mark.django_db
class TestLogin:
    def test_gives_the_user(self, user):
        form = LoginForm(None, {"username": "ann", "password": PASSWORD})
        assert form.is_valid()
        assert form.user == user

    @pytest.mark.parametrize("name", ["ann", "nobody", "gone", "a:b"])
    def test_has_one_answer_for_wrong_unknown_and_inactive(self, user, django_user_model, name):
        django_user_model.objects.create_user("gone", password="x" * 8, is_active=False)
        form = LoginForm(None, {"username": name, "password": "x" * 8})
        assert form.errors == {"__all__": ["No active account matches this name and password."]}
        assert form.refused

    @pytest.mark.parametrize("password", [f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.title()])
    def test_compares_the_password_exactly(self, user, password):
        assert LoginForm(None, {"username": "ann", "password": password}).refused

    @pytest.mark.parametrize("sent", [{}, {"username": "ann"}, {"password": PASSWORD}, {"username": "\x00"}])
    def test_what_is_missing_is_not_refused(self, user, sent):
        form = LoginForm(None, sent)
        assert not form.is_valid()
        assert not form.refused

    def test_an_endless_password_is_never_hashed(self, user):
        form = LoginForm(None, {"username": "ann", "password": "x" * 1_000_000})
        assert errors(form, "password") == {"max_length"}


@pytest.mark.django_db
class TestRegister:
    @pytest.mark.parametrize("password", ["x7kd93mw", "a" * 7 + "ö 🔑", " leading and trailing ", "z" * 4096])
    def test_takes_any_good_password_as_it_is(self, password):
        user = saved(password=password)
        assert user.check_password(password)

    @pytest.mark.parametrize(
        "password",
        ["1234567", "password", "iloveyou1", "bob-the-bob", "tab\tinside", "line\nbreak", "\x7f" * 8],
    )
    def test_refuses_a_bad_password(self, password):
        assert errors(registration(username="bob-the-bob", password=password), "password")

    def test_asks_what_the_project_asks(self, settings):
        settings.AUTH_PASSWORD_VALIDATORS = []
        assert RegisterForm().fields["password"].help_text == ""

    @pytest.mark.parametrize(
        "name", ["a:b", "a\uff1ab", "a\tb", "a\x00b", "a\x7fb", "a b", "\ufffd", "<b>", "x" * 151]
    )
    def test_refuses_a_name_that_cannot_travel(self, name):
        assert errors(registration(username=name), "username")

    def test_refuses_control_characters_that_the_model_would_take(self, monkeypatch):
        monkeypatch.setattr(get_user_model()._meta.get_field("username"), "validators", [])
        assert errors(registration(username="a\x85b"), "username") == {"control"}
        assert errors(registration(username="a:b"), "username") == {"colon"}

    @pytest.mark.parametrize("name", ["ann", "ANN", " ann ", "ａｎｎ"])  # noqa: RUF001
    def test_refuses_a_name_that_is_taken(self, user, name):
        assert errors(registration(username=name), "username") == {"taken"}

    def test_keeps_the_name_normalised(self):
        assert saved(username="ｂｏｂ").username == "bob"  # noqa: RUF001

    def test_the_email_is_optional_and_checked(self):
        assert saved().email == ""
        assert errors(registration(email="nowhere"), "email") == {"invalid"}

    def test_somebody_else_was_quicker(self, django_user_model):
        form = registration()
        assert form.is_valid()
        django_user_model.objects.create_user("bob")
        assert form.save() is None
        assert errors(form, "username") == {"taken"}
        assert django_user_model.objects.count() == 1

    def test_what_else_the_database_refuses_is_no_taken_name(self, django_user_model, monkeypatch):
        monkeypatch.setattr(django_user_model._meta.get_field("email"), "get_prep_value", lambda value: None)
        form = registration()
        assert form.is_valid()
        with pytest.raises(IntegrityError):
            form.save()


def saved(**sent):
    form = registration(**sent)
    assert form.is_valid(), form.errors
    return form.save()


class TestOtherModels:
    """Fields of the form follow the user model of the project."""

    class ByEmail(AbstractBaseUser):
        email = models.EmailField(unique=True)
        USERNAME_FIELD = "email"

        class Meta:
            app_label = "by_email"

    class Nameless(AbstractBaseUser):
        username = models.CharField(unique=True, max_length=9)
        USERNAME_FIELD = "username"

        class Meta:
            app_label = "nameless"

    @pytest.mark.parametrize("model", [ByEmail, Nameless])
    def test_nobody_is_asked_for_an_address_that_has_no_field(self, model, monkeypatch):
        monkeypatch.setattr(forms, "get_user_model", lambda: model)
        form = RegisterForm()
        assert list(form.fields) == ["username", "password"]
        form.cleaned_data = {"username": "bob"}
        assert form._account() == {model.USERNAME_FIELD: "bob"}
