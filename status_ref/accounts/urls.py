"""Addresses of the auth views: ``path("accounts/", include("status_ref.accounts.urls"))``."""

from django.urls import path

from status_ref.accounts.changing import ChangeEmailView, ChangePasswordView
from status_ref.accounts.mailed import EmailLinkView, ResetLinkView, ResetView
from status_ref.accounts.pages import done
from status_ref.accounts.views import LoginView, LogoutView, RegisterView

app_name = "status_ref_accounts"

urlpatterns = [
    path("register/", RegisterView.as_view(), name="register"),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", ChangePasswordView.as_view(), name="password"),
    path("password/done/", done, {"what": "password-done"}, name="password-done"),
    path("reset/", ResetView.as_view(), name="reset"),
    path("reset/sent/", done, {"what": "reset-sent"}, name="reset-sent"),
    path("reset/done/", done, {"what": "reset-done"}, name="reset-done"),
    path("reset/<token>/", ResetLinkView.as_view(), name="reset-link"),
    path("email/", ChangeEmailView.as_view(), name="email"),
    path("email/sent/", done, {"what": "email-sent"}, name="email-sent"),
    path("email/done/", done, {"what": "email-done"}, name="email-done"),
    path("email/<token>/", EmailLinkView.as_view(), name="email-link"),
]
