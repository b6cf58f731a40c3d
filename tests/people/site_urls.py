from django.urls import include, path

urlpatterns = [path("accounts/", include("status_ref.accounts.urls")), path("", include("status_ref.urls"))]
