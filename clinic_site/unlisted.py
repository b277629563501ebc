"""Pages that search engines shall leave out: forms, receipts, thanks, errors."""

from functools import wraps

HEADER = "X-Robots-Tag"


def unlisted(view):
    """Say so in a header, which also holds for what is no page."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response[HEADER] = "noindex"
        return response

    return marked
