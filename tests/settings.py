"""The clinic's settings as the tests see them: own keys and folder, no `.env`."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ |= {
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "CACHE_URL": "locmemcache://",
    "DEBUG": "0",
    "DEMO": "0",
    "EMAIL_URL": "",
    "INDEX_KEY": "aW5kZXgta2V5LWZvci10aGUtdGVzdHMtb25seS0zMmI=",
    "REQUESTS_PER_HOUR": "0",
    "SEALING_KEYS": "1:c2VhbGluZy1rZXktZm9yLXRoZS10ZXN0cy1vbmx5IS4=",
    "SECRET_KEY": "the tests' own key, which guards nothing at all and never will",
    "SITE_URL": "http://localhost:8000",
    "VAR_DIR": tempfile.mkdtemp(prefix="clinic-site-tests-"),
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['VAR_DIR']}/site.sqlite3")

from clinic_site.settings import *  # noqa: F403
from clinic_site.settings import (
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
    VAR_DIR,
)

atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in a clinic: in memory there is neither WAL nor a second connection.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
    # Nothing here outlives the tests, so nothing waits for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

# Finds a query repeated for every row of a list.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]

# Quick, and fine for passwords that everybody may read here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Style sheets as they lie in static/: only the browser tests collect them first.
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
