"""Addresses of the auth views: ``path("accounts/", include("status_ref.accounts.urls"))``."""

from django.urls import path

from status_ref.accounts.views import LoginView, LogoutView, RegisterView

app_name = "status_ref_accounts"

urlpatterns = [
    path("register/", RegisterView.as_view(), name="register"),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
