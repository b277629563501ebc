"""Running words of a web page → the few marks that articles know, and links."""

import re
from html import escape
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles import prose

from .report import Report, Verdict

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em"}
# An address that leads into the folder or onto the disk that the file came from.
ON_A_DISK = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n]+")


class Inline:
    """Writes running words; `home` is the host that the document came from."""

    def __init__(self, report: Report, *, home: str = ""):
        self.report = report
        self.home = home.removeprefix("www.")

    def html(self, element) -> str:
        """Return what stands inside `element`, without its own tag."""
        parts = [words(element.text)]
        for child in element:
            parts += [self.element(child), words(child.tail)]
        return "".join(parts)

    def element(self, element) -> str:
        tag = element.tag
        if tag == "br":
            return "<br>"
        if tag == "img":
            return self.picture(element)
        inner = self.html(element)
        if not prose.plain(inner):
            return inner and " "
        if tag in MARKS:
            return _marked(MARKS[tag], inner)
        if tag == "a" and (address := self.address(element)):
            return f'<a href="{escape(address)}">{inner}</a>'
        return inner

    def picture(self, image) -> str:
        """Note the picture with its alternative text; the file stays outside."""
        name = urlsplit(image.get("src") or "").path.rpartition("/")[2]
        said = (image.get("alt") or "").strip()
        if said:
            reason = _("picture: its description, to use again")
            self.report.note(Verdict.LEFT_OUT, reason, said)
        elif name:
            reason = _("picture without a description")
            self.report.note(Verdict.LEFT_OUT, reason, name)
        return ""

    def address(self, link) -> str:
        """Return where a link leads, "" where nobody can follow it."""
        address = (link.get("href") or "").strip()
        said = " ".join("".join(link.itertext()).split())
        if not address or ON_A_DISK.match(address):
            self.report.note(Verdict.LEFT_OUT, _("link that leads nowhere"), said)
            return ""
        if address.startswith("#"):
            return ""  # a jump inside the old page; headings get new names here
        parts = urlsplit(address)
        if parts.scheme and parts.scheme.lower() not in prose.ADDRESSES:
            self.report.note(Verdict.LEFT_OUT, _("link that leads nowhere"), address)
            return ""
        return self._of_ours(address, parts)

    def _of_ours(self, address, parts):
        """A link to the old site keeps its path only: that is answered here now."""
        is_home = self.home and parts.netloc.removeprefix("www.") == self.home
        if is_home or not (parts.scheme or parts.netloc):
            self.report.note(Verdict.DOUBTFUL, _("link into the old site"), address)
        if not is_home:
            return address
        tail = f"#{parts.fragment}" if parts.fragment else ""
        return (parts.path or "/") + tail


def words(text: str | None) -> str:
    """Return `text` safe in HTML, its blanks as single spaces."""
    return escape(BLANKS.sub(" ", text or ""), quote=False)


def _marked(tag, inner):
    """Put the mark around the words, not around the blanks beside them."""
    lead = " " if inner[:1] == " " else ""
    tail = " " if inner[-1:] == " " else ""
    return f"{lead}<{tag}>{inner.strip()}</{tag}>{tail}"
