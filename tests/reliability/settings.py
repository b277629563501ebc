"""The site's own settings, with style sheets as they lie: collecting takes a minute."""

from clinic_site.settings import *  # noqa: F403
from clinic_site.settings import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
