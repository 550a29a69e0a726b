"""Django's settings: the composition root. What may differ is chosen in `environment`."""

import contextlib
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from pydantic import ValidationError

from config import catalogues, keys, logs
from config.databases import database
from config.environment import ROOT, Environment

try:
    ENVIRONMENT = Environment()
except ValidationError as error:
    wrong = "; ".join(f"YWY_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
    raise ImproperlyConfigured(
        f"The environment holds values that cannot be used: {wrong}"
    ) from None

VAR = ENVIRONMENT.var
DEBUG = ENVIRONMENT.debug
SECRET_KEY = (
    ENVIRONMENT.secret_key.get_secret_value() if ENVIRONMENT.secret_key else keys.secret_key(VAR)
)
FIELD_KEYS = {
    name: key.get_secret_value() for name, key in ENVIRONMENT.field_keys.items()
} or keys.field_keys(VAR)
SITE_URL = ENVIRONMENT.site_url.rstrip("/")
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "config",
    "web",
    "search",
    "publishing",
    "publishing.channels.feeds",
    "publishing.channels.wechat",
    "cms",
    "media",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Its words alone are used: Wagtail says "5 minutes ago" with them.
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.AdminMayUseInlineScript",
    "web.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.AtomicWrites",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    # Shared by every process of one machine, so that the runner can refresh the web's pages.
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": ENVIRONMENT.cache_url,
        }
        if ENVIRONMENT.cache_url.startswith(("redis://", "rediss://"))
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": urlsplit(ENVIRONMENT.cache_url).path or VAR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    ),
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")

# No LocaleMiddleware: the language of a visitor's browser must not put English labels around
# Chinese texts. In the admin each person chooses his own.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = catalogues.PATHS
# Before anything is translated, which happens while the apps are still being loaded: a catalogue
# found missing then stays missing. Where the folder may not be written, a check says so.
with contextlib.suppress(OSError):
    catalogues.compile_stale()
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    (f"fonts/{font}", folder)
    for font in ("ma-shan-zheng", "zhi-mang-xing")
    # Fonts come by npm at set-up; without them the pages fall back to the system's faces.
    if (folder := ROOT / "node_modules" / "@fontsource" / font).is_dir()
]
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# Strict for the public; `config.middleware` loosens scripts for the admin alone, whose editor
# still carries inline scripts (facts/stack, section 1, CSP).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

WAGTAIL_SITE_NAME = "云文艺"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_USER_LOGIN_FORM = "config.login.LoginForm"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.approval.publish_approved"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# There is no mail server yet: nobody shall wait for a letter that cannot come.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
# The admin calls nobody: no avatar service, no release feed.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# On SQLite every autosave takes the one write lock: be gentle.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 20000
WAGTAILIMAGES_IMAGE_MODEL = "media.MediaImage"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILDOCS_DOCUMENT_MODEL = "media.MediaDocument"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "docx", "doc", "xlsx", "pptx", "pdf", "txt", "md", "html", "htm", "zip", "csv",
]  # fmt: skip
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# alias -> class + options. Options a class does not know are refused at start-up.
PUBLISHING_CHANNELS: dict[str, dict[str, Any]] = {
    "site": {"CLASS": "web.channel.SiteChannel", "OPTIONS": {}},
    "feeds": {"CLASS": "publishing.channels.feeds.channel.FeedsChannel", "OPTIONS": {}},
    "search": {"CLASS": "search.channel.SearchChannel", "OPTIONS": {}},
    "wechat": {"CLASS": "publishing.channels.wechat.channel.WeChatChannels", "OPTIONS": {}},
}
PUBLISHING_LEASE_SECONDS = ENVIRONMENT.lease_seconds
PUBLISHING_RUNNER_WORKERS = ENVIRONMENT.runner_workers

SEARCH_URL = ENVIRONMENT.search_url
SEARCH_INDEX_DIR = VAR / "search"

logs.configure()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": "INFO"}
        for name in ("config", "web", "search", "publishing", "cms", "media")
    },
}
