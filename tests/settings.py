"""The settings of the tests: ours, with everything written below `var/test`.

Each pytest-xdist worker has a folder of its own, so that nothing is shared but services.
"""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["YWY_VAR"] = str(_ROOT / "var" / "test" / _WORKER)
os.environ.setdefault("YWY_SITE_URL", "http://testserver")

from config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Logins are many in tests and need not be slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
