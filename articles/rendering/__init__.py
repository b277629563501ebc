"""Frozen words and signed values → what a publication stores.

Pure: asks no database and no clock. The same content with the same values renders to
the same bytes.
"""

from dataclasses import dataclass, field

from django.utils import translation

from articles import prose

from . import calm, figures, handout, instructions, sections, short_version
from .markers import fill as fill_markers
from .sections import UnknownSection

__all__ = ["Rendered", "UnknownSection", "fill_markers", "render", "signed_ids"]

WORDS_A_MINUTE = 200


@dataclass
class Rendered:
    """What one page shows within its shell."""

    body_html: str
    plain_text: str
    calm_html: str = ""
    handout_html: str = ""
    head_html: str = ""
    contents: list = field(default_factory=list)
    minutes: int = 1
    signed_ids: list = field(default_factory=list)


def render(content, values):
    """Return `content` (see freezing.freeze) as Rendered, in its own language."""
    language = content["language"]
    headings = prose.Headings(language)
    shown = figures.with_one_head(content["sections"])
    with translation.override(language):
        head = figures.head(shown)
        parts = [
            (one.get("style"), sections.html_of(one, headings, values))
            for one in short_version.gathered(shown)
        ]
        body = "\n".join(sections.side_by_side(parts))
        calm_html = calm.html(content, values)
        sheet = handout.html(content, values)
    text = _plain(content, values)
    return Rendered(
        body_html=body,
        plain_text=text,
        calm_html=calm_html,
        handout_html=sheet,
        head_html=head,
        contents=headings.contents,
        minutes=max(1, round(len(text.split()) / WORDS_A_MINUTE)),
        signed_ids=signed_ids(content, values),
    )


def signed_ids(content, values):
    """Return the ids of the signed instructions that page or paper shows, sorted."""
    shown = {
        value.signed_id
        for section in content["sections"]
        for value in instructions.signed(section, values)
    }
    return sorted(shown | {value.signed_id for value in values.on_every_page()})


def _plain(content, values):
    said = [content["title"], content["summary"]]
    for section in content["sections"]:
        said.append(prose.words(section))
        said += instructions.sentences(section, values, content["language"])
    return "\n".join(said)
