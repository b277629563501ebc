"""Pages that a browser may keep but must ask about each time: an old hour is a risk."""

from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page


def asked_again(view):
    """Answer with Cache-Control: no-cache and an ETag, or 304 where nothing changed.

    The ETag is that of the finished page, so a new value, another telephone number,
    an announcement and an upgrade each make a new one. The page travels compressed:
    it holds no secret whose length could tell, and a phone on a weak line waits less.
    """
    return gzip_page(cache_control(no_cache=True)(conditional_page(view)))
