"""A WordPress export (WXR) → its posts and pages, each one document, unread.

The file is read with every door closed: no entity, no network, no huge text.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop
from lxml import etree

from . import subjects
from .decoding import (
    DamagedExport,
    Declares,
    LargerThanItsKind,
    NoPages,
    NotText,
    UnknownEncoding,
)
from .imported import Piece

LARGEST_SIZE = 60 * 1024 * 1024  # bytes
PROLOG = 64 * 1024  # bytes in which the first element must stand
TAGS = ("author", "category", "tag", "item", "base_blog_url", "base_site_url")
# Signs that no XML may hold and that old editors left in posts.
NOT_XML = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
KINDS = {"post", "page"}
NOTED = {
    "attachment": gettext_noop("pictures and files: bring in those you need by hand"),
    "nav_menu_item": gettext_noop("entries of menus"),
    "revision": gettext_noop("older states of posts"),
}
OTHER_KIND = gettext_noop("of a kind that only its WordPress knows")
STATES = {
    "draft": gettext_noop("It is a draft."),
    "pending": gettext_noop("It waits for a review in WordPress."),
    "private": gettext_noop("It is private."),
    "future": gettext_noop("It was to appear later."),
    "trash": gettext_noop("It is in the bin."),
}
OTHER_STATE = gettext_noop("It was not published.")
LOCKED = gettext_noop("It has a password.")
COMMENTS = gettext_noop("comments of readers")
FEATURED = gettext_noop("picture above the text: its description, to use again")
UNDESCRIBED = gettext_noop("picture above the text, without a description")


@dataclass
class Export:
    """What an export says beside its posts."""

    home: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    pictures: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: Counter = field(default_factory=Counter)
    items: list[dict] = field(default_factory=list)


def is_export(source: bytes) -> bool:
    """Whether the bytes begin like a WordPress export, in whatever encoding."""
    start = source[:PROLOG].replace(b"\x00", b"")
    return b"<rss" in start and b"<html" not in start.lower().partition(b"<rss")[0]


def pieces_of(source: bytes) -> tuple[list[Piece], list[list[str]]]:
    """Return the posts and pages, and [[reason, words]] of what was left out whole.

    Raises LargerThanItsKind, NotText, Declares, DamagedExport, UnknownEncoding or
    NoPages; nothing of a damaged export is used.
    """
    if len(source) > LARGEST_SIZE:
        raise LargerThanItsKind
    export = _read(_readable(source))
    if not export.items:
        raise NoPages
    left = [
        [NOTED.get(kind, OTHER_KIND), f"{kind}: {count}"]
        for kind, count in sorted(export.left.items())
    ]
    return [_piece(item, export) for item in export.items], left


def _readable(source):
    start = source[:PROLOG].replace(b"\x00", b"").partition(b"<rss")[0]
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Declares
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source
    if b"\x00" in source:
        raise NotText
    return NOT_XML.sub(b"", source)


def _read(source):
    export = Export()
    steps = etree.iterparse(
        BytesIO(source),
        tag=[f"{{*}}{tag}" for tag in TAGS],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _event, element in steps:
            _take(element, export)
    except etree.XMLSyntaxError as damaged:
        if "encoding" in str(damaged).lower() or "UTF-8" in str(damaged):
            raise UnknownEncoding from damaged
        raise DamagedExport from damaged
    if steps.root.getroottree().docinfo.internalDTD is not None:
        raise Declares
    return export


def _take(element, export):
    """Keep what one element of the export says, and free its memory."""
    match etree.QName(element).localname:
        case "item":
            _take_item(_said(element), element, export)
            element.clear()
        case "author":
            said = _said(element)
            name = said.get("author_display_name") or said.get("author_login", "")
            export.authors[said.get("author_login", "")] = name
        case "category" if element.getparent().tag == "channel":
            said = _said(element)
            about = (said.get("cat_name", ""), said.get("category_parent", ""))
            export.parents[said.get("category_nicename", "")] = about
        case "base_blog_url" | "base_site_url":
            export.home = export.home or urlsplit((element.text or "").strip()).netloc


def _said(element):
    """Return {local name: words} of the children; of `encoded` both kinds."""
    found: dict[str, str] = {}
    for child in element:
        name = etree.QName(child)
        key = name.localname
        if key == "encoded":
            key = "excerpt" if "excerpt" in (name.namespace or "") else "content"
        found.setdefault(key, (child.text or "").strip())
    return found


def _take_item(said, element, export):
    kind = said.get("post_type", "")
    meta = _meta(element)
    if kind == "attachment":
        address = said.get("attachment_url", "")
        about = (meta.get("_wp_attachment_image_alt", ""), address)
        export.pictures[said.get("post_id", "")] = about
    if kind not in KINDS:
        export.left[kind or "?"] += 1
        return
    subjects_of = [
        (one.get("nicename", ""), (one.text or "").strip())
        for one in element.findall("category")
    ]
    count = len(element.findall("{*}comment"))
    export.items.append(said | {"meta": meta, "subjects": subjects_of, "count": count})


def _meta(element):
    pairs = (_said(one) for one in element.findall("{*}postmeta"))
    return {one.get("meta_key", ""): one.get("meta_value", "") for one in pairs}


def _piece(item, export):
    said = item.get("post_modified", "") or item.get("post_date", "")
    home = export.home or urlsplit(item.get("link", "")).netloc
    identity = item.get("guid") or item.get("link") or item.get("post_id", "")
    return Piece(
        format="wordpress",
        words=item.get("content", ""),
        key=f"wordpress:{home}:{identity}",
        title=item.get("title", ""),
        summary=item.get("excerpt") or item["meta"].get("_yoast_wpseo_metadesc", ""),
        slug=item.get("post_name", ""),
        paths=_paths(item),
        home=home,
        author=export.authors.get(item.get("creator", ""), item.get("creator", "")),
        updated_on="" if said.startswith("0000") else said[:10],
        subjects=[
            subjects.label(nicename, words, export.parents)
            for nicename, words in item["subjects"]
        ],
        dropped=_dropped(item, export),
        skipped=_why_skipped(item),
    )


def _paths(item):
    """Return the old addresses: today's, and those of its former names."""
    path = urlsplit(item.get("link", "")).path
    if path in ("", "/"):
        return []
    found = [path]
    if old := item["meta"].get("_wp_old_slug"):
        head = path.rstrip("/").rpartition("/")[0]
        found.append(f"{head}/{old}/")
    return found


def _why_skipped(item):
    state = item.get("status", "publish")
    if item.get("post_password"):
        return LOCKED
    return "" if state == "publish" else STATES.get(state, OTHER_STATE)


def _dropped(item, export):
    found = [[COMMENTS, str(item["count"])]] if item["count"] else []
    said = export.pictures.get(item["meta"].get("_thumbnail_id", ""))
    if said:
        alternative, address = said
        name = urlsplit(address).path.rpartition("/")[2]
        found.append([FEATURED, alternative] if alternative else [UNDESCRIBED, name])
    return found
