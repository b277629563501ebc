"""Frozen content → the words that a gate reads, with what belongs together in a line.

A patient reads a heading with what stands below it, and a question with its answer; so
do the gates. "For 24 hours" above a list is about every line of that list.
"""

import re

from articles import prose

HEADING_END = re.compile(r"</h[23]>")
LEADS_ON = re.compile(r":\s*\n")
OF_A_FIGURE = ("alt", "caption", "description")
SOURCED = "\ue000"  # stands behind the words of a link to one of the page's sources
LINK = re.compile(r'<a href="([^"<>]{0,600})"[^<>]{0,99}>(.{0,600}?)</a>', re.DOTALL)


def parts(content):
    """Yield (number, words): 0 is the title with the summary, then each section."""
    sources = {source["url"] for source in content["sources"]} - {""}
    yield 0, f"{content['title']}\n{content['summary']}"
    for number, section in enumerate(content["sections"], 1):
        yield number, "\n".join(_lines(section, sources))


def links(content):
    """Yield (number, address, words) of each link in the page's prose."""
    for number, section in enumerate(content["sections"], 1):
        for address, inner in LINK.findall(section.get("html", "")):
            yield number, prose.plain(address), prose.plain(inner)


def _lines(section, sources):
    heading = section.get("heading", "")
    match section["kind"]:
        case "lines":
            lead = f"{heading}: " if heading else ""
            return [f"{lead}{line}" for line in section["lines"]]
        case "questions":
            asked = [f"{one['question']} {one['answer']}" for one in section["items"]]
            return [heading, *asked]
        case "table":
            return [section["caption"], *_cells(section["rows"])]
        case "figure":
            return [section.get(name, "") for name in OF_A_FIGURE]
    return [f"{heading}. " * bool(heading) + _prose(section.get("html", ""), sources)]


def _prose(html, sources):
    def marked(link):
        return link[2] + SOURCED * (prose.plain(link[1]) in sources)

    whole = HEADING_END.sub(". ", LINK.sub(marked, html))
    return LEADS_ON.sub(": ", prose.plain(whole))


def _cells(rows):
    """Return each cell with the head of its row and of its column."""
    headers, *body = rows or [[]]
    return [" ".join(headers)] + [
        " ".join(dict.fromkeys([row[0], headers[column], cell]))
        if column < len(headers)
        else f"{row[0]} {cell}"
        for row in body
        for column, cell in enumerate(row)
    ]
