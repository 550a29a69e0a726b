"""The settings of the tests: ours, with everything written below `var/test`.

Each process has a folder of its own, removed at its end (`conftest`), so that nothing is shared
but services and several runs may go on at once.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}"
os.environ["YWY_VAR"] = str(_ROOT / "var" / "test" / _WORKER)
os.environ.setdefault("YWY_SITE_URL", "http://testserver")
# Playwright's event loop stays in the thread that started the browser; the tests that run beside
# it are as synchronous as ever.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Logins are many in tests and need not be slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
