"""Everything that an installation can set, read once and loudly.

Values come from the environment; what is asked at first run (the town, PUBLIC_URL) lives in the
database as dated settings of a place.
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from baogong.config import environment as env
from baogong.plumbing.logs import logging_config
from baogong.plumbing.postgres import connection_settings
from baogong.plumbing.processes.folder import DEFAULT_DATA_DIR

PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("BAOGONG_DATA", default=DEFAULT_DATA_DIR)
DEBUG = env.flag("BAOGONG_DEBUG", default=False)
SECRET_KEY = env.secret("BAOGONG_SECRET_KEY", file=DATA_DIR / "secret.key")

# Links, cards and labels are built from PUBLIC_URL alone, never from the Host header.
ALLOWED_HOSTS = env.words("BAOGONG_HOSTS", default=["*"])
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # a plain-HTTP laptop would only earn a console warning
HTTPS = env.flag("BAOGONG_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 24 * 3600 if HTTPS else 0  # a day: a certificate may yet have to go
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "baogong.plumbing.apps.PlumbingConfig",
    "baogong.apps.accounts",
    "baogong.apps.places",
    "baogong.apps.people",
    "baogong.apps.suppliers",
    "baogong.apps.money",
    "baogong.apps.catalog",
    "baogong.apps.inventory",
    "baogong.apps.control",
    "baogong.apps.custody",
    "baogong.apps.ordering",
    "baogong.apps.procurement",
    "baogong.apps.sorting",
    "baogong.apps.gate",
    "baogong.apps.filings",
    "baogong.apps.delivery",
    "baogong.apps.tickets",
    "baogong.apps.reporting",
    "baogong.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baogong.web.middleware.PostedPageMiddleware",
    "baogong.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "baogong.config.urls"
WSGI_APPLICATION = "baogong.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["baogong.web.templatetags.baogong"],
        },
    }
]

DATABASES = {
    "default": connection_settings(
        url=env.text("DATABASE_URL"),
        data_dir=DATA_DIR,
        connections=env.number("BAOGONG_CONNECTIONS", default=8),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# Scrypt asks a guesser for memory too, and us for less time than PBKDF2 (decision 0010).
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "baogong.apps.accounts.hashers.FirstPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "account:home"
LOGOUT_REDIRECT_URL = "account:sign_in"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
FORMAT_MODULE_PATH = ["baogong.config.formats"]
USE_TZ = True
TIME_ZONE = env.text("BAOGONG_TIME_ZONE", default="Asia/Shanghai")

STATIC_URL = "static/"
STATIC_ROOT = env.folder("BAOGONG_STATIC", default=DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or env.flag("BAOGONG_TESTING", default=False)
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG or env.flag("BAOGONG_TESTING", default=False)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # slips are typed 120 doors at a time

BACKUP_AT = env.clock("BAOGONG_BACKUP_AT", default="03:30")  # in the installation's time zone
BACKUPS_KEPT = env.number("BAOGONG_BACKUPS_KEPT", default=14, least=0)  # 0: no nightly backups

# None: no payments by phone, and nothing of them shows.
WECHAT_PAY = env.wechat_pay(DATA_DIR / "wechat")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = logging_config(level=env.text("BAOGONG_LOG_LEVEL", default="INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"

os.umask(0o077)
