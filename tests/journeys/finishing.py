"""What an editor does to an imported text until nothing stops its publication.

Sentence by sentence, by the gates' own report: a typed care number or a claim without a
source leaves, a heading that claims becomes a plain question, and what a page needs
beside its words comes in.
"""

import re

from django.utils.html import escape

from articles import checking, freezing, prose, reviewing
from articles.models import (
    CalloutSection,
    CareInstruction,
    LinesSection,
    Source,
    TextSection,
)
from tests.builders import NOON, quote

BLOCK = re.compile(r"<(p|li|h2|h3)>(.*?)</\1>", re.DOTALL)
LEAD = re.compile(r"<strong>.*?</strong>", re.DOTALL)
INSTEAD = "Ask us about this at your visit."
QUESTION = "What comes next?"
MOST_ROUNDS = 5


def finish(article, *, by):
    """Let the editor `by` finish the working copy; return the quotes that left."""
    reviewing.record_author(article, by=by)
    Source.objects.create(article=article, title="A leaflet")
    gone = []
    for _round in range(MOST_ROUNDS):
        quotes = [one.quote for one in stopping(article) if one.quote]
        if not quotes:
            break
        for one in quotes:
            take_out(article, one)
        gone += quotes
    if article.stage == "aftercare":
        add_help_card(article)
    quote(article, "KET_DRIVE")
    return gone


def stopping(article):
    """Return what the gates' report beside the working copy says must change."""
    content = freezing.freeze(article)
    values = CareInstruction.objects.in_force()
    return checking.stopping(checking.problems_of(content, values, at=NOON))


def take_out(article, quoted):
    """Take one sentence out of whichever section says it."""
    for section in TextSection.objects.filter(parent=article):
        html = BLOCK.sub(lambda block: _without(block, quoted), section.html)
        if html != section.html:
            TextSection.objects.filter(pk=section.pk).update(html=html)


def _without(block, quoted):
    tag, inner = block[1], block[2]
    said = prose.plain(inner).strip()
    if tag in {"h2", "h3"}:
        return f"<{tag}>{QUESTION}</{tag}>" if said.strip("?") in quoted else block[0]
    lead = found[0] if (found := LEAD.match(inner)) else ""
    told = prose.plain(lead)
    sentence = quoted.removeprefix(told).strip()
    rest = said.removeprefix(told).strip()
    if sentence not in rest:
        return block[0]
    kept = " ".join(rest.replace(sentence, "").split()) or INSTEAD
    return f"<{tag}>{lead}{' ' * bool(lead)}{escape(kept)}</{tag}>"


def add_help_card(article):
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=900,
        style="help",
        level="non_urgent",
        heading="Call us if",
        html="<p>something worries you.</p>",
    )


def add_text(article, html):
    TextSection.objects.create(parent=article, region="main", ordering=800, html=html)


def add_timeline(article, lines):
    LinesSection.objects.create(
        parent=article, region="main", ordering=5, style="timeline", lines=lines
    )
