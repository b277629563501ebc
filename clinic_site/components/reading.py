"""What helps a reader find the way through an article, and see who stands behind it."""

from datetime import date

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .frame import clinic_context

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


@register.inclusion_tag("components/byline.html")
def byline(*, author=None, reviewer=None, reviewed_on=None, updated_on=None, minutes=0):
    """Say in one line who wrote and who reviewed the words, when, and how long.

    author, reviewer: {name, credential, slug?, portrait?} or None; minutes to read, 0
    for unsaid.
    """
    return {
        "author": author,
        "author_url": _profile(author),
        "reviewer": reviewer,
        "reviewed_on": reviewed_on,
        "updated_on": updated_on,
        "minutes": minutes,
    }


def _profile(person):
    if not person or not person.get("slug"):
        return ""
    try:
        return f"{reverse('team')}#{person['slug']}"
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/review_panel.html", takes_context=True)
def review_panel(
    context, *, reviewer, reviewed_on, review_due_on, change_note="", history_url=""
):
    """Say who stands behind these words and when they will be looked at again.

    reviewer: {name, credential}; history_url: every version there was. Context: shell
    (is_demo: then it says that this is an example).
    """
    return {
        "shell": context.get("shell"),
        "reviewer": reviewer,
        "reviewed_on": reviewed_on,
        "review_due_on": review_due_on,
        "change_note": change_note,
        "history_url": history_url,
    }


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


@register.inclusion_tag("components/profile.html")
def profile(*, person):
    """Present somebody whom patients may meet.

    person: {name, credential, slug, role, words, portrait?}. Who has no portrait is
    shown by the first letters of their name.
    """
    return {"person": person, "initials": _initials(person["name"])}


def _initials(name):
    """Return "AR" for "Ana Ruiz (on leave)": first and last name, no remarks."""
    names = [word for word in name.partition("(")[0].split() if word[0].isalpha()]
    return "".join(word[0] for word in dict.fromkeys([*names[:1], *names[-1:]])).upper()


@register.inclusion_tag("components/request_call.html", takes_context=True)
def request_call(context):
    """Lead from reading to asking for an appointment, or to the telephone.

    Context: shell, after_hours. Left out while the site has no form.
    """
    return clinic_context(context)


@register.inclusion_tag("components/treatment_summary.html")
def treatment_summary(*, treatment, heading_level=3):
    """Say in one sentence what a treatment is. treatment: {slug, name, summary}."""
    slug = treatment["slug"]
    try:
        url = reverse("treatment", args=[slug])
    except NoReverseMatch:
        url = ""
    return {"treatment": treatment, "url": url, "heading_level": heading_level}
