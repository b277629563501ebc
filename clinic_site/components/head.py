"""What machines read of a page: its addresses, how a message shows it, its facts."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, to_locale

from clinic_site import reading_addresses

register = template.Library()

COUNTRY = settings.PHONENUMBER_DEFAULT_REGION
# Within a script element nothing may look like the end of one, or like a comment.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.inclusion_tag("components/page_facts.html", takes_context=True)
def page_facts(context, *, title, description="", kind="website", card=None):
    """Say what the page is to search engines, and to a message that links to it.

    kind: "website" or "article"; card: id of the publication whose picture stands for
    the page. Context: request, canonical (path, if it is not the page's own), shell.
    """
    request = context["request"]
    path = context.get("canonical") or request.path
    code = get_language()
    addresses = reading_addresses.alternates(request)
    site = settings.SITE_URL
    return {
        "title": title,
        "description": description,
        "kind": kind,
        "clinic": context["shell"].name,
        "url": f"{site}{path}",
        "locale": _locale(code),
        "other_locales": [_locale(one) for one in addresses if one != code],
        "alternates": _alternates(addresses) if len(addresses) > 1 else [],
        "card": f"{site}{reverse('social_card', args=[card])}" if card else "",
    }


def _locale(code):
    """Return "es_US" for "es", and "pt_BR" for a language that names its own land."""
    own = to_locale(code)
    return own if "_" in own else f"{own}_{COUNTRY}"


def _alternates(addresses):
    """Return (hreflang, url) of each language; readers of another one get the first."""
    first = addresses.get(settings.LANGUAGE_CODE)
    found = addresses | ({"x-default": first} if first else {})
    return [(code, f"{settings.SITE_URL}{path}") for code, path in found.items()]


@register.simple_tag
def structured_data(*, facts):
    """Return schema.org facts as a block of data. facts: list of dicts, perhaps empty.

    A block of data is no script: no browser runs it, and a strict policy lets it pass.
    """
    if not facts:
        return ""
    said = json.dumps(
        facts[0] if len(facts) == 1 else facts,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(said.translate(UNSAFE)),
    )
