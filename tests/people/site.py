"""A project whose users are known by their mail address, with the pages of the accounts app."""

from tests.people.settings import *  # noqa: F403

AUTH_USER_MODEL = "people.Reader"
INSTALLED_APPS = ["django.contrib.sessions", "status_ref.accounts", *INSTALLED_APPS]  # noqa: F405
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "status_ref.accounts.validators.ContextWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "status_ref_accounts:login"
LOGIN_REDIRECT_URL = "/"
ROOT_URLCONF = "tests.people.site_urls"
STATIC_URL = "/static/"
STATUS_REF = {"LOGIN_FORM": "status_ref.accounts.forms.LoginForm", "ORIGIN": "http://testserver"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
