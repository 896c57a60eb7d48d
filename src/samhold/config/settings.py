"""
The settings of every installation, driven by the environment (`config/environment.py`, README "Settings").

SAMHOLD_ENV is production, development (default), test or demo. Secrets come from `X` or the file named by `X_FILE`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from samhold.config import security
from samhold.config.databases import databases, heads_file
from samhold.config.environment import (
    Environment,
    environment,
    flag,
    key,
    listed,
    refuse_unsafe_production,
    secret,
    text,
    whole_number,
)

SAMHOLD_ENV: Final = environment()
IS_PRODUCTION: Final = SAMHOLD_ENV is Environment.PRODUCTION
IS_TEST: Final = SAMHOLD_ENV is Environment.TEST
IS_DEMO: Final = SAMHOLD_ENV is Environment.DEMO

PACKAGE_DIRECTORY: Final = Path(__file__).resolve().parent.parent
DATA_DIRECTORY: Final = Path(os.environ.get("SAMHOLD_DATA_DIR") or Path.cwd() / "var").absolute()

# ------------------------------------------------------------------------------------------------- secrets and hosts
SECRET_KEY = secret(
    "SAMHOLD_SECRET_KEY",
    SAMHOLD_ENV,
    'Make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"',
)
SECRET_KEY_FALLBACKS = listed("SAMHOLD_SECRET_KEY_FALLBACKS")
SAMHOLD_KEK = key("SAMHOLD_KEK", SAMHOLD_ENV)
SAMHOLD_HEADS_KEY = key("SAMHOLD_HEADS_KEY", SAMHOLD_ENV)

DEBUG = SAMHOLD_ENV is Environment.DEVELOPMENT and flag("SAMHOLD_DEBUG", default=True)
LOOPBACK: Final = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = listed("SAMHOLD_HOSTS") or ([] if IS_PRODUCTION else LOOPBACK)
if IS_PRODUCTION:
    refuse_unsafe_production(ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if IS_PRODUCTION]

# ------------------------------------------------------------------------------------------------------------ parts
INSTALLED_APPS = [
    *(["samhold.demo"] if IS_DEMO else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "samhold.sites.staff",
    "samhold.sites.portal",
    "samhold.sites.public",
    "samhold.ui",
    "samhold.rooms.care",
    "samhold.rooms.meetings",
    "samhold.rooms.people",
    "samhold.rooms.questionnaires",
    "samhold.rooms.organisations",
    "samhold.rooms.notices",
    "samhold.rooms.access",
    "samhold.infrastructure",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samhold.infrastructure.http.headers.PageHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samhold.infrastructure.http.sessions.SessionLimits",
    "samhold.infrastructure.http.language.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "samhold.sites.middleware.Refusals",
    "samhold.sites.middleware.Limits",
    "samhold.sites.middleware.OneUnitOfWork",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "samhold.config.urls"
WSGI_APPLICATION = "samhold.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_LOADERS: Final = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "samhold.ui.templatetags.samhold_ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samhold.infrastructure.http.context.page",
                "samhold.ui.context.look",
                "samhold.sites.landing.shell",
            ],
        },
    },
]
FORM_RENDERER = "samhold.ui.widgets.QuickWidgets"

# -------------------------------------------------------------------------------------------------------- databases
DATABASES, SAMHOLD_DATABASE_ROLE = databases(SAMHOLD_ENV, DATA_DIRECTORY)
# Signed heads belong to one database: beside a SQLite file, unless they are kept somewhere better.
SAMHOLD_HEADS_FILE = text("SAMHOLD_HEADS_FILE") or heads_file(DATABASES, DATA_DIRECTORY)
DATABASE_ROUTERS = ["samhold.config.routers.MigrateAsOwner"]
# What only a function of the owner's writes on PostgreSQL: the application's role can add to the audit log by it alone.
SAMHOLD_SEALED_TABLES = ["access_auditevent", "access_audithead"]
# Limits on log-in are counted in the cache: in the database where several processes serve, else in the one process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samhold_cache"}
    if "owner" in DATABASES
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# What takes minutes goes into "long", so that nothing short waits behind it.
TASKS = {
    "default": {"BACKEND": "samhold.infrastructure.jobs.backend.DatabaseBackend", "QUEUES": ["default", "long"]},
}

# --------------------------------------------------------------------------------------------------- log-in, sessions
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if IS_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for synthetic users
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "samhold.infrastructure.http.accounts.ClosedSignup"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
ACCOUNT_FORMS = {"login": "samhold.infrastructure.http.accounts.LogIn"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator who makes the user vouches for the address
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("SAMHOLD_PROXIES", 0)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: nobody signs up by themselves
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Samhold"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
SOCIALACCOUNT_ADAPTER = "samhold.infrastructure.http.accounts.KnownUsersOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": text("SAMHOLD_OIDC_NAME", "OpenID Connect"),
                    "client_id": text("SAMHOLD_OIDC_CLIENT_ID"),
                    "secret": text("SAMHOLD_OIDC_SECRET"),
                    "settings": {"server_url": text("SAMHOLD_OIDC_SERVER"), "oauth_pkce_enabled": True},
                },
            ],
        },
    }
    if text("SAMHOLD_OIDC_SERVER")
    else {}
)

# Idle 30 minutes, at most 12 hours (`infrastructure/http/sessions.py` renews at most once a minute).
SESSION_ENGINE = "samhold.infrastructure.http.session_store"
SESSION_COOKIE_AGE = 30 * 60
SAMHOLD_SESSION_RENEWAL = timedelta(minutes=1)
SAMHOLD_SESSION_LIMIT = timedelta(hours=12)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = False

# ---------------------------------------------------------------------------------------------------------- headers
CONTENT_SECURITY_POLICY = security.CONTENT_SECURITY_POLICY
SAMHOLD_HTMX = security.HTMX
SAMHOLD_PERMISSIONS_POLICY = security.PERMISSIONS_POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if IS_PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = flag("SAMHOLD_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ------------------------------------------------------------------------------------------------- language and time
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIRECTORY / "locale"]
FORMAT_MODULE_PATH = ["samhold.config.formats"]
USE_I18N = True
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# ----------------------------------------------------------------------------------------------------- static files
STATIC_URL = "static/"
STATIC_ROOT = (text("SAMHOLD_STATIC_DIR") or str(DATA_DIRECTORY / "static")) if IS_PRODUCTION else None
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "samhold.ui.finders.VendorFinder",
]
_STATIC_STORAGE: Final = (
    "samhold.ui.storage.HashedStorage" if IS_PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
# Development, test and demo serve the sources; production what was collected.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ------------------------------------------------------------------------------------------------------ mail, limits
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if IS_PRODUCTION else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = text("SAMHOLD_EMAIL_HOST", "localhost")
EMAIL_PORT = whole_number("SAMHOLD_EMAIL_PORT", 25)
EMAIL_HOST_USER = text("SAMHOLD_EMAIL_USER")
EMAIL_HOST_PASSWORD = text("SAMHOLD_EMAIL_PASSWORD")
EMAIL_USE_TLS = flag("SAMHOLD_EMAIL_TLS")
EMAIL_TIMEOUT = 10
# Who may be told that something waits: nobody until a mail server is named.
SAMHOLD_EMAIL_SENDER = "samhold.infrastructure.senders.EmailSender" if text("SAMHOLD_EMAIL_HOST") else ""
DEFAULT_FROM_EMAIL = text("SAMHOLD_EMAIL_FROM", "samhold@localhost")

# Where an address is shown on a map: it is put last. Kartverket's page takes it in the fragment, which is not sent.
SAMHOLD_MAP = text("SAMHOLD_MAP", "https://www.norgeskart.no/#!?project=norgeskart&sok=")

DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without ids": {"()": "samhold.infrastructure.logs.WithoutIds"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without ids"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
