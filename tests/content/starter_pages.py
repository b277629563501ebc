"""The starter pages as the tests read them: once, by language and address."""

import re
from pathlib import Path

from articles import prose, starter

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "content").glob("**/articles/*/*.md"))
PAGES = {(path.parent.name, path.stem): starter.read(path) for path in FILES}
ENGLISH = [slug for language, slug in PAGES if language == "en"]
THE_SAME = ["style", "level", "code", "form", "treatment", "stage", "drawing"]
HEADING = re.compile(r"<h[23]>.*?</h[23]>")


def words_of(page):
    """Everything that the page says."""
    said = [page.title, page.summary]
    for section in page.sections:
        said += [section.get("heading", ""), section.get("caption", "")]
        said += [prose.plain(section.get("html", ""))]
        said += [section.get("lines", ""), section.get("text", "")]
        said += [section.get("alt", ""), section.get("description", "")]
    return "\n".join(said)


def sentences_of(page):
    """What the page says in sentences: no headings, questions or cells of tables."""
    said = []
    for section in page.sections:
        said.append(prose.plain(HEADING.sub("", section.get("html", ""))))
        said.append(section.get("lines", "").replace(" | ", ". "))
        said += [section.get("alt", ""), section.get("description", "")]
        if section["kind"] == "questions":
            said += re.findall(r"^[^?\n].*", section["text"], re.MULTILINE)
    return "\n".join(filter(None, said))


def shape_of(page):
    """What a page and its translation have in common, part by part."""
    return [
        (
            section["kind"],
            *(section.get(name) for name in THE_SAME),
            bool(section.get("heading")),
            re.findall(r"<(h2|h3|p|ul|ol|li)>", section.get("html", "")),
            section.get("lines", "").count("\n"),
            re.findall(r"^\?|\|", section.get("text", ""), re.MULTILINE),
            section.get("description", "").count("\n"),
        )
        for section in page.sections
    ]


def links_of(page):
    html = "".join(section.get("html", "") for section in page.sections)
    return re.findall(r'href="([^"]+)"', html)
