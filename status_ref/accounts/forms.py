"""Forms that log a visitor in or make an account. Passwords are taken exactly as they are typed."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest

from status_ref import passwords
from status_ref.attempts import TryLater
from status_ref.http.failures import CREDENTIALS_REFUSED
from status_ref.signals import Outcome, record

LONGEST_PASSWORD, LONGEST_NAME = 4096, 512
NAME_ATTRS = {"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}


def without_control_characters(value: str) -> None:
    """Refuse what HTTP Basic has no way to carry (RFC 7617, Section 2).

    Raises:
        ValidationError: the value has a tab, a line break or another control character.

    """
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise ValidationError(
            "Tabs, line breaks and other control characters are not allowed.", code="control"
        )


class PasswordField(forms.CharField):
    """A password as it is typed: nothing is trimmed, and it ends somewhere."""

    def __init__(self, label: str, autocomplete: str, **options: Any) -> None:
        """Take what the field is called, and which password a browser may fill in or propose."""
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, max_length=LONGEST_PASSWORD, strip=False, widget=widget, **options)


class AccountForm(forms.Form):
    """Base of the forms; ``later`` tells that what was sent was not looked at, why, and for how long."""

    later: TryLater | None = None

    def put_off(self, later: TryLater) -> None:
        """Say so to whoever filled it in."""
        self.later = later
        if not hasattr(self, "cleaned_data"):
            # Asking for the errors would look at what was sent, and tell what it finds.
            self._errors, self.cleaned_data = ErrorDict(), {}
        self.add_error(None, ValidationError(str(later), code=later.failure.code))


class LoginForm(AccountForm):
    """A name and a password; ``user`` is who they belong to once the form is valid."""

    username = forms.CharField(
        label="User name", max_length=LONGEST_NAME, widget=forms.TextInput(attrs=NAME_ATTRS)
    )
    password = PasswordField("Password", "current-password")

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        """Take the request first, as Django's own log-in form does."""
        super().__init__(*args, **kwargs)
        _follow_model(self.fields["username"])
        self.request = request
        self.user: AbstractBaseUser | None = None

    def clean(self) -> dict[str, Any]:
        """Check name and password: one answer for wrong, unknown and inactive."""
        sent = self.cleaned_data
        if "username" in sent and "password" in sent:
            self._verify(sent["username"], sent["password"])
        return sent

    def _verify(self, username: str, password: str) -> None:
        try:
            self.user = passwords.verify(self.request, username, password)
        except TryLater as later:
            self.put_off(later)
            return
        if self.user is None:
            raise ValidationError(CREDENTIALS_REFUSED.detail, code=CREDENTIALS_REFUSED.code)

    @property
    def refused(self) -> bool:
        """Whether the form was filled in, and did not fit an account."""
        return self.has_error("__all__", CREDENTIALS_REFUSED.code)


class NewPasswordForm(AccountForm):
    """Base of the forms with which a password is chosen; what the project asks of it stands beside it."""

    password = PasswordField("New password", "new-password", validators=[without_control_characters])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what the project asks of a password."""
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Hold the password against the policy of the project."""
        sent = self.cleaned_data
        if "password" in sent:
            try:
                password_validation.validate_password(sent["password"], self.owner())
            except ValidationError as error:
                self.add_error("password", error)
        return sent

    def owner(self) -> Any:
        """Give the user whose name the password must not contain."""
        raise NotImplementedError


class SetPasswordForm(NewPasswordForm):
    """A new password for a user."""

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        """Take the user first, as Django's own form does."""
        super().__init__(*args, **kwargs)
        self.user = user

    def owner(self) -> Any:
        """Give whose password it is: words of theirs make a bad one."""
        return self.user

    def save(self) -> bool:
        """Set the password; False where another one was set meanwhile, which a link is good for only once.

        Raises:
            TryLater: too many passwords are being hashed.

        """
        before = self.user.password
        with passwords.hashing():
            self.user.set_password(self.cleaned_data["password"])
        users = get_user_model()._default_manager.select_for_update()
        with transaction.atomic():
            if not users.filter(pk=self.user.pk, password=before).exists():
                return False
            self.user.save(update_fields=["password"])
        return True


