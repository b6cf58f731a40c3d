"""Settings of the demo. What a deployment changes comes from the environment, prefixed ``DEMO_``."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

from authdemo.mailers import mail_settings
from authdemo.origin import host_of, local_hosts, local_origin
from authdemo.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

env = FileAwareEnv()
env.prefix = "DEMO_"

STATE_DIR = Path(env.str("STATE_DIR", default=str(BASE_DIR / ".demo")))
PRODUCTION: bool = env.bool("PRODUCTION", default=False)
DEBUG: bool = env.bool("DEBUG", default=False) and not PRODUCTION
ORIGIN: str = env.str("ORIGIN", default="").rstrip("/")
# environ takes a value that begins with "$" for the name of another variable, and a key may begin so.
SECRET_KEY: str = (os.environ.get("DEMO_SECRET_KEY") or env.str("SECRET_KEY", default="")).strip()
if PRODUCTION and not SECRET_KEY:
    raise ImproperlyConfigured("In production DEMO_SECRET_KEY has to be set: at least 50 random characters.")
if PRODUCTION and not ORIGIN.startswith("https://"):
    raise ImproperlyConfigured("In production DEMO_ORIGIN has to be set: https:// and the name of the host.")
# Tokens for the 401 ladder, given to everybody: they open an account that is empty.
TRY_IT: bool = env.bool("TRY_IT", default=not PRODUCTION)
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", default=False)
HOST: str = env.str("HOST", default=os.environ.get("HOST", ""))
PORT: str = env.str("PORT", default=os.environ.get("PORT", ""))
ORIGIN = ORIGIN or local_origin(HOST, PORT)
SECRET_KEY = SECRET_KEY or kept_secret(STATE_DIR / "secret_key")
# Below which path a proxy passes requests on to here, without that path: "/demo".
PLACE: str = env.str("SCRIPT_NAME", default="").rstrip("/")
FORCE_SCRIPT_NAME = PLACE or None
PROFILE = f"{PLACE}/api/profile/"
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=[host_of(ORIGIN), *([] if PRODUCTION else local_hosts(HOST))]
)

INSTALLED_APPS = [
    "authdemo.apps.DemoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "status_ref",
    "status_ref.accounts",
    "status_ref.signins",
    "authdemo.profile",
]

MIDDLEWARE = [
    # What puts fields on every answer comes first, so that redirects and refusals have them too.
    "authdemo.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "status_ref.middleware.reference",
    "authdemo.middleware.methods",
    "authdemo.middleware.multipart_charset",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "authdemo.middleware.CommonMiddleware",
    "authdemo.middleware.explained_errors",
    "status_ref.middleware.private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "authdemo.urls"
WSGI_APPLICATION = "authdemo.wsgi.application"
ASGI_APPLICATION = "authdemo.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "authdemo" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'db.sqlite3'}")}
# Opening a connection costs more than all of what a request does with it.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STATE_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # With Django's 300 a few hundred failed sign-ins would push out the counters of all others.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "status_ref.accounts.validators.LengthValidator"},
    {
        "NAME": "status_ref.accounts.validators.ContextWordsValidator",
        "OPTIONS": {"words": ["status-ref", "status_ref", "statusref", "authdemo"]},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

PASSWORD_RESET_TIMEOUT = 10 * 60  # ASVS 5.0, 6.5.5
vars().update(mail_settings(env.email("EMAIL_URL", default="consolemail://")))
DEFAULT_FROM_EMAIL: str = env.str("FROM_EMAIL", default=f"no-reply@{host_of(ORIGIN)}")

LOGIN_URL = "status_ref_accounts:login"
LOGIN_REDIRECT_URL = f"{PLACE}/profile/"
LOGOUT_REDIRECT_URL = f"{PLACE}/"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = f"{PLACE}/static/"
STATICFILES_DIRS = [BASE_DIR / "authdemo" / "static"]
STATIC_ROOT = env.str("STATIC_ROOT", default=str(STATE_DIR / "static")) if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

SESSION_ENGINE = "status_ref.signins.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "authdemo.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_SSL_HOST = ORIGIN.removeprefix("https://")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [ORIGIN]
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = ["WWW-Authenticate", "Retry-After", "RateLimit", "RateLimit-Policy"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "status_ref.rest.BearerAuthentication",
        "status_ref.rest.BasicAuthentication",
        "status_ref.rest.SessionAuthentication",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "status_ref.rest.negotiation.ContentNegotiation",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["status_ref.rest.parsers.JSONParser", "status_ref.rest.parsers.FormParser"],
    "DEFAULT_SCHEMA_CLASS": "status_ref.rest.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "status_ref.rest.handler.exception_handler",
}
SIMPLE_JWT = {
    "AUTH_TOKEN_CLASSES": ("status_ref.signins.tokens.AccessToken",),
    "ISSUER": ORIGIN,
    "AUDIENCE": f"{ORIGIN}/api/",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=5),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "django-status-ref demo",
    "DESCRIPTION": "A protected profile, the tokens that open it, and problems that explain themselves.",
    "VERSION": "0.1.0",
    "SERVE_AUTHENTICATION": [],
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "status_ref.rest.schema.with_live_answers",
        "status_ref.rest.schema.with_reference",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
STATUS_REF = {
    "ORIGIN": ORIGIN,
    "SCOPES": ("profile:read", "profile:write"),
    "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", default=int(BEHIND_PROXY)),
    "KEYS": env.tuple("KEYS", default=("secret-key",)),
    "LOGIN_FORM": "status_ref.accounts.forms.LoginForm",
    "REGISTER_URL": "status_ref_accounts:register",
    "TRY_URL": {"api": PROFILE, "tokens": f"{PLACE}/api/try/"} if TRY_IT else PROFILE,
    "READING": (
        {
            "title": "Designing Data-Intensive Applications",
            "by": "Martin Kleppmann",
            "url": "https://dataintensive.net/",
            "note": "what happens between services when one of them does not answer as the other hoped",
        },
    ),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        # One JSON object a line, with the members of the event that the library puts into "extra".
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "foreign_pre_chain": [
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "events": {"class": "logging.StreamHandler", "formatter": "json"},
    },
    "loggers": {
        # A stranger's Host field, or too much content, is their mistake: no traceback of it in our log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
        # A 401 is this demo's everyday work, not an error: the events tell of it.
        "django.request": {"level": "ERROR"},
        "status_ref.authentication": {"handlers": ["events"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
