"""Settings of the site; every value comes from the environment or from `.env`."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from clinic_site.logs import LOGGING  # noqa: F401
from clinic_site.signing_in.allauth_settings import SIGNING_IN

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)

# Whoever else can read these can open what patients wrote: clinic_site.checks looks.
SECRET_FILES = [BASE_DIR / ".env"]


def secret(name):
    """Return the secret `name`, or the content of the file that `NAME_FILE` names.

    Raises ImproperlyConfigured with a sentence that says what to set.
    """
    if path := env.str(f"{name}_FILE", default=""):
        SECRET_FILES.append(path)
    value = Path(path).read_text().strip() if path else env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set {name} or {name}_FILE in the environment or in "
            f"{BASE_DIR / '.env'}; `make run` writes a .env with new keys if there "
            "is none."
        )
    return value


# -- What kind of site this is ------------------------------------------------------

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
IS_HTTPS = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
# For people who must not be seen to write with a clinic: both, or no e-mail to them.
NEUTRAL_FROM = env.str("NEUTRAL_FROM", default="")
NEUTRAL_LINK_HOST = env.str("NEUTRAL_LINK_HOST", default="")
if NEUTRAL_LINK_HOST:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, NEUTRAL_LINK_HOST.partition(":")[0]]
SECURITY_CONTACT = env.str(
    "SECURITY_CONTACT", default=f"mailto:security@{urlsplit(SITE_URL).hostname}"
)
REQUESTS_PER_HOUR = env.int("REQUESTS_PER_HOUR", default=30)

# What a person sent is erased, and their link ends, so long after it was closed.
KEEP_DAYS = env.int("KEEP_DAYS", default=90)

SECRET_KEY = secret("SECRET_KEY")
SEALING_KEYS = secret("SEALING_KEYS")
INDEX_KEY = secret("INDEX_KEY")

# -- The house ------------------------------------------------------------------------

INSTALLED_APPS = [
    "clinic_site.apps.ClinicSiteConfig",
    "articles.apps.ArticlesConfig",
    "appointments.apps.AppointmentsConfig",
    "clinic_site.admin_app.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "content_editor",
    "django_prose_editor",
    "js_asset",
    "crispy_forms",
    "csp",
    "phonenumber_field",
]

# Outermost first: what stands above WhiteNoise also covers static files and errors.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "clinic_site.middleware.OwnPolicy",
    "clinic_site.middleware.OwnHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic_site.middleware.RefuseMalformed",
    "clinic_site.middleware.SayWhenTheDatabaseIsAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clinic_site.middleware.PageLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "clinic_site.signing_in.middleware.StaffAuthentication",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "clinic_site.urls"
WSGI_APPLICATION = "clinic_site.wsgi.application"

TEMPLATE_LOADERS = [
    "clinic_site.template_loading.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic_site.page_frame.for_templates",
                "articles.live.for_templates",
            ],
            "builtins": ["clinic_site.templatetags.components"],
        },
    },
]

FORM_RENDERER = "clinic_site.form_drawing.PlainParts"
CRISPY_TEMPLATE_PACK = "clinic"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["clinic"]
PHONENUMBER_DEFAULT_REGION = "US"

# -- Data -----------------------------------------------------------------------------


def database():
    """Return the one database, durable on SQLite, with connections kept open."""
    found = env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/clinic.sqlite3")
    if found["ENGINE"].endswith("sqlite3"):
        found["NAME"] = str(BASE_DIR / found["NAME"])
        found["OPTIONS"] = {
            # A second writer waits its turn instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        found["CONN_HEALTH_CHECKS"] = True
        found.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    found["CONN_MAX_AGE"] = 600  # to open one costs more than most pages
    return found


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

VAR_DIR = env.path("VAR_DIR", default=str(BASE_DIR / "var"))
# Not in the database: restoring a backup must not undo it. docs/retention.md
ERASURE_LEDGER = env.str(
    "ERASURE_LEDGER", default=str(Path(VAR_DIR) / "erasures.jsonl")
)
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

# A form of ours has at most some sixty fields and a few kilobytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# -- Words and clocks -----------------------------------------------------------------

LANGUAGE_CODE = "en"


def language(said):
    """Return (code, name) of "es", or of "tl:Tagalog" where Django knows no name.

    Raises ImproperlyConfigured with a sentence that says what to set.
    """
    code, _colon, name = said.partition(":")
    name = name or LANG_INFO.get(code, {}).get("name_local", "").capitalize()
    if not name:
        raise ImproperlyConfigured(
            f"LANGUAGES: {code} has no name that Django knows. Set the name as its "
            f"readers write it, too: {code}:Name"
        )
    return code, name


LANGUAGES = [language(said) for said in env.list("LANGUAGES", default=["en", "es"])]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # stored; what people read is in the clinic's own zone

# -- Static files ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(VAR_DIR) / "static"
# Nothing asks for a file by its plain name, and compressing each twice takes a third
# of the time in which the site starts for the first time.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "clinic_site.stylesheet.OneStylesheetStorage"
    },
}
# Source maps are large, for developers only, and would cost most of the time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", *Compressor.SKIP_COMPRESS_EXTENSIONS)

# -- What a browser may do here -------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        # Without it Lighthouse cannot read robots.txt.
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# `no-referrer` would make Chromium send `Origin: null` with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63072000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = False
# Whose word about the address and scheme of a request gunicorn believes: nginx on this
# machine, or what is set here. Django itself believes no such header.
FORWARDED_ALLOW_IPS = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
SILENCED_SYSTEM_CHECKS = [
    # nginx leads http to https; the site itself listens on this machine alone.
    "security.W008",
    # A place in the browsers' own lists is hard to take back: the clinic decides.
    "security.W021",
]

SESSION_ENGINE = "clinic_site.signing_in.session_rows"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Signed out when the browser closes, and after a working day at the latest.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "clinic_site.views.forbidden"

# -- Signing in: staff only, by invitation, with a second factor ---------------------

AUTHENTICATION_BACKENDS = ["clinic_site.signing_in.roles.RolesAlone"]
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
vars().update(SIGNING_IN)  # forms, limits and words of the door

# -- Mail -----------------------------------------------------------------------------

# Without EMAIL_URL nothing is sent or printed: notices wait, and the desk says so.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="clinic@localhost")
STAFF_EMAIL = env.str("STAFF_EMAIL", default="")
