"""WordPress shortcodes: what they enclose stays, they themselves go and are named."""

import re

from django.utils.translation import gettext as _

from .report import Report, Verdict

CODE = re.compile(r"\[(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<said>(?:\s[^\[\]]*)?)/?\]")
CAPTION = re.compile(
    r"\[caption[^\]]*\](?P<picture>(?:\s*<a [^>]*>)?\s*<img[^>]*>(?:\s*</a>)?)"
    r"(?P<words>.*?)\[/caption\]",
    re.DOTALL | re.IGNORECASE,
)
# Without attributes and end these could be anybody's words in brackets.
KNOWN = {"gallery", "embed", "audio", "video", "playlist", "caption", "contact-form"}


def taken_out(html: str, report: Report) -> str:
    """Return `html` without shortcodes; "[sic]" and "[1]" are words and stay."""
    html = CAPTION.sub(
        r"<figure>\g<picture><figcaption>\g<words></figcaption></figure>", html
    )
    closed = {found["name"] for found in CODE.finditer(html) if found["end"]}

    def replaced(found):
        is_code = (
            found["name"] in closed
            or found["name"].lower() in KNOWN
            or "=" in found["said"]
            or "_" in found["name"]
        )
        if not is_code:
            return found[0]
        if not found["end"]:
            report.note(Verdict.LEFT_OUT, _("shortcode"), found[0])
        return ""

    return CODE.sub(replaced, html)
