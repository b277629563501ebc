"""What in an answer of the site would act on whoever opens it: it should be nothing."""

import csv
import io
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href"}
FORMULAS = tuple("=+-@|%\t\r")


class _Page(HTMLParser):
    """Reads a page more strictly than a browser: what stands open in a text counts."""

    def __init__(self):
        super().__init__()
        self.signs = []
        self.is_script = False

    def handle_starttag(self, tag, attrs):
        kind = dict(attrs).get("type") or ""
        self.is_script = tag == "script" and "json" not in kind
        for name, value in attrs:
            said = (value or "").strip().lower()
            acts = name.startswith("on") or name in ("style", "srcdoc")
            leads = name in ADDRESSES and said.startswith("javascript:")
            is_torn = not name.replace("-", "").replace(":", "").isalnum()
            if acts or leads or is_torn or (name in ADDRESSES and said == "planted"):
                self.signs.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data):
        if self.is_script and "planted()" in data:
            self.signs.append("a script with planted words")

    def handle_endtag(self, tag):
        self.is_script = False


def of(answer):
    """Return what acts in `answer`, a response of the test client, in words."""
    kind = kind_of(answer)
    text = _text(answer)
    if answer.status_code >= 500:
        return [f"answered {answer.status_code}"]
    if kind == "text/html":
        page = _Page()
        page.feed(text)
        return page.signs
    if kind == "text/csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        return [cell for cell in cells if cell.startswith(FORMULAS)]
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        return [f"{kind} that a browser may take for a page"]
    return []


def kind_of(answer):
    return answer.headers.get("Content-Type", "").partition(";")[0]


def shows_planted(answer):
    return "planted()" in _text(answer)


def _text(answer):
    parts = answer.streaming_content if answer.streaming else [answer.content]
    if not hasattr(answer, "read_text"):
        answer.read_text = b"".join(parts).decode("utf-8-sig", "replace")
    return answer.read_text
