"""What stands around the words of every page: header, menus, footer, the way out."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Addresses that the site does not have yet, or no longer, are left out.
MAIN_MENU = [
    ("treatments", _("Treatments")),
    ("articles", _("Before, during, after")),
    ("costs", _("Costs")),
    ("team", _("Our team")),
    ("locations", _("Find us")),
    ("search", _("Search")),
]
FOOTER_LINKS = [
    ("help_now", _("Crisis help and safety")),
    ("articles", _("All articles")),
    ("care_plan", _("Make a care plan")),
    ("check", _("Check a handout code")),
    ("request", _("Ask for an appointment")),
    ("privacy", _("Privacy")),
    ("accessibility", _("Accessibility")),
    ("language_help", _("Language help")),
]

# What anybody may have been looking at; the same for everyone who must leave.
NEUTRAL = "https://www.weather.gov/"

WAYS_ON = [
    ("home", _("Home page")),
    ("articles", _("Before, during and after a visit")),
    ("search", _("Search this site")),
    ("request", _("Ask for an appointment")),
    ("help_now", _("Crisis help and safety")),
]


def address_of(name, *args):
    """Return the address of a page, or "" where the site has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def links_to(addresses, context=None):
    """Return {title, url, is_here, holds_here} of each (URL name, title) there is.

    holds_here: the page lies below that address, as a hub lies below the treatments.
    Context: request, missing_places (URL names of pages without words, left out).
    """
    context = {} if context is None else context
    here = getattr(context.get("request"), "path", "")
    missing = context.get("missing_places") or ()
    links = []
    for name, title in addresses:
        url = "" if name in missing else address_of(name)
        if not url:
            continue
        holds_here = len(url) > 1 and here.startswith(url) and here != url
        links.append(
            {
                "title": title,
                "url": url,
                "is_here": url == here,
                "holds_here": holds_here,
            }
        )
    return links


def clinic_context(context, **more):
    """Return what parts say about the clinic; error pages may lack most of it."""
    names = ("shell", "hours_lines", "after_hours")
    return {name: context.get(name) for name in names} | more


@register.inclusion_tag("components/skip_link.html")
def skip_link():
    """Let a keyboard jump over header and menu to the words."""
    return {}


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context):
    """Show the clinic's name, telephone, languages, menu and the way to ask.

    Context: shell, other_languages (list of {code, name, url}), request (its path
    marks the place in the menu), missing_places.
    """
    return clinic_context(
        context,
        other_languages=context.get("other_languages"),
        menu=links_to(MAIN_MENU, context),
        ask=links_to([("request", _("Ask for an appointment"))], context),
        home=links_to([("home", _("Home"))]),
    )


@register.inclusion_tag("components/quick_exit.html", takes_context=True)
def quick_exit(context):
    """Keep a way out in sight that names no clinic, where the clinic wants one.

    A plain link, so that it works without script. Context: shell (has_quick_exit).
    """
    has_one = getattr(context.get("shell"), "has_quick_exit", False)
    return {"address": NEUTRAL if has_one else ""}


@register.inclusion_tag("components/forget_phone.html")
def forget_phone():
    """Take from the phone what it keeps of this site; hidden where no script runs."""
    return {}


@register.inclusion_tag("components/announcement.html", takes_context=True)
def announcement(context):
    """Show what the clinic announces now, if anything; how much it matters, in words.

    Context: announcement ({text, severity "news" or "important", shows_telephone} or
    None), shell.
    """
    return clinic_context(context, announcement=context.get("announcement"))


@register.filter
def in_own_language(words):
    """Mark staff's words that are not in the page's language, for those who listen.

    words: from clinic_site.languages; a voice reads Spanish letters in Spanish then.
    """
    language = getattr(words, "language", None)
    if language in (None, get_language()):
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


@register.inclusion_tag("components/ways_on.html", takes_context=True)
def ways_on(context):
    """List the ways on for somebody who did not find what they came for.

    Context: shell (telephone, telephone_words).
    """
    return clinic_context(context, links=links_to(WAYS_ON, context))


@register.inclusion_tag("components/site_footer.html", takes_context=True)
def site_footer(context):
    """Close the page with address, telephone, hours and further links.

    Context: shell, hours_lines, after_hours.
    """
    return clinic_context(context, links=links_to(FOOTER_LINKS, context))
