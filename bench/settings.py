"""The tests' settings without what looks at every query's caller: no clinic has it."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "zeal"]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("zeal.")]
