"""The few marks that a readable file may use, as the HTML that editors may write."""

import re
from html import escape

HEADING = re.compile(r"(?P<marks>#+)\s+(?P<words>\S.*)")
BULLET = re.compile(r"-\s+(?P<words>\S.*)")
NUMBER = re.compile(r"\d+\.\s+(?P<words>\S.*)")
LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>[^()\s\"]+)\)")
STRONG = re.compile(r"\*\*(?P<words>[^*]+)\*\*")


class Unreadable(Exception):
    """A readable file does not have the documented form; says where and why."""


def html_of(lines, *, with_headings=False):
    """Return [(number, line), …] as HTML: paragraphs, lists, and perhaps headings."""
    return "".join(_block(block, with_headings) for block in _blocks(lines))


def items_of(lines):
    """Return the words of each "- " item; what follows an item belongs to it."""
    items = []
    for number, line in lines:
        if bullet := BULLET.match(line) or NUMBER.match(line):
            items.append(bullet["words"].strip())
        elif line.strip() and not items:
            raise Unreadable(f"line {number}: an item starts with “- ”")
        elif line.strip():
            items[-1] += f" {line.strip()}"
    return items


def _blocks(lines):
    """Yield lists of neighbouring lines without an empty one; a heading is alone."""
    block = []
    for number, line in lines:
        is_heading = HEADING.match(line)
        if block and (is_heading or not line.strip()):
            yield block
            block = []
        if is_heading:
            yield [(number, line)]
        elif line.strip():
            block.append((number, line))
    if block:
        yield block


def _block(block, with_headings):
    number, first = block[0]
    if heading := HEADING.match(first):
        level = len(heading["marks"])
        if not with_headings or level not in (2, 3):
            raise Unreadable(f"line {number}: no such heading may stand here")
        return f"<h{level}>{_inline(heading['words'])}</h{level}>"
    if BULLET.match(first):
        return _list("ul", block)
    if NUMBER.match(first):
        return _list("ol", block)
    return f"<p>{_inline(' '.join(line.strip() for _, line in block))}</p>"


def _list(tag, block):
    items = "".join(f"<li>{_inline(words)}</li>" for words in items_of(block))
    return f"<{tag}>{items}</{tag}>"


def _inline(words):
    words = escape(words.strip(), quote=False)
    words = STRONG.sub(r"<strong>\g<words></strong>", words)
    return LINK.sub(r'<a href="\g<address>">\g<words></a>', words)
