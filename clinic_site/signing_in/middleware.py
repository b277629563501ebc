"""Who asks: somebody whose session is still open, or nobody."""

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from . import sessions


class StaffAuthentication(AuthenticationMiddleware):
    """Asks only when a page asks: a reader's page looks at no session."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))

    def process_response(self, request, response):
        """What was made for a session is for nobody's cache."""
        if request.session.accessed and not request.session.is_empty():
            response.headers.pop("Cache-Control", None)
            add_never_cache_headers(response)
        return response


def _person(request):
    person = get_user(request)
    if person.is_authenticated and not sessions.is_open(request, at=timezone.now()):
        request.session.flush()
        return AnonymousUser()
    return person
