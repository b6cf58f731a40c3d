"""A project with that user model, and without the rest of Django's contributed apps."""

SECRET_KEY = "only-for-tests-" + "2" * 40
ALLOWED_HOSTS = ["testserver"]
AUTH_USER_MODEL = "people.Person"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "status_ref",
    "status_ref.signins",
    "tests.people",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "tests.people.urls"
SIMPLE_JWT = {"AUTH_TOKEN_CLASSES": ["status_ref.signins.tokens.AccessToken"]}
USE_TZ = True