class ChangePasswordForm(SetPasswordForm):
    """The password that a user has, and another one (ASVS 6.2.3)."""

    current = PasswordField("Current password", "current-password")
    field_order = ("current", "password")

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take the request of the user."""
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Check the current password last: a mistake in the new one is no attempt."""
        sent = super().clean()
        if not self.errors:
            self._verify(sent["current"])
        return sent

    def _verify(self, current: str) -> None:
        try:
            user = passwords.verify(self.request, self.user.get_username(), current)
        except TryLater as later:
            self.put_off(later)
            return
        if user is None:
            record(Outcome(self.request, "form", CREDENTIALS_REFUSED))
            self.add_error("current", ValidationError("This is not your password.", code="wrong"))


class ResetForm(AccountForm):
    """The address for mail of an account whose password was forgotten."""

    email = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ChangeEmailForm(ResetForm):
    """Another address for mail."""

    email = forms.EmailField(
        label="New e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class RegisterForm(NewPasswordForm):
    """A name, an e-mail address if one likes, and a password."""

    username = forms.CharField(
        label="User name", max_length=LONGEST_NAME, widget=forms.TextInput(attrs=NAME_ATTRS)
    )
    email = forms.EmailField(
        label="E-mail (optional)",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("username", "email", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for an address only where the model has one, and for a name as the model has it."""
        super().__init__(*args, **kwargs)
        _follow_model(self.fields["username"])
        self.fields["username"].widget.attrs["maxlength"] = _name_field().max_length or LONGEST_NAME
        self.fields["password"].label = "Password"
        if _email_field() is None:
            del self.fields["email"]

    def clean_username(self) -> str:
        """Refuse a name that is taken, that the model refuses, or that Basic could not carry."""
        model = get_user_model()
        name: str = model.normalize_username(self.cleaned_data["username"])
        if ":" in name:
            raise ValidationError("A user name cannot have a colon.", code="colon")
        without_control_characters(name)
        _name_field().run_validators(name)
        if self._is_taken(name):
            raise self._taken()
        return name

    def owner(self) -> Any:
        """Give the user that this is going to be."""
        return get_user_model()(**self._account())

    def save(self) -> AbstractBaseUser | None:
        """Make the account; None, with an error on the form, where somebody else took the name meanwhile.

        The manager's ``create_user`` is given the name, an address if the model has one besides, and the
        password, each by its name. Derive from this form where a model wants more.
        """
        try:
            with transaction.atomic():
                return get_user_model()._default_manager.create_user(
                    **self._account(), password=self.cleaned_data["password"]
                )
        except IntegrityError:
            if not self._is_taken(self.cleaned_data["username"]):
                raise
            self.add_error("username", self._taken())
            return None

    def _account(self) -> dict[str, str]:
        model = get_user_model()
        account = {model.USERNAME_FIELD: self.cleaned_data.get("username", "")}
        email = _email_field()
        return account | {email: self.cleaned_data.get("email", "")} if email else account

    def _is_taken(self, name: str) -> bool:
        model = get_user_model()
        return model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": name}).exists()

    def _taken(self) -> ValidationError:
        return ValidationError("This name is taken. Choose another, or log in.", code="taken")


def _name_field() -> Any:
    model = get_user_model()
    return model._meta.get_field(model.USERNAME_FIELD)


def _follow_model(field: forms.Field) -> None:
    """Ask for a mail address where that is what an account is called."""
    if isinstance(_name_field(), models.EmailField):
        field.label, field.widget.input_type = "E-mail", "email"


def _email_field() -> str | None:
    model = get_user_model()
    name = model.get_email_field_name()
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return None if name == model.USERNAME_FIELD else name
