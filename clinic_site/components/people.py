"""Who stands behind the words: authors, reviewers, and the team that patients meet."""

from django import template

from .frame import address_of

register = template.Library()


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
    team = address_of("team")
    return f"{team}#{person['slug']}" if team else ""


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
