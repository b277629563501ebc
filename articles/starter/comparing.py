"""Whether a working copy still says what a readable file brought."""

import re

from content_editor.contents import contents_for_item

from articles.models import SECTION_MODELS

FACTS = ("title", "summary", "slug", "stage", "audience", "place", "treatment")
# Where a section stands, not what it says.
PLACE_OF_SECTION = {"id", "parent", "region", "ordering"}
# The editor wraps each item of a list in a paragraph; nobody reads a difference.
WRAPPED_ITEM = re.compile(r"<li><p>((?:(?!</?p>).)*)</p></li>", re.DOTALL)


def words_of(article):
    """Return the article's words and facts as JSON-ready data, as they are stored.

    What has its default value is left out, so that a field which a later version adds
    is no change. Nor are the people: to name an author changes no word.
    """
    sections = contents_for_item(article, SECTION_MODELS)["main"]
    sources = article.sources.values_list("title", "url", "note")
    return {
        "facts": _said(article, [article._meta.get_field(it) for it in FACTS]),
        "sections": [_section(one) for one in sections],
        "sources": [list(source) for source in sources],
    }


def _section(section):
    fields = [
        field
        for field in section._meta.concrete_fields
        if field.name not in PLACE_OF_SECTION
    ]
    return {"kind": section._meta.model_name, **_said(section, fields)}


def _said(row, fields):
    return {
        field.name: _plain(field.value_to_string(row))
        for field in fields
        if field.value_from_object(row) != field.get_default()
    }


def _plain(value):
    """A browser sends a text back with other line ends."""
    return WRAPPED_ITEM.sub(r"<li>\1</li>", "\n".join(value.splitlines()))
