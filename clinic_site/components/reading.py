"""What helps a reader find the way through an article and on from it."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .frame import address_of, clinic_context

register = template.Library()

# With fewer headings than this the page itself is the list.
HEADINGS_WORTH_A_LIST = 4


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*, links):
    """Show where the page is. links: list of {title, url}, the home page first."""
    return {"links": links}


@register.inclusion_tag("components/contents.html")
def contents(*, headings):
    """List the headings of a long page, two levels deep.

    headings: list of {id, title, children: list of {id, title}}; nothing is shown for
    fewer than four.
    """
    return {"headings": headings if is_long(headings) else []}


@register.filter
def is_long(headings):
    """Whether a page with these headings is worth a contents list."""
    return len(headings or []) >= HEADINGS_WORTH_A_LIST


@register.inclusion_tag("components/horizon.html")
def horizon(*, stages, label):
    """Show the stages of care on one line; the sun stands where the reader is.

    stages: list of {title, url?, is_here}; label: what the line is called aloud.
    """
    return {"stages": stages, "label": label}


@register.inclusion_tag("components/journey_stage.html")
def journey_stage(*, stage, title, when, words, groups, names_articles=False):
    """Lead to one stage of care: to its only article, or to its part of the list.

    groups: list of {stage, articles: list of {url, title}}. A stage without articles
    leads nowhere yet. names_articles: its articles stand here instead of its words.
    """
    articles = [
        one for group in groups if group["stage"] == stage for one in group["articles"]
    ]
    return {
        "stage": stage,
        "title": title,
        "when": when,
        "words": words,
        "articles": articles,
        "names_articles": names_articles and articles,
    }


@register.simple_tag
def day(*, on):
    """Return a date as people write it, within <time>. on: date, moment or ISO text."""
    if isinstance(on, str):
        on = date.fromisoformat(on[:10])
    return format_html(
        '<time datetime="{}">{}</time>',
        on.strftime("%Y-%m-%d"),
        date_format(on, _("F j, Y")),
    )


@register.inclusion_tag("components/sources.html")
def sources(*, items):
    """List what the article rests on. items: list of {title, url?, note?}."""
    return {"items": items}


@register.inclusion_tag("components/share_links.html")
def share_links(*, title, site_url, path, handout_url="", pdf_url=""):
    """Offer plain links for passing the page on; its address is site_url and path.

    handout_url, pdf_url: where its sheet to print is, as far as there is one.
    """
    return {
        "title": title,
        "url": f"{site_url}{path}",
        "handout_url": handout_url,
        "pdf_url": pdf_url,
    }


@register.inclusion_tag("components/feedback.html")
def feedback(*, url):
    """Ask whether the page helped: two buttons, no words, no cookie. url: takes it."""
    return {"url": url}


@register.inclusion_tag("components/pager.html")
def pager(*, before=None, after=None):
    """Lead to the stage before and the stage after: {title, url} or None each."""
    return {"before": before, "after": after}


@register.inclusion_tag("components/article_list.html")
def article_list(*, articles, heading_level=3):
    """List articles. articles: list of {title, url, summary}."""
    return {"articles": articles, "heading_level": heading_level}


@register.inclusion_tag("components/letters.html")
def letters(*, groups):
    """List articles from A to Z, with a jump to each letter.

    groups: list of {letter, articles: list of {title, url}}.
    """
    return {"groups": groups}


@register.inclusion_tag("components/request_call.html", takes_context=True)
def request_call(context):
    """Lead from reading to asking for an appointment, or to the telephone.

    Context: shell, after_hours. Left out while the site has no form.
    """
    return clinic_context(context)


@register.inclusion_tag("components/treatment_summary.html")
def treatment_summary(*, treatment, heading_level=3):
    """Say in one sentence what a treatment is. treatment: {slug, name, summary}."""
    url = address_of("treatment", treatment["slug"])
    return {"treatment": treatment, "url": url, "heading_level": heading_level}
