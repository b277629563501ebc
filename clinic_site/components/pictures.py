"""Pictures of the clinic's library, small where small is enough."""

from django import template
from django.template.loader import render_to_string

register = template.Library()

# How wide each shape is drawn: the browser chooses its file before it knows the page.
SIZES = {
    "figure": "(min-width: 46em) 46rem, 92vw",
    "hero": "(min-width: 60em) 26rem, 92vw",
    "portrait": "4rem",
}


TYPES = {"AVIF": "image/avif", "JPEG": "image/jpeg", "WEBP": "image/webp"}


@register.simple_tag
def photograph(*, picture, alt, is_first=False):
    """Show a picture of the library, small where small is enough.

    picture: {shape, width, height, files: list of {kind, width, url}}; alt: empty for
    decoration; is_first: it is what readers see first, so it does not wait.
    """
    by_kind = {}
    for file in picture["files"]:
        by_kind.setdefault(file["kind"], []).append(file)
    first, *others = [
        {"type": TYPES[kind], "files": by_kind[kind]}
        for kind in ("JPEG", "WEBP", "AVIF")
        if kind in by_kind
    ]
    return render_to_string(
        "components/photograph.html",
        {
            "picture": picture,
            "alt": alt,
            "is_first": is_first,
            "sizes": SIZES[picture["shape"]],
            "first": first,
            "others": others,
        },
    )
